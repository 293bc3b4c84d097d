package dev.keyward.protector;

import static dev.keyward.guardian.trust.TestTrust.trusted;
import static dev.keyward.protector.TestGuardians.ENGINE;
import static dev.keyward.protector.TestGuardians.RANDOM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import dev.keyward.KeywardException;
import dev.keyward.crypto.TestTools;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.protector.form.KnownWrappings;
import dev.keyward.protector.listing.ProtectorListing;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Damages a valid protector in every way a seed can think of. Nothing but the declared exceptions
 * may come of it, and nothing may verify that differs in what is signed.
 */
class MutationTest {

  private final GuardianKeys owner = TestGuardians.of("owner");
  private final KeyProtector original =
      new ProtectorAuthor(TestTools.of(ENGINE, RANDOM))
          .create(owner.signing(), trusted(TestGuardians.of("branch")));
  private final byte[] document = original.encode();
  private final byte[] signed = original.canonicalWrappings();
  private final ProtectorVerifier verifier = new ProtectorVerifier(ENGINE);
  private final KnownWrappings certificates = new KnownWrappings();

  MutationTest() throws KeywardException {}

  /** Refused; or it verifies, and then what is signed is what the original says. */
  private void survives(byte[] damaged) {
    try {
      VerifiedKeyProtector verified = verifier.verify(KeyProtector.parse(damaged, certificates));
      assertArrayEquals(signed, verified.protector().canonicalWrappings());
    } catch (KeywardException e) {
      // Refused, as it may be.
    } catch (RuntimeException e) {
      fail("left the reader: " + e + " for " + new String(damaged, StandardCharsets.UTF_8), e);
    }
  }

  /** The lenient reader may list it or not, as long as it only throws what it declares. */
  private void isListedOrRefused(byte[] damaged) {
    try {
      ProtectorListing.parse(damaged);
    } catch (KeywardException e) {
      // Declared; the lenient reader has limits too.
    } catch (RuntimeException e) {
      fail(
          "left the lenient reader: " + e + " for " + new String(damaged, StandardCharsets.UTF_8),
          e);
    }
  }

  private void flipBits(int count, long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      byte[] damaged = document.clone();
      for (int flips = 1 + random.nextInt(2); flips > 0; flips--) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      survives(damaged);
      if (i % 10 == 0) {
        isListedOrRefused(damaged);
      }
    }
  }

  private void restructure(int count, long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      String text = new String(document, StandardCharsets.UTF_8);
      for (int steps = 1 + random.nextInt(3); steps > 0; steps--) {
        text = Mutants.structural(text, random);
      }
      survives(text.getBytes(StandardCharsets.UTF_8));
      isListedOrRefused(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void refusesEveryTruncation() {
    // The writer ends with a line feed, which is no part of the document's element.
    for (int length = 0; length < document.length - 1; length++) {
      byte[] cut = Arrays.copyOf(document, length);
      assertThrows(KeywardException.class, () -> KeyProtector.parse(cut, certificates));
      if (length % 10 == 0) {
        isListedOrRefused(cut);
      }
    }
  }

  @Test
  void lets5000FlippedBitsChangeNothingThatIsSigned() {
    flipBits(5_000, 1);
  }

  @Test
  void lets500StructuralChangesChangeNothingThatIsSigned() {
    restructure(500, 2);
  }

  @Test
  @Tag("soak")
  void letsAMillionChangesChangeNothingThatIsSigned() {
    for (int seed = 10; seed < 20; seed++) {
      flipBits(80_000, seed);
      restructure(20_000, seed);
    }
  }
}
