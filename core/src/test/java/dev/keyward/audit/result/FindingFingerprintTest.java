package dev.keyward.audit.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.keyward.finding.Finding;
import dev.keyward.finding.Finding.Remedy;
import dev.keyward.finding.Place;
import dev.keyward.guardian.Thumbprint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class FindingFingerprintTest {

  private static final Thumbprint KEY = print("key");

  private static Thumbprint print(String text) {
    return Thumbprint.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Party party(String label, Thumbprint key) {
    return new Party(label, Optional.of(label), Optional.of(key));
  }

  private static AuditedProtector at(String file, String guardian, Thumbprint key) {
    String vm = file.substring(0, file.lastIndexOf('.'));
    return new AuditedProtector(
        new Place(file, OptionalInt.empty(), vm),
        Standing.VALID,
        new GuardianSet(Optional.of(party("it", print("it"))), List.of(party(guardian, key))),
        Optional.empty(),
        List.of(),
        Optional.of(print(file)));
  }

  private static Finding found(String text) {
    return Finding.of(AuditFindingCode.EXPIRING, text, Remedy.by("renew"));
  }

  private static FindingFingerprint of(String file, String guardian, Thumbprint key, String text) {
    return FindingFingerprint.of(at(file, guardian, key), found(text));
  }

  @Test
  void neitherFolderNorDaysNorTheNameOfAGuardianChangesIt() {
    assertEquals(
        of("jan/a/web.kp", "hgs", KEY, "hgs has a certificate that ends on 1 May, in 40 days"),
        of("feb/b/web.kp", "hgs-1", KEY, "hgs-1 has a certificate that ends on 1 May, in 1 day"));
  }

  @Test
  void anotherKeyUnderTheNameChangesIt() {
    assertNotEquals(
        of("web.kp", "hgs", KEY, "hgs can open it"),
        of("web.kp", "hgs", print("other"), "hgs can open it"));
  }

  @Test
  void aNameInALongerNameIsNotReplaced() {
    assertEquals(
        "hgs-2 and branch.hgs and " + KEY,
        of("web.kp", "hgs", KEY, "hgs-2 and branch.hgs and hgs").what());
  }

  @Test
  void theFolderOfACopyDoesNotChangeIt() {
    assertEquals(copyOf("jan/db"), copyOf("feb/db"));
    assertNotEquals(copyOf("jan/db"), copyOf("jan/app"));
  }

  private static FindingFingerprint copyOf(String other) {
    return FindingFingerprint.of(
        at("web.kp", "hgs", KEY),
        Finding.of(
            AuditFindingCode.SAME_PROTECTOR, "the same document as " + other, Remedy.by("look")));
  }

  @Test
  void aGuardianThatIsTakenFromAnotherFolderIsAnotherOne() {
    assertNotEquals(
        of("web.kp", "hgs", KEY, "site-a/hgs is required"),
        of("web.kp", "hgs", KEY, "site-b/hgs is required"));
  }

  @Test
  void aVmWithAnIdIsKnownByIt() {
    Place.Mark mark = new Place.Mark(Optional.of("{AB}"), Optional.empty());
    Place place = new Place("x.csv", OptionalInt.of(1), "web");
    assertEquals("id ab", FindingFingerprint.vm(place.with(mark)));
    assertEquals("name web", FindingFingerprint.vm(place));
    assertEquals(
        "id ab last known good", FindingFingerprint.vm(place.with(mark).asLastKnownGood()));
  }

  @Test
  void theKeysOfAFindingAreThoseOfThePartiesItNames() {
    AuditedProtector valid = at("web.kp", "hgs", KEY);
    assertEquals(List.of(KEY), FindingFingerprint.keys(valid, found("granted to hgs")));
    assertEquals(List.of(), FindingFingerprint.keys(valid, found("MaxOfflineUnwraps is 3")));
  }

  @Test
  void ofADocumentThatIsNotVerifiedTheKeyIsItsDigest() {
    AuditedProtector valid = at("web.kp", "hgs", KEY);
    AuditedProtector listed =
        new AuditedProtector(
            valid.place(), Standing.LISTED, valid.set(), valid.sealer(), List.of(), valid.sha256());
    assertEquals(
        List.of(print("web.kp")), FindingFingerprint.keys(listed, found("granted to hgs")));
  }
}
