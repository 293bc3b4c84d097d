package dev.keyward.hgs;

import static dev.keyward.hgs.TestHgs.NOW;
import static dev.keyward.hgs.TestHgs.RANDOM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.hgs.message.AttestationError;
import dev.keyward.hgs.message.AttestationReply;
import dev.keyward.hgs.message.AttestationRequest;
import dev.keyward.hgs.message.HealthCertificate;
import dev.keyward.hgs.message.HealthCertificateReply;
import dev.keyward.hgs.message.IdentityType;
import dev.keyward.internal.crypto.KeyEntry;
import dev.keyward.internal.crypto.Rsa;
import dev.keyward.internal.crypto.SignatureAlgorithm;
import dev.keyward.internal.crypto.certificate.CertificateMaker;
import dev.keyward.internal.crypto.certificate.Purpose;
import dev.keyward.internal.json.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers in the forms that clients of Microsoft read and that .NET's serializer writes. */
class WindowsFormsTest {

  private static final Function<byte[], String> NUMBERS =
      bytes -> new String(JsonBytes.write(bytes), StandardCharsets.US_ASCII);
  private static final Function<byte[], String> BASE64 =
      bytes -> "\"" + Base64.getEncoder().encodeToString(bytes) + "\"";

  @TempDir Path directory;
  private TestHgs hgs;

