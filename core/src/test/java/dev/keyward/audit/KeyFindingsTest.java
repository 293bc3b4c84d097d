package dev.keyward.audit;

import static dev.keyward.guardian.trust.TestTrust.trusted;
import static dev.keyward.protector.TestGuardians.ENGINE;
import static dev.keyward.protector.TestGuardians.RANDOM;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.KeywardException;
import dev.keyward.audit.result.AuditBasis;
import dev.keyward.crypto.TestTools;
import dev.keyward.finding.Finding;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificates;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.TestKeys;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.protector.ProtectorAuthor;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.protector.known.NamedGuardian;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an audit says of the keys of guardians that have had several, and what a policy does. */
class KeyFindingsTest {

  private static final Instant THEN = Instant.parse("2026-11-01T00:00:00Z");

  private final GuardianKeys owner = TestKeys.guardian("owner", 5, 6);
  private final GuardianKeys old = TestKeys.guardian("hgs", 0, 1);
  private final GuardianKeys fresh = TestKeys.guardian("hgs", 0, 2);
  private final GuardianKeys moved = TestKeys.guardian("hgs", 3, 4);

  private byte[] protector(Guardian... guardians) throws KeywardException {
    List<TrustedGuardian> all = Arrays.stream(guardians).map(each -> trusted(each)).toList();
    return new ProtectorAuthor(TestTools.of(ENGINE, RANDOM)).create(owner.signing(), all).encode();
  }

  private KnownGuardians known(GuardianHistory history) {
    return KnownGuardians.of(List.of(GuardianHistory.of(owner.guardian()), history));
  }

  private static List<String> codes(byte[] protector, KnownGuardians known, String policy)
      throws KeywardException {
    byte[] yaml = ("schema: keyward.audit-policy/1\n" + policy).getBytes(StandardCharsets.UTF_8);
    AuditBasis basis =
        new AuditBasis(TestKeys.NOW, Duration.ZERO, Optional.empty(), List.of("test"));
    Audit.Yardstick yardstick =
        new Audit.Yardstick(known, AuditPolicy.parse(yaml, "policy.yaml"), ENGINE);
    return new RowExaminer(yardstick, basis)
        .examine("vm", protector).get(0).findings().stream()
            .map(Finding::code)
            .map(code -> code.code())
            .distinct()
            .toList();
  }

  private GuardianHistory renewed() throws KeywardException {
    return GuardianHistory.of(old.guardian()).replacedBy(fresh.guardian(), THEN);
  }

  @Test
  void aFormerKeyIsARenewedKey() throws KeywardException {
    assertEquals(List.of("renewed-key"), codes(protector(old.guardian()), known(renewed()), ""));
  }

  @Test
  void besideTheCurrentKeyAFormerOneIsNothingToSay() throws KeywardException {
    GuardianHistory history = GuardianHistory.of(old.guardian()).replacedBy(moved.guardian(), THEN);
    assertEquals(List.of(), codes(protector(old.guardian(), moved.guardian()), known(history), ""));
  }

  @Test
  void aCompromisedKeyIsAnError() throws KeywardException {
    GuardianHistory history =
        renewed().retired(old.guardian().encryption().thumbprint(), true, THEN);
    assertEquals(List.of("compromised-key"), codes(protector(old.guardian()), known(history), ""));
  }

  @Test
  void aKeyThatNoMetadataListsIsUnlisted() throws KeywardException {
    assertEquals(
        List.of("unlisted-key"),
        codes(protector(fresh.guardian()), known(GuardianHistory.of(old.guardian())), ""));
  }

  @Test
  void twoClaimsOfAKeyAreFound() throws KeywardException {
    GuardianKeys thief = TestKeys.guardian("thief", 3, 4);
    Guardian claiming =
        TestKeys.unchecked(
            new GuardianCertificates(
                thief.guardian().name(),
                thief.guardian().signing(),
                old.guardian().encryption(),
                List.of()),
            thief.guardian().encryptionSignature());
    KnownGuardians known =
        KnownGuardians.present(List.of(owner.guardian(), old.guardian(), claiming));
    assertEquals(
        List.of("encryption-key-claimed-twice", "required-guardian-missing", "forbidden-guardian"),
        codes(
            protector(old.guardian()), known, "guardians: {required: [hgs], forbidden: [thief]}"));
  }

  @Test
  void aFolderWithNewerKeysThanTheStoreIsTold() throws KeywardException {
    KnownGuardians known =
        known(GuardianHistory.of(TestKeys.guardian("hgs", 0, 1).guardian()))
            .withNamed(
                List.of(
                    new NamedGuardian(
                        GuardianHistory.of(later()),
                        List.of("site", "hgs"),
                        NamedGuardian.Origin.FOLDER)));
    assertEquals(List.of("guardian-out-of-date"), codes(protector(old.guardian()), known, ""));
  }

  private Guardian later() {
    return TestKeys.laterGuardian("hgs", 0, 2).guardian();
  }

  @Test
  void aRuleThatSaysNoMeetsAFormerKey() throws KeywardException {
    assertEquals(
        List.of("renewed-key", "forbidden-guardian"),
        codes(protector(old.guardian()), known(renewed()), "guardians: {forbidden: [hgs]}"));
  }

  @Test
  void aRuleThatSaysNoMeetsOneHalf() throws KeywardException {
    GuardianHistory history =
        renewed().retired(old.guardian().encryption().thumbprint(), false, THEN);
    String policy = "guardians: {forbidden: [hgs]}";
    assertEquals(
        List.of("renewed-key", "forbidden-guardian"),
        codes(protector(old.guardian()), known(history), policy));
  }

  @Test
  void aRuleThatSaysYesTakesAFormerKeyUnlessItIsRefused() throws KeywardException {
    String required = "guardians: {required: [hgs]}\n";
    assertEquals(
        List.of("renewed-key"), codes(protector(old.guardian()), known(renewed()), required));
    assertEquals(
        List.of("renewed-key", "required-guardian-missing"),
        codes(protector(old.guardian()), known(renewed()), required + "formerKeys: refuse"));
  }

  @Test
  void aRuleThatSaysYesTakesNoRetiredKey() throws KeywardException {
    GuardianHistory history =
        renewed().retired(old.guardian().encryption().thumbprint(), false, THEN);
    assertEquals(
        List.of("renewed-key", "required-guardian-missing"),
        codes(protector(old.guardian()), known(history), "guardians: {required: [hgs]}"));
  }

  @Test
  void aFingerprintOfAnyKeyMeansTheGuardian() throws KeywardException {
    String print = "sha256:" + fresh.guardian().encryption().keyThumbprint();
    assertEquals(
        List.of("renewed-key", "forbidden-guardian"),
        codes(
            protector(old.guardian()),
            known(renewed()),
            "guardians: {forbidden: [\"" + print + "\"]}"));
  }
}
