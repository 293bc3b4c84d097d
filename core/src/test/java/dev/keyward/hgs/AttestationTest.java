package dev.keyward.hgs;

import static dev.keyward.hgs.TestHgs.NOW;
import static dev.keyward.hgs.TestHgs.RANDOM;
import static dev.keyward.hgs.TestHgs.name;
import static dev.keyward.hgs.TestHgs.passphrase;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.RegisteredHost;
import dev.keyward.hgs.message.AttestationError;
import dev.keyward.hgs.message.AttestationReply;
import dev.keyward.hgs.message.AttestationRequest;
import dev.keyward.hgs.message.HealthCertificate;
import dev.keyward.hgs.message.IdentityType;
import dev.keyward.hgs.message.OperationMode;
import dev.keyward.hgs.message.ServiceInfo;
import dev.keyward.hgs.message.release.KpsError;
import dev.keyward.internal.crypto.Rsa;
import dev.keyward.internal.json.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets a health certificate, what it says, and each error reply. */
class AttestationTest {

  @TempDir Path directory;
  private TestHgs hgs;

  @BeforeEach
  void serve() throws Exception {
    hgs = new TestHgs(directory.resolve("hgs"));
  }

  private AttestationError error(String path, String body) throws Exception {
    return error(path, body.getBytes(StandardCharsets.UTF_8));
  }

  private AttestationError error(String path, byte[] body) throws Exception {
    HgsReply reply = hgs.post(path, body);
    AttestationError error = (AttestationError) AttestationReply.parse(reply.body());
    assertEquals(error.status(), reply.status());
    return error;
  }

  private byte[] request(PublicKey identity, KeyPair host, IdentityType... types)
      throws KeywardException {
    return AttestationRequest.create(RANDOM, identity, host, Set.of(types)).encode();
  }

  @Test
  void theServiceSaysThatItAttestsHostKeys() throws Exception {
    ServiceInfo info = ServiceInfo.parse(hgs.get(HgsPaths.GET_INFO).body());
    assertEquals(OperationMode.HOST_KEY, info.mode());
    assertTrue(
        new String(hgs.get("/attestation/GETINFO").body(), StandardCharsets.UTF_8)
            .startsWith("{\"__type\":\"ServiceInfoReply:#Microsoft.Windows."));
  }

  @Test
  void aHealthCertificateCarriesTheHostsDigestForEightHours() throws Exception {
    HealthCertificate certificate = HealthCertificate.parse(hgs.attest());
    assertEquals(IdentityType.ENCRYPTION, certificate.type());
    assertEquals(TestHgs.publicKey(hgs.hostKey).digest(), certificate.hostKeyDigest());
    assertEquals(hgs.identity.getPublic(), certificate.key());
    assertEquals(NOW.plus(Duration.ofHours(8)), certificate.notAfter());
  }

  @Test
  void aServiceWhoseClockIsBeforeItsCertificateIssuesNothing() throws Exception {
    hgs.now = NOW.minus(Duration.ofMinutes(4));
    HealthCertificate.parse(hgs.attest());
    hgs.now = NOW.minus(Duration.ofMinutes(6));
    AttestationError error = error(HgsPaths.HOST_KEY_ATTEST, hgs.attestation());
    assertEquals(AttestationError.Kind.UNAVAILABLE, error.kind());
    assertTrue(error.retryable());
    assertTrue(
        error.message().contains("the clock of the service says 2026-11-23T11:54:00Z"),
        error.message());
  }

  @Test
  void theIssuerIsAmongThePublishedSigningCertificates() throws Exception {
    HealthCertificate certificate = HealthCertificate.parse(hgs.attest());
    List<X509Certificate> signers =
        SigningCertificates.parse(hgs.get(HgsPaths.SIGNING_CERTIFICATES).body());
    assertEquals(1, signers.size());
    certificate.certificate().x509().verify(signers.get(0).getPublicKey());
  }

  @Test
  void anUnknownHostKeyAndAForgedSignatureAnswerTheSame() throws Exception {
    KeyPair stranger = Rsa.generate(2048, RANDOM);
    AttestationError unknown =
        error(
            HgsPaths.HOST_KEY_ATTEST,
            request(hgs.identity.getPublic(), stranger, IdentityType.ENCRYPTION));
    KeyPair mixed = new KeyPair(hgs.hostKey.getPublic(), stranger.getPrivate());
    AttestationError forged =
        error(
            HgsPaths.HOST_KEY_ATTEST,
            request(hgs.identity.getPublic(), mixed, IdentityType.ENCRYPTION));
    assertEquals(AttestationError.Kind.UNAUTHORIZED, unknown.kind());
    assertEquals(unknown, forged);
    assertFalse(unknown.retryable());
  }

  @Test
  void aSignatureOverAnotherIdentityKeyIsRefused() throws Exception {
    String genuine = new String(hgs.attestation(), StandardCharsets.UTF_8);
    KeyPair thief = Rsa.generate(2048, RANDOM);
    String own = numbers(hgs.identity.getPublic());
    assertTrue(genuine.contains(own));
    String stolen = genuine.replace(own, numbers(thief.getPublic()));
    assertEquals(
        AttestationError.Kind.UNAUTHORIZED, error(HgsPaths.HOST_KEY_ATTEST, stolen).kind());
  }

  private static String numbers(PublicKey key) {
    return new String(JsonBytes.write(key.getEncoded()), StandardCharsets.US_ASCII);
  }

