package dev.keyward.hgs;

import static dev.keyward.guardian.trust.TestTrust.trusted;
import static dev.keyward.hgs.TestHgs.ENGINE;
import static dev.keyward.hgs.TestHgs.NOW;
import static dev.keyward.hgs.TestHgs.RANDOM;
import static dev.keyward.hgs.TestHgs.name;
import static dev.keyward.hgs.TestHgs.passphrase;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.TestTools;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.RegisteredHost;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.hgs.folder.HgsPlan;
import dev.keyward.hgs.message.AttestationReply;
import dev.keyward.hgs.message.AttestationRequest;
import dev.keyward.hgs.message.HealthCertificateReply;
import dev.keyward.hgs.message.IdentityType;
import dev.keyward.hgs.message.release.KpsError;
import dev.keyward.hgs.message.release.ReleaseAlgorithms;
import dev.keyward.hgs.message.release.RollTransportKeyRequest;
import dev.keyward.hgs.message.release.RollTransportKeyResponse;
import dev.keyward.hgs.message.release.TransportKeys;
import dev.keyward.internal.crypto.Rsa;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.ProtectorAuthor;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.TransportKey;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.protector.part.Wrapping;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the key protection service releases, and what it refuses, error for error. */
class ReleaseDecisionTest {

  @TempDir Path directory;
  private TestHgs hgs;
  private final TransportKey key = TransportKey.create(RANDOM);

  @BeforeEach
  void serve() throws Exception {
    hgs = new TestHgs(directory.resolve("hgs"));
  }

  private static VerifiedKeyProtector verified(byte[] document) throws Exception {
    return new ProtectorVerifier(ENGINE).verify(KeyProtector.parse(document));
  }

  private TransportKeys opened(HgsReply reply, ReleaseAlgorithms algorithms) throws Exception {
    assertEquals(200, reply.status(), new String(reply.body(), StandardCharsets.UTF_8));
    return KeyRelease.open(
        RollTransportKeyResponse.parse(reply.body()),
        hgs.identity.getPrivate(),
        algorithms,
        ENGINE);
  }

  private void assertRefused(KpsError.Code code, HgsReply reply) throws Exception {
    assertEquals(
        code,
        KpsError.parse(reply.body()).code(),
        new String(reply.body(), StandardCharsets.UTF_8));
    assertEquals(code.status(), reply.status());
    assertEquals(code.wireName(), reply.record().outcome());
  }

  @Test
  void releasesTheKeyOfTheProtectorAndANewOne() throws Exception {
    HgsReply reply = hgs.roll(hgs.protector(key).encode(), hgs.attest());
    try (TransportKeys keys = opened(reply, ReleaseAlgorithms.WRITTEN)) {
      VerifiedKeyProtector egress =
          verified(RollTransportKeyResponse.parse(reply.body()).egressProtector());
      assertTrue(egress.isSealedUnder(keys.egress()));
      assertFalse(egress.isSealedUnder(keys.ingress()));
      assertArrayEquals(
          key.<byte[], RuntimeException>lend(byte[]::clone),
          keys.ingress().<byte[], RuntimeException>lend(byte[]::clone));
    }
  }

  @Test
  void theNewProtectorKeepsOwnerGuardiansIdsAndSignaturesAndIsSealedByTheService()
      throws Exception {
    VerifiedKeyProtector ingress = verified(hgs.protector(key).encode());
    HgsReply reply = hgs.roll(ingress.protector().encode(), hgs.attest());
    VerifiedKeyProtector egress =
        verified(RollTransportKeyResponse.parse(reply.body()).egressProtector());
    assertEquals(ingress.wrappings().size(), egress.wrappings().size());
    for (int i = 0; i < ingress.wrappings().size(); i++) {
      Wrapping before = ingress.wrappings().get(i);
      Wrapping after = egress.wrappings().get(i);
      assertEquals(before.id(), after.id());
      assertEquals(before.signing(), after.signing());
      assertEquals(before.grant(), after.grant());
      assertEquals(before.encryption(), after.encryption());
      assertEquals(before.encryptionSignature(), after.encryptionSignature());
    }
    assertTrue(egress.sealer().signing().sameKeyAs(hgs.guardian().signing()));
    egress.open(hgs.owner.opening(), ENGINE, RANDOM).close();
  }

