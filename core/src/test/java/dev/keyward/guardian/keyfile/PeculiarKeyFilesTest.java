package dev.keyward.guardian.keyfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.subject.WindowsName;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Key files as people have them; {@code fixtures/guardians/case.json} describes them. */
class PeculiarKeyFilesTest {

  private static final Path FOLDER = Path.of(System.getProperty("keyward.fixtures"), "guardians");
  private static final Path EXPORT = FOLDER.resolve("folders/pfx-protect-to/export");
  private static final String ENDING = "_20240415T1200000000Z.pfx";

  @Test
  void passesOverZerosBehindTheEnd() throws Exception {
    OneKey key = one("key-files/trailing-zeros.p12", "correct horse battery");
    assertEquals("(owner1) (vm)", key.suffix());
  }

  @Test
  void pairsTheGenerationsOfAGuardianByTheirDates() throws Exception {
    FoundPairs found = ImportedKeys.readPairs(source("key-files/two-generations.pfx", "changeit"));
    assertEquals(List.of(), found.rest());
    assertEquals(
        List.of(
            "(UntrustedGuardian) (Stoic)",
            "(UntrustedGuardian) (Stoic)",
            "(UntrustedGuardian) (Toothless)"),
        found.pairs().stream().map(ImportedKeys::label).toList());
    for (ImportedKeys pair : found.pairs()) {
      long apart =
          pair.encryption().notBefore().getEpochSecond()
              - pair.signing().notBefore().getEpochSecond();
      assertTrue(Math.abs(apart) < 3, pair.label());
    }
  }

  @Test
  void saysThatAFileHoldsOneHalfOnly() throws Exception {
    Path folder = FOLDER.resolve("folders/pfx-per-certificate");
    String passphrase = Files.readString(folder.resolve("pfx.txt")).strip();
    String file = "by-thumbprint/AEE8B8FB206D4B944EF893ECFBC55809305DA9C7.pfx";
    KeywardException e =
        refused(() -> ImportedKeys.readPairs(source(folder.resolve(file), passphrase)));
    assertTrue(e.getMessage().contains("only the signing key of CN=Shielded VM"), e.getMessage());
    assertTrue(e.fault().hint().orElseThrow().contains("--encryption"), e::toString);
  }

  @Test
  void saysThatAFileIsProtectedForAccounts() throws Exception {
    String passphrase = Files.readString(FOLDER.resolve("folders/pfx-protect-to/pfx.txt")).strip();
    Path both = EXPORT.resolve("untrustedguardian_hv1_signing" + ENDING);
    assertEquals("(UntrustedGuardian) (HV1)", new OneKey(source(both, passphrase)).suffix());
    Path accounts = EXPORT.resolve("untrustedguardian_hv2_signing" + ENDING);
    KeywardException e = refused(() -> FoundKey.allIn(source(accounts, passphrase)));
    assertEquals("wrong-passphrase", e.fault().code());
    assertTrue(e.getMessage().contains("Active Directory"), e.getMessage());
  }

  @Test
  void namesTheCommandThatConvertsOldPem() throws Exception {
    KeywardException e =
        refused(() -> FoundKey.allIn(source("key-files/old-pem-encryption.pem", "test-only")));
    assertTrue(e.fault().hint().orElseThrow().contains("openssl pkcs8 -topk8"), e::toString);
  }

  @Test
  void namesKeysOfOtherKindsInWords() throws Exception {
    KeywardException e = refused(() -> FoundKey.allIn(source("key-files/ec-key.pem", "")));
    assertTrue(e.getMessage().contains("a private key of kind EC"), e.getMessage());
    byte[] file = Files.readAllBytes(FOLDER.resolve("key-files/ec-key.pem"));
    GuardianCertificate certificate = GuardianCertificate.parseAll(file, "f").get(0);
    assertEquals("EC", certificate.keyDescription());
  }

  @Test
  void namesTheAttributesOfASubjectInWords() throws Exception {
    byte[] file = Files.readAllBytes(FOLDER.resolve("key-files/short-key-with-email.pem"));
    assertEquals(
        "emailAddress=a@example.com,CN=x",
        GuardianCertificate.parseAll(file, "f").get(0).subject());
  }

  @Test
  void takesABundleOfAnyNumberOfRoots() throws Exception {
    byte[] file = Files.readAllBytes(FOLDER.resolve("key-files/many-roots.pem"));
    assertEquals(65, GuardianCertificate.parseAll(file, "f").size());
  }

  @Test
  void readsEveryFormOfText() throws Exception {
    byte[] der = Files.readAllBytes(FOLDER.resolve("key-files/trailing-zeros.p12"));
    String base64 = Base64.getMimeEncoder().encodeToString(der);
    String armoured =
        "-----BEGIN CERTIFICATE-----\r\n" + base64 + "\r\n-----END CERTIFICATE-----\r\n";
    for (String text : List.of(base64, armoured)) {
      for (byte[] file : encodings(text)) {
        Passphrase passphrase = Passphrase.copyOf("correct horse battery".toCharArray());
        KeySource source = new KeySource(file, Optional.of(passphrase), "f");
        assertEquals("(owner1) (vm)", new OneKey(source).suffix());
        assertTrue(CertificateFile.isPkcs12(file));
      }
    }
  }

  @Test
  void readsCertificatesInEveryFormOfText() throws Exception {
    byte[] bundle =
        Files.readAllBytes(Path.of(System.getProperty("keyward.fixtures"), "dotnet", "public.p7b"));
    String base64 = Base64.getMimeEncoder().encodeToString(bundle);
    for (String armour : List.of("CERTIFICATE", "PKCS7")) {
      String text =
          "-----BEGIN " + armour + "-----\n" + base64 + "\n-----END " + armour + "-----\n";
      for (byte[] file : encodings(text)) {
        assertEquals(2, GuardianCertificate.parseAll(file, "f").size());
      }
    }
    for (byte[] file : encodings(base64)) {
      assertEquals(2, GuardianCertificate.parseAll(file, "f").size());
    }
  }

  /** As editors and both PowerShells save a text. */
  private static List<byte[]> encodings(String text) {
    return List.of(
        text.getBytes(StandardCharsets.US_ASCII),
        ("\ufeff" + text).getBytes(StandardCharsets.UTF_8),
        ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE),
        ("\ufeff" + text).getBytes(StandardCharsets.UTF_16BE),
        text.getBytes(StandardCharsets.UTF_16LE));
  }

  /** The one key of a file. */
  private record OneKey(KeySource source) {
    String suffix() throws KeywardException {
      GuardianCertificate certificate = FoundKey.allIn(source).get(0).certificate();
      return WindowsName.in(certificate.subject()).orElseThrow().suffix();
    }
  }

  private static OneKey one(String file, String passphrase) throws IOException {
    return new OneKey(source(file, passphrase));
  }

  private static KeySource source(String file, String passphrase) throws IOException {
    return source(FOLDER.resolve(file), passphrase);
  }

  private static KeySource source(Path file, String passphrase) throws IOException {
    Passphrase word = Passphrase.copyOf(passphrase.toCharArray());
    return new KeySource(Files.readAllBytes(file), Optional.of(word), "f");
  }

  private static KeywardException refused(Executable act) {
    return assertThrows(KeywardException.class, act);
  }
}
