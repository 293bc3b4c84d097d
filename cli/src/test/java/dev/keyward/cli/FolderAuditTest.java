package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Audits of folders as they are, through the command line. */
class FolderAuditTest {

  private static final Path FIXTURES = Path.of(System.getProperty("keyward.fixtures"));
  private static final Path CLEAN = FIXTURES.resolve("audit/protectors/clean.xml");

  @TempDir private Path folder;
  private Path vms;

  @BeforeEach
  void putAProtectorInAFolder() throws IOException {
    vms = Files.createDirectory(folder.resolve("vms"));
    Files.copy(CLEAN, vms.resolve("vm.xml"));
  }

  private Run run(String... words) {
    return Run.in(folder).run(words);
  }

  @Test
  void aFileOfAnotherKindIsCountedAndNoFinding() throws IOException {
    Files.writeString(vms.resolve("README"), "words");
    Run run = run("audit", "vms");
    assertEquals(0, run.exit(), run.out());
    assertTrue(run.out().contains("\nnot protectors: 1 text\n"), run.out());
  }

  @Test
  void aFileOfAnotherKindFailsAStrictAudit() throws IOException {
    Files.writeString(vms.resolve("README"), "words");
    Run run = run("audit", "vms", "--strict", "--report", "a.json", "--report", "a.sarif");
    assertEquals(1, run.exit(), run.out());
    assertTrue(run.out().contains("error  other-file: kind: text\n  where  vms/README"), run.out());
    assertTrue(Files.readString(folder.resolve("a.sarif")).contains("\"ruleId\":\"other-file\""));
    assertTrue(
        Files.readString(folder.resolve("a.json"))
            .contains("{\"kind\":\"text\",\"count\":1,\"files\":[\"vms/README\"],\"more\":0}"));
  }

  @Test
  void aStrictAuditMayWriteItsReportIntoTheFolder() {
    Run run = run("audit", "vms", "--strict", "--report", "vms/r.csv");
    assertEquals(0, run.exit(), run.out());
  }

  @Test
  void aStoreAmongTheNamesIsSaid() {
    Path store = FIXTURES.resolve("store-test-only/store");
    Run run = run("audit", "vms", "--guardians", store.toString());
    String said = store + ": a guardian store, expected files that name guardians";
    assertEquals(1, run.err().lines().filter(line -> line.contains(said)).count(), run.err());
  }

  @Test
  void anAuditNeverFindsItsOwnReports() throws IOException {
    for (String report : List.of("r.csv", "r.html", "r.json", "r.sarif")) {
      for (int time = 0; time < 2; time++) {
        Run run = run("audit", "vms", "--report", "vms/" + report, "--force");
        assertEquals(0, run.exit(), run.out());
        assertTrue(run.out().startsWith("1 protector: 1 valid\n"), run.out());
      }
    }
    Run run = run("audit", "vms");
    assertTrue(run.out().contains("\nnot protectors: 4 keyward\n"), run.out());
  }

  @Test
  void aFolderWithoutProtectorsSaysWhatThereWas() throws IOException {
    Files.delete(vms.resolve("vm.xml"));
    Files.writeString(vms.resolve("README"), "words");
    Run run = run("audit", "vms");
    assertEquals(6, run.exit());
    assertTrue(
        run.err().contains("there is nothing to audit, only other files (1 text), expected"),
        run.err());
  }

