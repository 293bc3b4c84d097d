package dev.keyward.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.internal.crypto.TestKeys;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The life of a secret: it is taken in, lent, compared, and wiped. */
class SecretBytesTest {

  private final byte[] source = {1, 2, 3, 4};

  @Nested
  class WhenItIsTakenIn {

    @Test
    void copiesSoThatTheSourceMayChange() {
      try (SecretBytes secret = SecretBytes.copyOf(source)) {
        source[0] = 9;
        assertArrayEquals(new byte[] {1, 2, 3, 4}, secret.lend(byte[]::clone));
      }
    }

    @Test
    void wipesASourceThatIsHandedOver() {
      try (SecretBytes secret = SecretBytes.takeFrom(source)) {
        assertArrayEquals(new byte[4], source);
        assertArrayEquals(new byte[] {1, 2, 3, 4}, secret.lend(byte[]::clone));
      }
    }

    @Test
    void takesAsManyRandomBytesAsAskedFor() {
      try (SecretBytes secret = SecretBytes.random(32, TestKeys.random(110))) {
        assertEquals(32, secret.size());
      }
    }
  }

  @Nested
  class WhileItLives {

    @Test
    void isTheSameAsAnotherOfTheSameBytes() {
      try (SecretBytes one = SecretBytes.copyOf(source);
          SecretBytes other = SecretBytes.copyOf(source)) {
        assertTrue(one.sameAs(other));
        assertTrue(one.sameAs(one));
      }
    }

    @Test
    void isNotTheSameAsOneThatDiffersInAByteOrInLength() {
      try (SecretBytes one = SecretBytes.copyOf(source);
          SecretBytes other = SecretBytes.copyOf(new byte[] {1, 2, 3, 5});
          SecretBytes shorter = SecretBytes.copyOf(new byte[] {1, 2, 3})) {
        assertFalse(one.sameAs(other));
        assertFalse(one.sameAs(shorter));
      }
    }

    @Test
    void printsItsSizeOnly() {
      try (SecretBytes secret = SecretBytes.copyOf(source)) {
        assertEquals("SecretBytes(4 bytes)", secret.toString());
      }
    }
  }

  @Nested
  class OnceItIsClosed {

    @Test
    void hasWipedTheArrayItLent() {
      SecretBytes secret = SecretBytes.copyOf(source);
      byte[] kept = secret.lend(bytes -> bytes);
      secret.close();
      assertArrayEquals(new byte[4], kept);
    }

    @Test
    void isNotLentAgain() {
      SecretBytes secret = SecretBytes.copyOf(source);
      secret.close();
      assertThrows(IllegalStateException.class, () -> secret.lend(byte[]::clone));
    }

    @Test
    void mayBeClosedAgain() {
      SecretBytes secret = SecretBytes.copyOf(source);
      secret.close();
      secret.close();
      assertEquals(4, secret.size());
    }
  }
}