  @Test
  void whatIsMissingIsAPayloadError() throws Exception {
    String whole = new String(hgs.attestation(), StandardCharsets.UTF_8);
    for (String item : List.of("\"m_Item1\":1,", "\"m_Item1\":8,", "\"m_Item1\":9,")) {
      assertTrue(whole.contains(item));
      String without = whole.replace(item, "\"m_Item1\":77,");
      assertEquals(AttestationError.Kind.PAYLOAD, error(HgsPaths.HOST_KEY_ATTEST, without).kind());
    }
    assertEquals(AttestationError.Kind.PAYLOAD, error(HgsPaths.HOST_KEY_ATTEST, "{}").kind());
  }

  @Test
  void oneKeyGetsNoCertificateOfBothTypes() throws Exception {
    byte[] both =
        request(
            hgs.identity.getPublic(), hgs.hostKey, IdentityType.ENCRYPTION, IdentityType.SIGNING);
    assertEquals(AttestationError.Kind.PAYLOAD, error(HgsPaths.HOST_KEY_ATTEST, both).kind());
  }

  @Test
  void aKeyOfTheServiceOrAHostKeyIsNoIdentityKey() throws Exception {
    for (PublicKey taken :
        List.of(hgs.hostKey.getPublic(), hgs.guardian().encryption().publicKey())) {
      byte[] request = request(taken, hgs.hostKey, IdentityType.ENCRYPTION);
      assertEquals(AttestationError.Kind.PAYLOAD, error(HgsPaths.HOST_KEY_ATTEST, request).kind());
    }
  }

  @Test
  void theOtherModesAnswerWithTheExpectedOne() throws Exception {
    for (String path : List.of("/Attestation/v2.0/attest", "/Attestation/v2.0/domainattest")) {
      assertEquals(AttestationError.Kind.OPERATION_MODE, error(path, "{}").kind());
      String body = new String(hgs.post(path, new byte[0]).body(), StandardCharsets.UTF_8);
      assertTrue(body.contains("\"ExpectedOperationMode\":3"), body);
    }
  }

  @Test
  void withoutAPrimarySignerTheServiceIsUnavailable() throws Exception {
    hgs.folder.changeCertificates(
        service ->
            service.withDisabled(
                service
                    .primary(CertificateUse.ATTESTATION)
                    .orElseThrow()
                    .certificate()
                    .thumbprint()),
        passphrase());
    hgs.reload();
    AttestationError error = error(HgsPaths.HOST_KEY_ATTEST, hgs.attestation());
    assertEquals(AttestationError.Kind.UNAVAILABLE, error.kind());
    assertFalse(error.retryable());
  }

  @Test
  void aTypeMustComeFirstAndBeOfTheProtocol() throws Exception {
    String whole = new String(hgs.attestation(), StandardCharsets.UTF_8);
    String type = whole.substring(1, whole.indexOf(',') + 1);
    String last =
        "{"
            + whole.substring(1 + type.length(), whole.length() - 1)
            + ","
            + type.substring(0, type.length() - 1)
            + "}";
    assertEquals(AttestationError.Kind.PAYLOAD, error(HgsPaths.HOST_KEY_ATTEST, last).kind());
    String none = whole.replace(type, "");
    assertEquals(
        200, hgs.post(HgsPaths.HOST_KEY_ATTEST, none.getBytes(StandardCharsets.UTF_8)).status());
  }

  @Test
  void aFieldThatIsThereTwiceIsCalledThat() {
    byte[] twice = "{\"SessionId\":\"\",\"SessionId\":\"\"}".getBytes(StandardCharsets.UTF_8);
    String reason = hgs.post(HgsPaths.HOST_KEY_ATTEST, twice).record().reason();
    assertTrue(reason.contains("the key \"SessionId\" twice"), reason);
  }

  @Test
  void metadataNeedsBothPrimaries() throws Exception {
    assertEquals(200, hgs.get(HgsPaths.METADATA).status());
    byte[] published = hgs.get(HgsPaths.METADATA).body();
    assertTrue(Arrays.equals(published, hgs.folder.metadata()));
    hgs.folder.changeCertificates(
        service ->
            service.withDisabled(
                service
                    .primary(CertificateUse.ENCRYPTION)
                    .orElseThrow()
                    .certificate()
                    .thumbprint()),
        passphrase());
    hgs.reload();
    HgsReply reply = hgs.get(HgsPaths.METADATA);
    assertEquals(503, reply.status());
    assertEquals(
        "Primary Encryption Certificate not found", KpsError.parse(reply.body()).message());
  }

  @Test
  void whatIsNotOfTheProtocolGetsAShortAnswer() {
    assertEquals(404, hgs.get("/").status());
    assertEquals(
        404, hgs.get("/\u212aeyProtection/service/metadata/2014-07/metadata.xml").status());
    HgsReply reply = hgs.get(HgsPaths.ROLL_V1);
    assertEquals(405, reply.status());
    assertEquals("POST", reply.headers().allow());
    HgsRequest wrongType =
        new HgsRequest(
            "POST",
            HgsPaths.ROLL_V1,
            HgsRequest.Headers.contentType("application/json"),
            new byte[0]);
    assertEquals(415, hgs.endpoint.answer(wrongType).status());
  }

  @Test
  void aHostOfAnotherNameWithTheSameKeyIsNotRegistered() throws Exception {
    assertThrows(
        MalformedInputException.class,
        () ->
            hgs.folder.changeHosts(
                before ->
                    before.with(
                        new RegisteredHost(name("host-2"), TestHgs.publicKey(hgs.hostKey)))));
  }
}
