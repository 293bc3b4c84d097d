package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.identity.CaseFolder;
import dev.keyward.secret.Passphrase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service whose attestation certificate has ended: every answer that rests on it says so. */
class EndedCertificatesTest {

  private static final String LATE = "2027-06-01T00:00:00Z";
  private static final String ENDED = "the primary attestation certificate ended on 2026-12-";

  @TempDir Path folder;

  private CaseFolder opened;

  @BeforeEach
  void open() throws Exception {
    opened = CaseFolder.of("attestation-certificate-ended", folder);
  }

  private Run late(String line) {
    return opened.run(line + " --now " + LATE);
  }

  private LocalHgs served() throws Exception {
    String word = Files.readString(folder.resolve("pass.txt")).strip();
    return new LocalHgs(
        folder.resolve("hgs"), Passphrase.copyOf(word.toCharArray()), Instant.parse(LATE));
  }

  @Test
  void theListOfCertificatesSaysWhatHasEnded() {
    Run list = late("hgs certificate list hgs");
    assertEquals(0, list.exit());
    assertTrue(list.err().contains(ENDED), list.err());
    assertTrue(list.err().contains("hosts attest, and no key is released to them"), list.err());
    Run soon = opened.run("hgs certificate list hgs");
    assertTrue(soon.err().contains("certificate ends on 2026-12-28: from then on"), soon.err());
  }

  @Test
  void metadataIsWrittenWithTheSameWarning() {
    Run metadata = late("hgs metadata hgs -o ended.xml");
    assertEquals(0, metadata.exit(), metadata.err());
    assertTrue(metadata.err().contains(ENDED), metadata.err());
  }

  @Test
  void aServiceSaysItWhenItBeginsToServe() throws Exception {
    String line = "hgs serve hgs --passphrase-file pass.txt --now " + LATE;
    try (ServedHere served =
        ServedHere.start(Run.in(folder), List.of((line + ServedHere.AT_A_FREE_PORT).split(" ")))) {
      Until.so(() -> served.err().contains(ENDED));
    }
  }

  @Test
  void aFleetIsNotGreen() {
    Run check = late("fleet check f.yaml --protectors a.kp");
    assertEquals(1, check.exit(), check.out());
    assertTrue(
        check.out().contains("error  service-certificate-ended: short-hgs has primary attestation"),
        check.out());
    Run starts = late("fleet availability f.yaml --protectors a.kp");
    assertTrue(
        starts.out().contains("short-hgs attests hosts with a certificate that has ended"),
        starts.out());
  }

  @Test
  void aHostThatIsAttestedIsNotSaidToBeGuarded() throws Exception {
    try (LocalHgs service = served()) {
      assertEquals(
          0, late("host configure h1 --primary " + service.url() + " --guardian short-hgs").exit());
      Run test = late("host test h1 --use-primary");
      assertEquals(1, test.exit(), test.out());
      assertTrue(
          test.err()
              .contains("attested, but no key would be released: the attestation certificate"),
          test.err());
      Run show = late("host show h1");
      assertTrue(show.out().matches("(?s).*IsHostGuarded +: False.*"), show.out());
      Run start = late("host start h1 a.svm");
      assertEquals(1, start.exit(), start.out());
      assertTrue(
          start.err().contains("issued with an attestation certificate that is valid from"),
          start.err() + start.out());
    }
  }

  @Test
  void aCertificateThatIsRenewedOverItsKeyEndsTheWarning() {
    renew();
  }

  private void renew() {
    String list = late("hgs certificate list hgs").err();
    for (String line : list.lines().filter(each -> each.contains("renew DIR ")).toList()) {
      String digits = line.replaceAll(".*renew DIR ([0-9a-f]+) .*", "$1");
      Run renew = late("hgs certificate renew hgs " + digits);
      assertEquals(0, renew.exit(), renew.err());
    }
    assertEquals("", late("hgs certificate list hgs").err());
  }

  @Test
  @Tag("soak")
  void aCertificateThatIsRenewedOverItsKeyEndsAllOfIt() throws Exception {
    renew();
    Run check = late("fleet check f.yaml --protectors a.kp");
    assertFalse(check.out().contains("service-certificate"), check.out());
    assertTrue(check.out().contains("0 errors"), check.out());
    try (LocalHgs service = served()) {
      late("host configure h1 --primary " + service.url() + " --guardian short-hgs");
      assertEquals(0, late("host test h1 --use-primary").exit());
      Run start = late("host start h1 a.svm");
      assertEquals(0, start.exit(), start.err());
    }
  }
}
