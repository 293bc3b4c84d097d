package dev.keyward.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.audit.result.AuditBasis;
import dev.keyward.audit.result.AuditReceiver;
import dev.keyward.audit.result.AuditSource;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Standing;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.known.KnownGuardians;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A document that was judged must not change how another is judged: each of these is first let
 * through a run that has seen the honest one, whose signatures and certificates are remembered.
 */
class AuditCacheTest {

  private static final Path CLEAN =
      Path.of(System.getProperty("keyward.fixtures"), "audit/protectors/clean.xml");

  private static List<Standing> audit(String... documents) throws IOException {
    List<Standing> standings = new ArrayList<>();
    AuditReceiver receiver =
        new AuditReceiver() {
          @Override
          public void protector(AuditedProtector protector) {
            standings.add(protector.standing());
          }

          @Override
          public void finish(AuditSummary summary) {}
        };
    Audit.Yardstick yardstick =
        new Audit.Yardstick(KnownGuardians.none(), AuditPolicy.none(), RsaEngine.jdk());
    AuditBasis basis = new AuditBasis(Instant.EPOCH, Duration.ZERO, Optional.empty(), List.of());
    List<AuditSource> sources = new ArrayList<>();
    for (String document : documents) {
      sources.add(
          new AuditSource.InMemory(
              "vm-" + sources.size(), document.getBytes(StandardCharsets.UTF_8)));
    }
    new Audit(yardstick, basis, receiver, bytes -> {}).run(sources);
    return standings;
  }

  /** The content of the n-th element of that name, from 0. */
  private static String content(String document, String element, int index) {
    Matcher matcher = Pattern.compile("<" + element + ">([^<]*)</").matcher(document);
    for (int found = 0; matcher.find(); found++) {
      if (found == index) {
        return matcher.group(1);
      }
    }
    throw new IllegalArgumentException("fewer " + element);
  }

  private static String flipped(String base64, int at) {
    byte[] bytes = Base64.getDecoder().decode(base64);
    bytes[at] ^= 1;
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static final List<Standing> SECOND_REFUSED = List.of(Standing.VALID, Standing.INVALID);

  @Test
  void aSignatureOverACertificateWithOneOtherBitIsCheckedAnew() throws IOException {
    String honest = Files.readString(CLEAN);
    int signatures = 6;
    for (int index = 0; index < signatures; index++) {
      String value = content(honest, "SignatureValue", index);
      for (int at : new int[] {0, 128, 255}) {
        assertEquals(
            SECOND_REFUSED,
            audit(honest, honest.replace(value, flipped(value, at))),
            "signature " + index + ", byte " + at);
      }
    }
  }

  @Test
  void aSignatureThatHoldsForOneCertificateDoesNotForAnother() throws IOException {
    String honest = Files.readString(CLEAN);
    String second = content(honest, "EncryptionCertificate", 1);
    String third = content(honest, "EncryptionCertificate", 2);
    // Each is known, and each signature is, but not together.
    String swapped = honest.replace(second, "@").replace(third, second).replace("@", third);
    assertEquals(SECOND_REFUSED, audit(honest, swapped));
  }

  @Test
  void aCertificateWithAnotherKeyUnderTheSameNameIsAnother() throws IOException {
    String honest = Files.readString(CLEAN);
    String certificate = content(honest, "SigningCertificate", 1);
    byte[] der = Base64.getDecoder().decode(certificate);
    // The middle of the modulus: subject, serial number and signature stay.
    der[der.length / 2] ^= 1;
    String forged = honest.replace(certificate, Base64.getEncoder().encodeToString(der));
    assertEquals(SECOND_REFUSED, audit(honest, forged));
  }

  @Test
  void anAlgorithmOfAnotherNameIsNotTheOneThatWasChecked() throws IOException {
    String honest = Files.readString(CLEAN);
    String other =
        honest.replaceFirst(
            "<Signature Algorithm=\"[^\"]*\"",
            "<Signature Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha384\"");
    assertEquals(SECOND_REFUSED, audit(honest, other));
  }

  @Test
  void whatWasRefusedFirstDoesNotHarmTheHonestOne() throws IOException {
    String honest = Files.readString(CLEAN);
    String value = content(honest, "SignatureValue", 0);
    String forged = honest.replace(value, flipped(value, 7));
    assertEquals(List.of(Standing.INVALID, Standing.VALID), audit(forged, honest));
  }

  @Test
  void theCacheOfCertificatesGivesWhatTheBytesSay() throws Exception {
    ProtectorVerifier verifier = new ProtectorVerifier(RsaEngine.jdk());
    KeyProtector one = verifier.parse(Files.readAllBytes(CLEAN));
    verifier.verify(one);
    KeyProtector two = verifier.parse(Files.readAllBytes(CLEAN));
    assertEquals(one.wrappings(), two.wrappings());
  }
}
