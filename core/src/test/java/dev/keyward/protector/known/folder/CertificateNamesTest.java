package dev.keyward.protector.known.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.keyward.guardian.TestKeys;
import dev.keyward.protector.known.folder.CertificateNames.Candidate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What certificates without metadata are called: both halves of one name are one guardian. */
class CertificateNamesTest {

  private static Candidate candidate(int key, int usage, String source) {
    return new Candidate(
        TestKeys.selfSigned(TestKeys.pair(key), TestKeys.Wish.of("key " + key, usage)),
        Optional.empty(),
        "hgs.cer",
        Optional.of(source).filter(text -> !text.isEmpty()));
  }

  private static List<String> names(Candidate... candidates) {
    CertificateNames names = new CertificateNames(List.of(candidates), taken -> false);
    return List.of(candidates).stream().map(names::of).toList();
  }

  @Test
  void bothHalvesOfOneSourceAreOneGuardian() {
    List<String> names =
        names(candidate(0, TestKeys.SIGNS, "a"), candidate(1, TestKeys.ENCRYPTS, "a"));
    assertEquals(names.get(0), names.get(1));
  }

  @Test
  void anEncryptionKeyOfAnotherSourceIsNotItsOtherHalf() {
    Candidate signing = candidate(0, TestKeys.SIGNS, "a");
    for (String source : List.of("b", "")) {
      List<String> names = names(signing, candidate(1, TestKeys.ENCRYPTS, source));
      assertNotEquals(names.get(0), names.get(1), source);
    }
  }

  @Test
  void anEqualStartMakesNoPairAcrossSources() {
    List<String> names =
        names(
            candidate(0, TestKeys.SIGNS, "a"),
            candidate(2, TestKeys.SIGNS, "c"),
            candidate(1, TestKeys.ENCRYPTS, "b"));
    assertNotEquals(names.get(0), names.get(2));
    assertNotEquals(names.get(1), names.get(2));
  }
}