  @Test
  void versionTwoAndAesKeyWrapRelease() throws Exception {
    ReleaseAlgorithms algorithms =
        new ReleaseAlgorithms(
            ReleaseAlgorithms.OAEP, ReleaseAlgorithms.KW_AES256, ReleaseAlgorithms.AES256_GCM);
    byte[] request =
        RollTransportKeyRequest.of(hgs.protector(key).encode(), hgs.attest(), algorithms).encode();
    opened(hgs.post(HgsPaths.ROLL_V2, request), algorithms).close();
  }

  @Test
  void theRecordNamesHostAndGuardiansAndNothingElse() throws Exception {
    HgsReply reply = hgs.roll(hgs.protector(key).encode(), hgs.attest());
    assertEquals("host-1", reply.record().host().orElseThrow());
    assertEquals(
        List.of(hgs.owner.guardian().signing().thumbprint(), hgs.guardian().signing().thumbprint()),
        reply.record().guardians());
  }

  @Test
  void refusesAProtectorWhoseKeyDerivationIsUnknown() throws Exception {
    byte[] document =
        new String(hgs.protector(key).encode(), StandardCharsets.UTF_8)
            .replace("http://www.w3.org/2021/04/xmldsig-more#hkdf", "urn:example:kdf")
            .getBytes(StandardCharsets.UTF_8);
    HgsReply reply = hgs.roll(document, hgs.attest());
    assertRefused(KpsError.Code.INVALID_PROTECTOR, reply);
    assertTrue(new String(reply.body(), StandardCharsets.UTF_8).contains("urn:example:kdf"));
  }

  @Test
  void refusesAnAlgorithmThatIsNotOffered() throws Exception {
    ReleaseAlgorithms algorithms =
        new ReleaseAlgorithms(
            "http://www.w3.org/2001/04/xmlenc#rsa-1_5",
            ReleaseAlgorithms.AES256_GCM,
            ReleaseAlgorithms.AES256_GCM);
    byte[] request =
        RollTransportKeyRequest.of(hgs.protector(key).encode(), hgs.attest(), algorithms).encode();
    assertRefused(KpsError.Code.INVALID_REQUEST, hgs.post(HgsPaths.ROLL_V1, request));
  }