  @Test
  void theListingIsWhatSha256sumChecks() throws Exception {
    Files.writeString(vms.resolve("README"), "words");
    // Of these an audit needs some parts only; the digest is of all their bytes.
    Files.copy(FIXTURES.resolve("store-test-only/vms/app.svm"), vms.resolve("vm.svm"));
    Files.copy(FIXTURES.resolve("vmcx/buero-02.vmcx"), vms.resolve("vm.vmcx"));
    Run run = run("audit", "vms", "--sums", "vms.sums");
    assertEquals(3, Files.readAllLines(folder.resolve("vms.sums")).size(), run.out());
    assumeTrue(ran(vms, "sha256sum", "--version") == 0, "skipped: there is no sha256sum");
    assertEquals(0, ran(vms, "sha256sum", "-c", "--strict", "../vms.sums"));
    Process sum = new ProcessBuilder("sha256sum", "vms.sums").directory(folder.toFile()).start();
    String digest = new String(sum.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(run.out().contains("sha256 " + digest.substring(0, 64)), run.out());
  }

  @Test
  void aListingIsOfOneInput() {
    Run run = run("audit", "vms", "vms", "--sums", "s");
    assertEquals(2, run.exit());
    assertFalse(Files.exists(folder.resolve("s")));
  }

  @Test
  void aVerbThatAuditDoesNotHaveIsNoFile() throws IOException {
    Run misspelt = run("audit", "mrege", "a.jsonl");
    assertEquals(2, misspelt.exit());
    assertTrue(misspelt.err().contains("did you mean \"keyward audit merge\"?"), misspelt.err());
    Run elsewhere = run("audit", "verify", "vms");
    assertEquals(2, elsewhere.exit());
    assertTrue(
        elsewhere.err().contains("no verb and no file is called \"verify\""), elsewhere.err());
    assertEquals(5, run("audit", "missing-folder").exit());
    Files.move(vms, folder.resolve("verify"));
    assertEquals(0, run("audit", "verify").exit());
  }

  @Test
  @Timeout(60)
  void aPipeIsRefusedInsteadOfWaitedFor() throws Exception {
    assumeTrue(ran(folder, "mkfifo", "pipe", "vms/pipe") == 0, "skipped: there are no pipes");
    for (String[] words :
        new String[][] {
          {"protector", "show", "pipe"},
          {"protector", "verify", "pipe"},
          {"vm", "show", "pipe"},
          {"audit", "pipe"},
          {"audit", "merge", "pipe"},
          {"template", "show", "pipe"},
          {"protector", "create", "--batch", "pipe", "--out-dir", "out"},
          {"guardian", "create", "fresh", "--store", "made", "--passphrase-file", "pipe"},
          {"audit", "vms", "--policy", "pipe"}
        }) {
      Run run = run(words);
      assertEquals(5, run.exit(), String.join(" ", words) + run.err());
      assertTrue((run.out() + run.err()).contains("a pipe or a device"), run.err());
    }
    assertEquals(0, run("audit", "vms").exit());
  }

  @Test
  @Timeout(60)
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no path there leads to a stream")
  void aStreamThatTheShellOpenedIsRead() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/fd")), "skipped: the system shows no streams");
    Run run = ended(process(List.of(), "", "protector", "show", "/dev/stdin"));
    assertEquals(0, run.exit(), run.out());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "folders there have no POSIX permissions")
  void aFolderThatMayBeListedAndNotSearchedIsAnError() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(vms, PosixFilePermissions.fromString("r--r--r--"));
    List<String> nobody = List.of("setpriv", "--reuid", "65534", "--clear-groups");
    try {
      assumeTrue(ran(folder, "setpriv", "--reuid", "65534", "--clear-groups", "true") == 0);
      Run run = ended(process(nobody, "", "--store", "none", "audit", "vms"));
      String output = run.out();
      assumeTrue(output.contains("protector"), "skipped: another user cannot run Java here");
      assertEquals(5, run.exit(), output);
      assertTrue(
          output.contains("error  unreadable: permission denied\n  where  vms/vm.xml"), output);
    } finally {
      Files.setPosixFilePermissions(vms, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void hostileFilesDoNotFillTheMemory() throws Exception {
    String wrapping = "<Wrapping><Id>1</Id><SigningCertificate>" + "QUJD".repeat(4000);
    for (int index = 0; index < 40; index++) {
      String name = "hostile-" + index;
      Files.writeString(vms.resolve(name + ".xml"), "<Protector>" + "<Wrapping>".repeat(90_000));
      Files.writeString(vms.resolve(name + ".kp"), "<Protector>" + wrapping.repeat(60));
      Files.writeString(vms.resolve(name + ".json"), "{\"KeyProtector\":".repeat(60_000));
    }
    Run run = ended(process(List.of(), "-Xmx64m", "--store", "none", "audit", "vms"));
    String output = run.out();
    assertEquals(1, run.exit(), output.substring(0, Math.min(output.length(), 2000)));
    assertTrue(output.startsWith("121 protectors: 1 valid"), output.substring(0, 200));
  }

  private Process process(List<String> before, String heap, String... words) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    if (!heap.isEmpty()) {
      command.add(heap);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.keyward.cli.Main"));
    command.addAll(Arrays.asList(words));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectInput(CLEAN.toFile())
        .start();
  }

  /** By a pipe: a file of this folder could still be open when the folder is removed. */
  private static Run ended(Process process) throws Exception {
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), said, "");
  }

  private static int ran(Path in, String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(in.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor();
    } catch (IOException e) {
      return -1;
    }
  }
}
