package dev.keyward.hgs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.hgs.description.AttestationKind;
import dev.keyward.hgs.description.HostPublicKey;
import dev.keyward.hgs.description.RegisteredHost;
import dev.keyward.hgs.message.AttestationError;
import dev.keyward.hgs.message.AttestationReply;
import dev.keyward.hgs.message.AttestationRequest;
import dev.keyward.hgs.message.HealthCertificate;
import dev.keyward.hgs.message.HealthCertificateReply;
import dev.keyward.hgs.message.IdentityType;
import dev.keyward.hgs.message.PolicyReason;
import dev.keyward.hgs.message.TpmChallenge;
import dev.keyward.hgs.message.TpmEvidence;
import dev.keyward.hgs.message.TpmKeys;
import dev.keyward.tpm.log.RecordedBoot;
import dev.keyward.tpm.structure.StandInTpm;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that attests TPMs: hosts that pass, and everything that must not. */
class TpmAttestationTest {

  private static final RecordedBoot BOOT = new RecordedBoot("shim");

  private static final KeyPair FIRST = TestHgs.IDENTITY_KEY;
  private static final StandInTpm TPM = StandInTpm.create(TestHgs.RANDOM);
  private static final StandInTpm OTHER = StandInTpm.create(TestHgs.RANDOM);

  @TempDir private static Path shared;
  private static MeasuredHgs made;

  @TempDir private Path temp;
  private MeasuredHgs hgs;

  @BeforeAll
  static void make() throws IOException, KeywardException {
    made = MeasuredHgs.create(shared.resolve("master"), AttestationKind.BOTH);
    made.register("host-1", TPM);
  }

  @BeforeEach
  void copy() throws IOException, KeywardException {
    hgs = made.node(temp.resolve("hgs"));
  }

  private static TpmKeys keys() {
    return MeasuredHgs.keys(TPM, Optional.empty());
  }

  private TpmEvidence evidence() throws KeywardException {
    return MeasuredHgs.evidence(TPM, keys(), hgs.challenge(keys()), BOOT);
  }

  private static AttestationError.Kind kind(HgsReply reply) throws KeywardException {
    return MeasuredHgs.error(reply).kind();
  }

  private static void refused(AttestationError.Kind kind, HgsReply reply) throws KeywardException {
    assertEquals(kind, kind(reply), () -> reply.record().reason());
  }

  @Test
  void aHostThatKeepsThePoliciesGetsAHealthCertificateForItsKey() throws KeywardException {
    HgsReply reply = hgs.attest(TPM, "shim");
    assertEquals(200, reply.status(), () -> reply.record().reason());
    byte[] der =
        ((HealthCertificateReply) AttestationReply.parse(reply.body()))
            .certificate(IdentityType.ENCRYPTION)
            .orElseThrow();
    HealthCertificate certificate = HealthCertificate.parse(der);
    assertEquals(FIRST.getPublic(), certificate.key());
    HostPublicKey endorsement =
        HostPublicKey.parse(TPM.endorsementKey().key().getEncoded(), "test");
    assertEquals(endorsement.digest(), certificate.hostKeyDigest());
    assertTrue(hgs.hasRecords("host-1"));
  }

  @Test
  void onlyTheFirstChallengeAsksTheTpmToOpenACredential() throws KeywardException {
    assertTrue(hgs.challenge(keys()).credential().isPresent());
    assertEquals(200, hgs.attest(TPM, "shim").status());
    assertTrue(hgs.challenge(keys()).credential().isEmpty());
    assertEquals(200, hgs.attest(TPM, "shim-again").status());
  }

  @Test
  void aHostThatBreaksAPolicyIsToldTheRuleAndTheExpectation() throws KeywardException {
    HgsReply reply = hgs.attest(TPM, "shim-off");
    AttestationError error = MeasuredHgs.error(reply);
    assertEquals(AttestationError.Kind.POLICY_EVALUATION, error.kind());
    assertFalse(error.retryable());
    PolicyReason reason = error.reasons().get(0);
    assertEquals("baseline", reason.policy());
    assertEquals("secure-boot", reason.rule());
    assertTrue(error.message().contains("SecureBoot is 0, expected 1"), error.message());
    assertEquals(Optional.of("6a460ee1-62ea-416f-ae6c-04e29634506d"), reason.guid());
    assertEquals(Optional.of("host-1"), reply.record().host());
    assertTrue(hgs.hasRecords("host-1"));
  }

  @Test
  void aPolicyThatReportsRefusesNobodyAndSaysInTheLogWhatIsNotKept() throws Exception {
    hgs.policy("baseline", MeasuredHgs.SECURE_BOOT.replace("enforce", "report"));
    hgs.policy("debug", "schema: keyward.measured-policy/1\nmode: enforce\ndebug-mode: refused\n");
    HgsReply reply = hgs.attest(TPM, "shim-off");
    assertEquals(200, reply.status(), () -> reply.record().reason());
    assertTrue(reply.record().reason().contains("secure-boot"), reply.record().reason());
  }

  @Test
  void withoutAnEnforcedPolicyNobodyPasses() throws Exception {
    hgs.policy("baseline", MeasuredHgs.SECURE_BOOT.replace("enforce", "report"));
    refused(AttestationError.Kind.POLICY_EVALUATION, hgs.attest(TPM, "shim"));
  }

  @Test
  void aTpmThatIsNotRegisteredGetsNoChallenge() {
    HgsReply reply = hgs.ask(MeasuredHgs.keys(OTHER, Optional.empty()));
    assertEquals(403, reply.status());
    assertTrue(reply.record().reason().contains("no host is registered"));
  }

