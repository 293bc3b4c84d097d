package dev.keyward.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoansTest {

  @Test
  void severalThreadsBorrowAtTheSameTime() throws Exception {
    CyclicBarrier all = new CyclicBarrier(2);
    try (Passphrase passphrase = Passphrase.copyOf("secret".toCharArray())) {
      FutureTask<Integer> other =
          new FutureTask<>(
              () ->
                  passphrase.lend(
                      characters -> {
                        all.await(1, TimeUnit.MINUTES);
                        return characters.length;
                      }));
      new Thread(other).start();
      int mine =
          passphrase.lend(
              characters -> {
                all.await(1, TimeUnit.MINUTES);
                return characters.length;
              });
      assertEquals(mine, other.get());
    }
  }

  @Test
  void closingWaitsForNoBorrowerAndTheLastOneWipes() {
    SecretBytes secret = SecretBytes.copyOf(new byte[] {1, 2, 3});
    byte[] lent =
        secret.lend(
            bytes -> {
              secret.close();
              assertArrayEquals(new byte[] {1, 2, 3}, bytes);
              assertThrows(IllegalStateException.class, () -> secret.lend(byte[]::clone));
              return bytes;
            });
    assertArrayEquals(new byte[3], lent);
  }

  @Test
  void wipesAfterABorrowerThatFailed() {
    byte[][] kept = new byte[1][];
    SecretBytes secret = SecretBytes.copyOf(new byte[] {1, 2, 3});
    assertThrows(
        IllegalArgumentException.class,
        () ->
            secret.lend(
                bytes -> {
                  kept[0] = bytes;
                  secret.close();
                  throw new IllegalArgumentException("no");
                }));
    assertArrayEquals(new byte[3], kept[0]);
  }
}
