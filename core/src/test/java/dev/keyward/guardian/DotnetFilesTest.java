package dev.keyward.guardian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.keyfile.CertificateFile;
import dev.keyward.guardian.keyfile.FoundPairs;
import dev.keyward.guardian.keyfile.ImportedKeys;
import dev.keyward.guardian.keyfile.KeySource;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.guardian.trust.TrustDecider;
import dev.keyward.guardian.trust.TrustDecision;
import dev.keyward.guardian.trust.TrustRequest;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What .NET writes, as {@code fixtures/dotnet/case.json} describes it. */
class DotnetFilesTest {

  private static final Path FOLDER = Path.of(System.getProperty("keyward.fixtures"), "dotnet");
  private static final Instant NOW = Instant.parse("2026-11-28T00:00:00Z");

  @ParameterizedTest
  @ValueSource(strings = {"metadata-defaults.xml", "metadata-exclusive-id.xml"})
  void readsMetadataInBothCanonicalForms(String file) throws Exception {
    GuardianMetadata metadata = GuardianMetadata.parse(read(file), file);
    assertTrue(metadata.vouchedFor());
    assertFalse(metadata.restsOnSha1());
  }

  @Test
  void refusesAnyChangeUnderTheImpliedForm() throws Exception {
    String text = new String(read("metadata-defaults.xml"), StandardCharsets.UTF_8);
    byte[] changed =
        text.replaceFirst("Version=\"1\"", "Version=\"2\"").getBytes(StandardCharsets.UTF_8);
    KeywardException e =
        assertThrows(KeywardException.class, () -> GuardianMetadata.parse(changed, "m"));
    assertEquals("bad-digest", e.fault().code());
  }

  @Test
  void refusesSha1ByThatWord() throws Exception {
    byte[] weak = read("metadata-sha1.xml");
    KeywardException e =
        assertThrows(KeywardException.class, () -> GuardianMetadata.parse(weak, "m"));
    assertTrue(e.getMessage().contains("SHA-1"), e.getMessage());
  }

  @Test
  void sha1IsVerifiedAllTheSame() throws Exception {
    String text = new String(read("metadata-sha1.xml"), StandardCharsets.UTF_8);
    byte[] changed =
        text.replaceFirst("Version=\"1\"", "Version=\"2\"").getBytes(StandardCharsets.UTF_8);
    KeywardException e =
        assertThrows(
            KeywardException.class,
            () -> GuardianMetadata.parsePinned(changed, "m", RsaEngine.jdk()));
    assertEquals("bad-digest", e.fault().code());
  }

  @Test
  void onlyAPinSpeaksForSha1() throws Exception {
    GuardianMetadata weak =
        GuardianMetadata.parsePinned(read("metadata-sha1.xml"), "m", RsaEngine.jdk());
    assertTrue(weak.restsOnSha1());
    TrustRequest anyRoot = new TrustRequest(Optional.empty(), List.of(), true, true);
    KeywardException e =
        assertThrows(
            KeywardException.class,
            () -> TrustDecider.trust(weak, TestKeys.name("weak"), anyRoot, NOW));
    assertEquals("sha1", e.fault().code());
    TrustRequest pinned =
        new TrustRequest(Optional.of(weak.signing().thumbprint()), List.of(), false, false);
    assertEquals(
        TrustDecision.Basis.PINNED,
        TrustDecider.trust(weak, TestKeys.name("weak"), pinned, NOW).decision().basis());
  }

  @ParameterizedTest
  @ValueSource(strings = {"both-default.pfx", "both-3des-sha1.pfx", "both-aes256-sha256.pfx"})
  void readsOneGuardianFromOneFile(String file) throws Exception {
    FoundPairs found = ImportedKeys.readPairs(source(file));
    assertEquals(List.of(), found.rest());
    assertEquals(1, found.pairs().size());
    assertEquals("(UntrustedGuardian) (HV1)", found.pairs().get(0).label());
  }

  @Test
  void readsTheCertificatesOfEveryFile() throws Exception {
    Set<String> expected = Set.of(subject("signing.cer"), subject("encryption.cer"));
    for (String file : List.of("public.p7b", "both-default.pfx")) {
      Set<String> subjects =
          CertificateFile.read(source(file)).stream()
              .map(GuardianCertificate::subject)
              .collect(Collectors.toSet());
      assertEquals(expected, subjects, file);
    }
    assertEquals(
        subject("encryption.cer"),
        CertificateFile.read(source("encryption-key.pem")).get(0).subject());
  }

  private static String subject(String file) throws KeywardException, IOException {
    return CertificateFile.read(source(file)).get(0).subject();
  }

  private static KeySource source(String file) throws IOException {
    Passphrase passphrase = Passphrase.copyOf("test-only".toCharArray());
    return new KeySource(read(file), Optional.of(passphrase), file);
  }

  private static byte[] read(String file) throws IOException {
    return Files.readAllBytes(FOLDER.resolve(file));
  }
}