  @Test
  void theEndorsementKeyOfAnotherTpmDoesNotHelpItsCopier() throws KeywardException {
    TpmKeys stolen =
        new TpmKeys(
            TPM.endorsementKey().key().getEncoded(), Optional.empty(), OTHER.key().encode());
    TpmChallenge challenge = hgs.challenge(stolen);
    TpmChallenge without =
        new TpmChallenge(challenge.ticket(), challenge.nonce(), Optional.empty());
    refused(
        AttestationError.Kind.UNAUTHORIZED,
        hgs.send(MeasuredHgs.evidence(OTHER, stolen, without, BOOT)));
    assertFalse(hgs.hasRecords("host-1"));
  }

  @Test
  void aQuoteDoesNotAnswerTheNextChallenge() throws KeywardException {
    TpmEvidence earlier = evidence();
    TpmEvidence later = evidence();
    TpmEvidence replayed =
        new TpmEvidence(
            later.keys(),
            later.ticket(),
            later.secret(),
            later.identity(),
            earlier.measured(),
            later.form());
    refused(AttestationError.Kind.UNAUTHORIZED, hgs.send(replayed));
  }

  @Test
  void aQuoteServesNoOtherIdentityKey() throws KeywardException {
    TpmEvidence sent = evidence();
    TpmEvidence stolen =
        new TpmEvidence(
            sent.keys(),
            sent.ticket(),
            sent.secret(),
            OTHER.endorsementKey().key().getEncoded(),
            sent.measured(),
            sent.form());
    refused(AttestationError.Kind.UNAUTHORIZED, hgs.send(stolen));
  }

  @Test
  void theLogOfAnotherBootIsRefused() throws KeywardException {
    TpmEvidence sent = evidence();
    TpmEvidence.Measured measured = sent.measured();
    TpmEvidence changed =
        new TpmEvidence(
            sent.keys(),
            sent.ticket(),
            sent.secret(),
            sent.identity(),
            new TpmEvidence.Measured(
                measured.quote(),
                measured.signature(),
                new RecordedBoot("shim-off").file("log"),
                measured.commandLine()),
            sent.form());
    refused(AttestationError.Kind.TCG_LOG_VALIDATION, hgs.send(changed));
  }

  @Test
  void aChallengeIsTooOldAfterFiveMinutes() throws KeywardException {
    TpmEvidence sent = evidence();
    hgs.now = hgs.now.plus(Duration.ofMinutes(6));
    HgsReply reply = hgs.send(sent);
    refused(AttestationError.Kind.UNAVAILABLE, reply);
    assertTrue(MeasuredHgs.error(reply).retryable());
  }

  @Test
  void anotherNodeOfTheServiceTakesTheAnswer() throws Exception {
    MeasuredHgs node = hgs.node(temp.resolve("node"));
    assertEquals(200, node.send(evidence()).status());
  }

  @Test
  void aQuoteOfBeforeTheLastOneIsRefused() throws KeywardException {
    assertEquals(200, hgs.attest(TPM, "shim").status());
    TpmEvidence earlier = evidence();
    assertEquals(200, hgs.attest(TPM, "shim").status());
    HgsReply reply = hgs.send(earlier);
    refused(AttestationError.Kind.UNAUTHORIZED, reply);
    assertTrue(reply.record().reason().contains("older than the last one"));
  }

  @Test
  void aHostWithATpmIsNotAcceptedByAKeyAlone() throws Exception {
    // The registered key is an endorsement key: who has its private half is still refused.
    KeyPair key = FIRST;
    StandInTpm tpm = StandInTpm.of(key, TestHgs.HOST_KEY_PAIR);
    hgs.register("host-2", tpm);
    byte[] request =
        AttestationRequest.create(
                TestHgs.RANDOM, OTHER.endorsementKey().key(), key, Set.of(IdentityType.ENCRYPTION))
            .encode();
    HgsReply reply = hgs.post(HgsPaths.HOST_KEY_ATTEST_BELOW, request);
    refused(AttestationError.Kind.UNAUTHORIZED, reply);
  }

  @Test
  void aServiceForTpmsRefusesHostKeys() throws Exception {
    MeasuredHgs only = MeasuredHgs.create(temp.resolve("only"), AttestationKind.TPM);
    byte[] request =
        AttestationRequest.create(
                TestHgs.RANDOM,
                FIRST.getPublic(),
                TestHgs.HOST_KEY_PAIR,
                Set.of(IdentityType.ENCRYPTION))
            .encode();
    HgsReply reply = only.post(HgsPaths.HOST_KEY_ATTEST_BELOW, request);
    refused(AttestationError.Kind.OPERATION_MODE, reply);
  }

  @Test
  void aHostOfEitherKindIsAttestedByAServiceForBoth() throws Exception {
    hgs.register(
        new RegisteredHost(TestHgs.name("host-2"), TestHgs.publicKey(TestHgs.HOST_KEY_PAIR)));
    byte[] request =
        AttestationRequest.create(
                TestHgs.RANDOM,
                FIRST.getPublic(),
                TestHgs.HOST_KEY_PAIR,
                Set.of(IdentityType.ENCRYPTION))
            .encode();
    assertEquals(200, hgs.post(HgsPaths.HOST_KEY_ATTEST_BELOW, request).status());
    assertEquals(200, hgs.attest(TPM, "shim").status());
  }

  @Test
  void anEvidenceOfSeveralFaultsIsNeverAnswered200() throws KeywardException {
    byte[] whole = evidence().encode();
    for (int length : List.of(0, 1, 100, whole.length / 2, whole.length - 1)) {
      HgsReply reply =
          hgs.post(HgsPaths.TPM_EVIDENCE_BELOW, java.util.Arrays.copyOf(whole, length));
      refused(AttestationError.Kind.PAYLOAD, reply);
    }
  }
}