  @BeforeEach
  void serve() throws Exception {
    hgs = new TestHgs(directory.resolve("hgs"));
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /** A request that is written here, field by field. */
  private byte[] request(int type, byte[] identity, Function<byte[], String> form)
      throws Exception {
    byte[] host = hgs.hostKey.getPublic().getEncoded();
    byte[] signature =
        Rsa.jdk().sign(SignatureAlgorithm.PSS_SHA256, hgs.hostKey.getPrivate(), host, identity);
    return ("{\"SessionId\":"
            + form.apply(new byte[16])
            + ",\"RequestedContent\":["
            + type
            + "],\"ProvidedContent\":["
            + String.join(
                ",", item(1, identity, form), item(8, host, form), item(9, signature, form))
            + "]}")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String item(int number, byte[] bytes, Function<byte[], String> form) {
    return "{\"m_Item1\":" + number + ",\"m_Item2\":" + form.apply(bytes) + "}";
  }

  private byte[] identity() {
    return hgs.identity.getPublic().getEncoded();
  }

  private static HealthCertificate certificate(HgsReply reply, IdentityType type) throws Exception {
    assertEquals(200, reply.status(), () -> text(reply.body()));
    HealthCertificateReply parsed = (HealthCertificateReply) AttestationReply.parse(reply.body());
    return HealthCertificate.parse(parsed.certificate(type).orElseThrow());
  }

  @Test
  void bytesOfOurOwnRequestAreUnsignedNumbers() throws Exception {
    String request = text(hgs.attestation());
    assertTrue(request.contains("{\"m_Item1\":1,\"m_Item2\":" + NUMBERS.apply(identity()) + "}"));
    assertFalse(request.contains("-"), request);
  }

  @Test
  void aRequestInNumbersIsAnsweredInNumbers() throws Exception {
    HgsReply reply = hgs.post(HgsPaths.HOST_KEY_ATTEST, request(1, identity(), NUMBERS));
    byte[] der = certificate(reply, IdentityType.ENCRYPTION).certificate().der();
    assertTrue(text(reply.body()).contains("\"m_Item2\":" + NUMBERS.apply(der)));
  }

  @Test
  void aRequestInBase64IsAnsweredInBase64() throws Exception {
    HgsReply reply = hgs.post(HgsPaths.HOST_KEY_ATTEST, request(1, identity(), BASE64));
    byte[] der = certificate(reply, IdentityType.ENCRYPTION).certificate().der();
    assertTrue(text(reply.body()).contains("\"m_Item2\":" + BASE64.apply(der)));
  }

  @Test
  void aNumberThatIsNoByteIsRefused() throws Exception {
    String request = text(request(1, identity(), NUMBERS));
    for (String wrong : List.of("256", "-1", "-0", "1.5", "\"48\"", "1e2", "null")) {
      byte[] body =
          request
              .replaceFirst("\"m_Item2\":\\[48", "\"m_Item2\":[" + wrong)
              .getBytes(StandardCharsets.US_ASCII);
      AttestationError error =
          (AttestationError)
              AttestationReply.parse(hgs.post(HgsPaths.HOST_KEY_ATTEST, body).body());
      assertEquals(AttestationError.Kind.PAYLOAD, error.kind(), wrong);
    }
  }

  @Test
  void signingCertificatesAreAnArrayOfNumbersForClientsThatNameNoType() throws Exception {
    HgsReply reply = hgs.get(HgsPaths.SIGNING_CERTIFICATES);
    assertEquals("application/json; charset=utf-8", reply.contentType());
    assertTrue(text(reply.body()).matches("\\[48,130,[0-9,]*\\]"), text(reply.body()));
  }

  @Test
  void signingCertificatesAreRawForClientsThatAskForThemFirst() throws Exception {
    HgsReply numbers = hgs.get(HgsPaths.SIGNING_CERTIFICATES);
    for (String accept :
        List.of(
            "application/pkcs7-mime",
            "Application/PKCS7-mime;q=1, */*",
            "application/pkcs7-mime,x/y")) {
      HgsRequest.Headers headers = new HgsRequest.Headers(Optional.empty(), Optional.of(accept));
      HgsReply raw =
          hgs.endpoint.answer(
              new HgsRequest("GET", HgsPaths.SIGNING_CERTIFICATES, headers, new byte[0]));
      assertEquals("application/pkcs7-mime", raw.contentType());
      assertArrayEquals(raw.body(), JsonBytes.parse(numbers.body(), "test"));
    }
    HgsRequest.Headers second =
        new HgsRequest.Headers(Optional.empty(), Optional.of("*/*, application/pkcs7-mime"));
    assertArrayEquals(
        numbers.body(),
        hgs.endpoint
            .answer(new HgsRequest("GET", HgsPaths.SIGNING_CERTIFICATES, second, new byte[0]))
            .body());
  }

  @Test
  void everyPathOfAttestationIsAlsoBelowTheNameOfTheService() {
    for (String path : List.of(HgsPaths.GET_INFO, HgsPaths.SIGNING_CERTIFICATES)) {
      byte[] expected = hgs.get(path).body();
      String below = path.replace("/Attestation/", "/Attestation/AttestationService.svc/");
      for (String form : List.of(path + "/", below, below + "/")) {
        assertArrayEquals(expected, hgs.get(form).body(), form);
      }
    }
    assertEquals(
        400,
        hgs.post("/attestation/attestationservice.svc/v2.0/hostkeyattest/", new byte[0]).status());
  }

  @Test
  void aSecondSlashOrAnotherNameOfTheServiceIsNoPath() {
    for (String path :
        List.of(
            HgsPaths.GET_INFO + "//",
            "/Attestation/other.svc/getinfo",
            "/attestationservice.svc/getinfo",
            "/KeyProtection/attestationservice.svc/getinfo")) {
      assertEquals(404, hgs.get(path).status(), path);
    }
  }

  @Test
  void versionOneAnswersTheSameErrors() throws Exception {
    for (String path : List.of("attest", "domainattest", "hostkeyattest")) {
      byte[] first =
          hgs.post("/Attestation/v1.0/" + path, "{}".getBytes(StandardCharsets.UTF_8)).body();
      byte[] second =
          hgs.post("/Attestation/v2.0/" + path, "{}".getBytes(StandardCharsets.UTF_8)).body();
      assertArrayEquals(second, first, path);
    }
  }

  @Test
  void metadataIsGivenForPostToo() {
    assertArrayEquals(
        hgs.get(HgsPaths.METADATA).body(), hgs.post(HgsPaths.METADATA, new byte[0]).body());
  }

  @Test
  void theCertificateOfASigningKeyHasTheFormOfWindows() throws Exception {
    HgsReply reply = hgs.post(HgsPaths.HOST_KEY_ATTEST, request(2, identity(), NUMBERS));
    X509Certificate certificate = certificate(reply, IdentityType.SIGNING).certificate().x509();
    assertEquals(
        Set.of("2.5.29.15"), certificate.getCriticalExtensionOIDs(), "key usage is critical");
    assertEquals(
        Set.of(
            "2.5.29.14", "2.5.29.35", "1.3.6.1.4.1.311.21.10", HealthCertificate.HOST_KEY_DIGEST),
        certificate.getNonCriticalExtensionOIDs());
    assertTrue(certificate.getKeyUsage()[0]);
    assertNull(certificate.getExtendedKeyUsage());
    assertTrue(
        certificate.getSubjectX500Principal().getName().matches("CN=[0-9A-F]{64}"),
        certificate.getSubjectX500Principal()::getName);
    assertEquals(NOW.plusSeconds(8 * 3600), certificate.getNotAfter().toInstant());
  }

  @Test
  void theApplicationPolicyHasTheBytesOfAHealthCertificateOfWindows() throws Exception {
    HgsReply reply = hgs.post(HgsPaths.HOST_KEY_ATTEST, request(2, identity(), NUMBERS));
    X509Certificate certificate = certificate(reply, IdentityType.SIGNING).certificate().x509();
    assertEquals(
        "0410300e300c060a2b060104018237300102",
        HexFormat.of().formatHex(certificate.getExtensionValue("1.3.6.1.4.1.311.21.10")));
  }

  @Test
  void aSigningKeyWithTheFormerExtendedUseIsStillRead() throws Exception {
    CertificateMaker.Making making = CertificateMaker.Making.jdk(RANDOM);
    CertificateMaker.Subject service =
        new CertificateMaker.Subject("service", CertificateMaker.Use.ISSUING, NOW, 30);
    KeyEntry issuer =
        new KeyEntry(
            "service",
            hgs.hostKey.getPrivate(),
            CertificateMaker.selfSigned(hgs.hostKey, service, making));
    CertificateMaker.Issue issue =
        new CertificateMaker.Issue(
            "Health Certificate (host-1)",
            CertificateMaker.Use.SIGNING,
            NOW,
            NOW.plusSeconds(60),
            new Purpose.ExtendedUse(HealthCertificate.SIGNING_USE),
            Optional.of(
                new CertificateMaker.Mark(HealthCertificate.HOST_KEY_DIGEST, new byte[32])));
    byte[] former =
        CertificateMaker.issued(hgs.identity.getPublic(), issue, issuer, making).getEncoded();
    assertEquals(IdentityType.SIGNING, HealthCertificate.parse(former).type());
  }

  @Test
  void theKeyToCertifyMayComeAsAnEndorsementKey() throws Exception {
    for (Function<byte[], String> form : List.of(NUMBERS, BASE64)) {
      byte[] wrapped =
          ("{\"Key\":" + form.apply(identity()) + "}").getBytes(StandardCharsets.US_ASCII);
      HgsReply reply = hgs.post(HgsPaths.HOST_KEY_ATTEST, request(1, wrapped, NUMBERS));
      assertEquals(hgs.identity.getPublic(), certificate(reply, IdentityType.ENCRYPTION).key());
    }
  }

  @Test
  void anEndorsementKeyWithoutAKeyIsAPayloadError() throws Exception {
    Stream.of("{}", "{", "{\"Key\":[]}", "{\"Key\":1}")
        .map(text -> text.getBytes(StandardCharsets.US_ASCII))
        .forEach(
            wrapped -> {
              try {
                byte[] body = request(1, wrapped, BASE64);
                assertEquals(400, hgs.post(HgsPaths.HOST_KEY_ATTEST, body).status());
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
  }

  @Test
  void ourOwnRequestIsReadAsItWasMeant() throws Exception {
    AttestationRequest request = AttestationRequest.parse(hgs.attestation());
    assertArrayEquals(identity(), request.identityKey().orElseThrow());
  }
}
