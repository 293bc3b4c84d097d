package dev.keyward.hgs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keyward.MalformedInputException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.hgs.message.HealthCertificate;
import dev.keyward.hgs.message.HealthCertificateParts;
import dev.keyward.hgs.message.HealthCertificateParts.Form;
import dev.keyward.hgs.message.HealthCertificateParts.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of the parts of a health certificate. */
class HealthCertificatePartsTest {

  @TempDir Path directory;

  private static Part part(HealthCertificateParts parts, String name) {
    return parts.parts().stream()
        .filter(part -> part.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " in " + parts));
  }

  private static GuardianCertificate ofWindows() throws Exception {
    Path file = Path.of(System.getProperty("keyward.vectors"), "windows-health/health.der");
    assumeTrue(Files.exists(file), "skipped: the health certificate of Windows is not here");
    return GuardianCertificate.parse(Files.readAllBytes(file), "health.der");
  }

  @Test
  void oursNamesTheHostThatItIsFor() throws Exception {
    TestHgs hgs = new TestHgs(directory.resolve("hgs"));
    HealthCertificateParts parts =
        HealthCertificateParts.of(HealthCertificate.parse(hgs.attest()).certificate());
    assertEquals(Form.KEYWARD, parts.form());
    assertEquals("CN=Health Certificate (host-1)", part(parts, "subject").value());
    assertEquals(
        TestHgs.publicKey(hgs.hostKey).digest().toString(),
        part(parts, HealthCertificate.HOST_KEY_DIGEST).value());
    assertTrue(part(parts, "extended key usage").isCritical());
  }

  @Test
  void theOneOfWindowsIsKnownByItsFormAndItsSubjectIsNotExplained() throws Exception {
    HealthCertificateParts parts = HealthCertificateParts.of(ofWindows());
    assertEquals(Form.WINDOWS, parts.form());
    assertTrue(part(parts, "subject").meaning().contains("does not publish"));
    assertEquals("1.3.6.1.4.1.311.48.1.2", part(parts, "application policy").value());
    assertEquals("digitalSignature", part(parts, "key usage").value());
  }

  @Test
  void aCertificateOfAGuardianHasAnotherForm() throws Exception {
    TestHgs hgs = new TestHgs(directory.resolve("hgs"));
    assertEquals(Form.OTHER, HealthCertificateParts.of(hgs.guardian().signing()).form());
  }

  @Test
  void changedBytesAreShownOrRefusedAsNoCertificate() throws Exception {
    byte[] der = ofWindows().der();
    Random random = new Random(29);
    int read = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] changed = der.clone();
      changed[random.nextInt(der.length)] = (byte) random.nextInt(256);
      try {
        HealthCertificateParts.of(GuardianCertificate.parse(changed, "changed"));
        read++;
      } catch (MalformedInputException e) {
        // Declared.
      }
    }
    assertTrue(read > 1000, "certificates that could still be read: " + read);
  }
}
