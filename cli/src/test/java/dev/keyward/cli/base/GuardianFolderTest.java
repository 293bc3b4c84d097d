package dev.keyward.cli.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names from folders as administrators have them; the fixtures say what lies in each. */
class GuardianFolderTest {

  private static final Path FOLDERS =
      Path.of(System.getProperty("keyward.fixtures"), "guardians", "folders");

  @TempDir Path home;

  private Run run(String... words) {
    return Run.in(home).run(words);
  }

  private static String at(String path) {
    return FOLDERS.resolve(path).toString();
  }

  @ParameterizedTest
  @CsvSource({
    "tpm-backed-free-subjects/vm-c.kp, tpm-backed-free-subjects/guardians, HV5-Guardian, HV1",
    "thumbprint-names/vm-b.kp, thumbprint-names/g, HV1, HV2",
    "pfx-protect-to/vm-b.kp, pfx-protect-to/export, HV1, HV2",
    "cim-objects/vm-b.kp, cim-objects/guardians.json, HV1, HV2",
    "cim-objects/vm-b.kp, cim-objects/guardians.clixml, HV1, HV2"
  })
  void namesOwnerAndGuardian(String protector, String folder, String owner, String granted) {
    Run check = run("protector", "check", at(protector), "--guardians", at(folder));
    assertEquals(0, check.exit(), check.err());
    assertFalse(check.out().contains("MIXED"), check.out());
    assertTrue(check.out().matches("(?s).*wrapping 0 +" + owner + " .*"), check.out());
    assertTrue(check.out().matches("(?s).*wrapping 1 +" + granted + " .*"), check.out());
  }

  @Test
  void namesEveryPfxThatNeedsAPassphrase() {
    String folder = at("pfx-per-certificate/by-thumbprint");
    Run without = run("audit", at("pfx-per-certificate/vm-b.kp"), "--guardians", folder);
    assertEquals(4, count(without.err(), "needs a passphrase"), without.err());
    Run with =
        run(
            "audit",
            at("pfx-per-certificate/vm-b.kp"),
            "--guardians",
            folder,
            "--key-passphrase-file",
            at("pfx-per-certificate/pfx.txt"));
    assertEquals(0, count(with.err(), "skipped"), with.err());
    assertTrue(with.out().contains("HV1 + HV2"), with.out());
  }

  @Test
  void saysThatAPfxIsForDomainAccounts() {
    Run run =
        run(
            "protector",
            "check",
            at("pfx-protect-to/vm-b.kp"),
            "--guardians",
            at("pfx-protect-to/export"),
            "--key-passphrase-file",
            at("pfx-protect-to/pfx.txt"));
    assertEquals(2, count(run.err(), "Active Directory accounts"), run.err());
  }

  @Test
  void namesEveryFileThatGivesNoName() throws IOException {
    Path folder = Files.createDirectory(home.resolve("known"));
    Files.writeString(folder.resolve("notes.txt"), "ask Anna");
    Files.writeString(folder.resolve("vms.json"), "[{\"Name\":\"web\",\"State\":2}]");
    Files.write(folder.resolve("garbage.cer"), new byte[] {0x30, 1, 2, 3});
    Files.write(folder.resolve("empty.cer"), new byte[0]);
    Run run = run("audit", at("thumbprint-names/vm-b.kp"), "--guardians", "known");
    for (String name : List.of("notes.txt", "vms.json", "garbage.cer", "empty.cer")) {
      assertEquals(1, count(run.err(), name), run.err());
    }
  }

  @Test
  void countsFilesOfOtherKindsInOneLineSoThatTheyHideNoWarning() throws IOException {
    Path folder = Files.createDirectory(home.resolve("known"));
    for (int i = 100; i < 130; i++) {
      Files.writeString(folder.resolve("notes-" + i + ".txt"), "ask Anna");
      Files.writeString(folder.resolve("page-" + i + ".xml"), "<html/>");
    }
    Files.write(folder.resolve("z.cer"), new byte[] {0x30, 1, 2, 3});
    Files.writeString(folder.resolve("z.xml"), "<Metadata><cut");
    Run run = run("audit", at("thumbprint-names/vm-b.kp"), "--guardians", "known");
    assertEquals(3, count(run.err(), "skipped"), run.err());
    assertTrue(run.err().contains("60 files name no guardian (notes-100.txt, "), run.err());
    for (String name : List.of("z.cer", "z.xml")) {
      assertEquals(1, count(run.err(), name), run.err());
    }
  }

  @Test
  void aBorrowedSignatureOverASigningCertificateStaysAnError() {
    for (String known : List.of("known", "known-full")) {
      Run run =
          run(
              "audit",
              at("signing-cert-as-encryption/vms"),
              "--guardians",
              at("signing-cert-as-encryption/" + known));
      assertEquals(1, run.exit(), run.err());
      assertTrue(run.out().contains("mixed-certificates"), run.out());
    }
  }

  @Test
  void metadataInAFileOfAnyNameCountsAndGoesByItsKey() throws IOException {
    Path folder = Files.createDirectory(home.resolve("known"));
    Path sites = Path.of(System.getProperty("keyward.fixtures"), "identity/same-name-two-sites");
    String protector = sites.resolve("onlyb.xml").toString();
    for (String name : List.of("Nord Süd", "ключи", "aux")) {
      Path file = folder.resolve(name + ".xml");
      Files.copy(sites.resolve("known/site-b/hgs.xml"), file);
      String[] folderOfGuardians = {"--guardians", "known", "--now", "2026-12-01T00:00:00Z"};
      Run run = run(join(folderOfGuardians, "protector", "check", protector));
      assertEquals("", run.err());
      Matcher label = Pattern.compile(" (\\S+@[0-9a-f]{8}) \\(also " + name).matcher(run.out());
      assertTrue(label.find(), run.out());
      String[] named = {"--guardians", "known", "--guardian", label.group(1)};
      assertEquals(0, run(join(named, "protector", "check", protector)).exit());
      named[3] = name;
      Run other = run(join(named, "protector", "check", protector));
      assertEquals(2, other.exit());
      assertTrue(other.err().contains("NAME@DIGITS"), other.err());
      Files.delete(file);
    }
  }

  private static String[] join(String[] last, String... first) {
    return Stream.concat(Stream.of(first), Stream.of(last)).toArray(String[]::new);
  }

  @Test
  void twoKeysUnderOneNameAreToldApart() throws IOException {
    Path folder = Files.createDirectory(home.resolve("known"));
    copy("thumbprint-names/g", folder);
    Path stranger = folder.resolve("HV9-signing.cer");
    // Its subject claims to be HV1, which another key has.
    Files.copy(Path.of(System.getProperty("keyward.fixtures"), "dotnet", "signing.cer"), stranger);
    Run run = run("protector", "check", at("thumbprint-names/vm-b.kp"), "--guardians", "known");
    assertTrue(run.out().matches("(?s).*wrapping 0 +HV1@[0-9a-f]{8} .*"), run.out());
    assertTrue(run.out().matches("(?s).*wrapping 1 +HV2 .*"), run.out());
  }

  private static void copy(String from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(FOLDERS.resolve(from))) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