  @Test
  void refusesABodyThatIsNoRequest() throws Exception {
    assertRefused(
        KpsError.Code.INVALID_REQUEST,
        hgs.post(HgsPaths.ROLL_V1, "<x/>".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void refusesAHealthCertificateOfAStranger() throws Exception {
    byte[] certificate = hgs.owner.guardian().signing().der();
    assertRefused(
        KpsError.Code.HEALTH_CERTIFICATE, hgs.roll(hgs.protector(key).encode(), certificate));
  }

  @Test
  void refusesAHealthCertificateOfAnotherService() throws Exception {
    TestHgs other = TestHgs.apart(directory.resolve("other"));
    other.folder.changeHosts(
        before -> before.with(new RegisteredHost(name("host-2"), TestHgs.publicKey(hgs.hostKey))));
    other.reload();
    HgsReply attested = other.post(HgsPaths.HOST_KEY_ATTEST, hgs.attestation());
    byte[] foreign =
        ((HealthCertificateReply) AttestationReply.parse(attested.body()))
            .certificate(IdentityType.ENCRYPTION)
            .orElseThrow();
    assertRefused(KpsError.Code.HEALTH_CERTIFICATE, hgs.roll(hgs.protector(key).encode(), foreign));
  }

  @Test
  void refusesAHealthCertificateForSigning() throws Exception {
    byte[] request =
        AttestationRequest.create(
                RANDOM, hgs.identity.getPublic(), hgs.hostKey, Set.of(IdentityType.SIGNING))
            .encode();
    byte[] certificate =
        ((HealthCertificateReply)
                AttestationReply.parse(hgs.post(HgsPaths.HOST_KEY_ATTEST, request).body()))
            .certificate(IdentityType.SIGNING)
            .orElseThrow();
    assertRefused(
        KpsError.Code.HEALTH_CERTIFICATE, hgs.roll(hgs.protector(key).encode(), certificate));
  }

  @Test
  void refusesAnExpiredHealthCertificate() throws Exception {
    byte[] certificate = hgs.attest();
    hgs.now = NOW.plusSeconds(8 * 3600 + 1);
    assertRefused(
        KpsError.Code.HEALTH_CERTIFICATE, hgs.roll(hgs.protector(key).encode(), certificate));
  }

  @Test
  void refusesAHealthCertificateWhoseHostIsNotRegisteredAnyMore() throws Exception {
    byte[] certificate = hgs.attest();
    hgs.folder.changeHosts(before -> before.without(name("host-1")));
    hgs.reload();
    assertRefused(
        KpsError.Code.HEALTH_CERTIFICATE, hgs.roll(hgs.protector(key).encode(), certificate));
  }

  @Test
  void refusesAProtectorThatIsForAnother() throws Exception {
    GuardianKeys other =
        new GuardianMaker(RANDOM, ENGINE)
            .create(new GuardianMaker.Plan(name("other"), 2048, 3650, "test"), NOW);
    byte[] protector =
        new ProtectorAuthor(TestTools.of(ENGINE, RANDOM))
            .create(hgs.owner.signing(), trusted(other))
            .encode();
    assertRefused(KpsError.Code.NO_WRAPPING_FOR_GUARDIAN, hgs.roll(protector, hgs.attest()));
  }

  @Test
  void refusesAProtectorWithABrokenSealOrChain() throws Exception {
    String protector = new String(hgs.protector(key).encode(), StandardCharsets.UTF_8);
    int seal = protector.lastIndexOf("<SignatureValue>") + 40;
    int chain = protector.indexOf("<SignatureValue>") + 40;
    assertRefused(
        KpsError.Code.INVALID_PROTECTOR,
        hgs.roll(flipped(protector, seal).getBytes(StandardCharsets.UTF_8), hgs.attest()));
    assertRefused(
        KpsError.Code.INVALID_WRAPPING,
        hgs.roll(flipped(protector, chain).getBytes(StandardCharsets.UTF_8), hgs.attest()));
    assertRefused(KpsError.Code.INVALID_PROTECTOR, hgs.roll(new byte[] {1, 2}, hgs.attest()));
  }

  private static String flipped(String text, int at) {
    char other = text.charAt(at) == 'A' ? 'B' : 'A';
    return text.substring(0, at) + other + text.substring(at + 1);
  }

  @Test
  void aNewPrimaryLeavesOldProtectorsOpening() throws Exception {
    byte[] old = hgs.protector(key).encode();
    for (CertificateUse use : CertificateUse.values()) {
      hgs.folder.add(
          new HgsPlan(name("branch-hgs"), 2048, 100),
          use,
          true,
          new HgsFolder.Unlocking(passphrase(), NOW));
    }
    hgs.reload();
    opened(hgs.roll(old, hgs.attest()), ReleaseAlgorithms.WRITTEN).close();
    opened(hgs.roll(hgs.protector(key).encode(), hgs.attest()), ReleaseAlgorithms.WRITTEN).close();
  }

  @Test
  void aDisabledCertificateOfEitherUseDoesNotRelease() throws Exception {
    Guardian before = hgs.guardian();
    byte[] old = hgs.protector(key).encode();
    hgs.folder.add(
        new HgsPlan(name("branch-hgs"), 2048, 100),
        CertificateUse.SIGNING,
        true,
        new HgsFolder.Unlocking(passphrase(), NOW));
    hgs.folder.changeCertificates(
        service -> service.withDisabled(before.signing().thumbprint()), passphrase());
    hgs.reload();
    HgsReply refused = hgs.roll(old, hgs.attest());
    assertRefused(KpsError.Code.NO_WRAPPING_FOR_GUARDIAN, refused);
    assertEquals(
        "wrapping 1 is for a disabled signing certificate of branch-hgs",
        KpsError.parse(refused.body()).message());
  }

  @Test
  void wrongPaddingWrongLengthAndAWrongKeyAnswerTheSame() throws Exception {
    byte[] health = hgs.attest();
    HgsReply padding = hgs.roll(hgs.sealedAround(new byte[256]), health);
    HgsReply length = hgs.roll(hgs.sealedAround(hgs.encrypted(new byte[16])), health);
    HgsReply wrong = hgs.roll(hgs.sealedAround(hgs.encrypted(new byte[32])), health);
    assertRefused(KpsError.Code.INVALID_PROTECTOR, padding);
    assertArrayEquals(padding.body(), length.body());
    assertArrayEquals(padding.body(), wrong.body());
    assertEquals(padding.record(), length.record());
    assertEquals(padding.record(), wrong.record());
  }

  @Test
  void aReplayedReleaseOpensForItsHostOnly() throws Exception {
    HgsReply reply = hgs.roll(hgs.protector(key).encode(), hgs.attest());
    KeyPair thief = Rsa.generate(2048, RANDOM);
    assertThrows(
        VerificationFailedException.class,
        () ->
            KeyRelease.open(
                RollTransportKeyResponse.parse(reply.body()),
                thief.getPrivate(),
                ReleaseAlgorithms.WRITTEN,
                ENGINE));
  }
}
