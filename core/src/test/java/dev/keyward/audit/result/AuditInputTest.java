package dev.keyward.audit.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keyward.audit.Audit;
import dev.keyward.audit.AuditPolicy;
import dev.keyward.audit.judge.FileExaminer;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.finding.Finding;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.known.KnownGuardians;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is read, in which order, and what a digest over it covers. */
class AuditInputTest {

  private static final Path FOLDER = Path.of(System.getProperty("keyward.fixtures"), "audit");

  @TempDir private Path folder;
  private final List<AuditedProtector> protectors = new ArrayList<>();
  private final AtomicLong progress = new AtomicLong();

  private AuditSummary audit(AuditSource... sources) throws IOException {
    AuditBasis basis =
        new AuditBasis(
            Instant.parse("2026-11-23T00:00:00Z"), Duration.ZERO, Optional.empty(), List.of());
    AuditReceiver receiver =
        new AuditReceiver() {
          @Override
          public void protector(AuditedProtector protector) {
            protectors.add(protector);
          }

          @Override
          public void finish(AuditSummary summary) {}
        };
    Audit.Yardstick yardstick =
        new Audit.Yardstick(KnownGuardians.none(), AuditPolicy.none(), RsaEngine.jdk());
    return new Audit(yardstick, basis, receiver, progress::addAndGet).run(List.of(sources));
  }

  private AuditSummary auditFolder() throws IOException {
    return audit(new AuditSource.OnDisk("vms", folder));
  }

  private void copy(String to) throws IOException {
    Path target = folder.resolve(to);
    Files.createDirectories(target.getParent());
    Files.copy(FOLDER.resolve("protectors/clean.xml"), target);
  }

  private List<String> files() {
    return protectors.stream().map(each -> each.place().file()).toList();
  }

  private List<Standing> standings() {
    return protectors.stream().map(AuditedProtector::standing).toList();
  }

  @Test
  void readsFoldersBelowFoldersInTheOrderOfTheirBytes() throws IOException {
    // A hyphen comes before the slash, and a supplementary character after every other.
    for (String name : List.of("a/b.xml", "a-b/c.xml", "\uff5e.xml", "\ud83d\ude00.xml", "Z.xml")) {
      copy(name);
    }
    auditFolder();
    List<String> expected =
        List.of(
            "vms/Z.xml", "vms/a-b/c.xml", "vms/a/b.xml", "vms/\uff5e.xml", "vms/\ud83d\ude00.xml");
    assertEquals(expected, files());
  }

  @Test
  void namesAVmByItsPathWithoutTheEnding() throws IOException {
    copy("site.a/web-01.v2.xml");
    copy("plain");
    copy(".hidden");
    auditFolder();
    assertEquals(
        List.of(".hidden", "plain", "site.a/web-01.v2"),
        protectors.stream().map(each -> each.place().vm()).toList());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no name there has a line feed")
  void digestsAFolderAsSha256sumDoes() throws IOException, InterruptedException {
    copy("b/two.xml");
    copy("one.xml");
    Files.writeString(folder.resolve("b/odd\nname\\.kp"), "no protector");
    AuditSummary summary = auditFolder();
    Process sums;
    try {
      sums =
          new ProcessBuilder(
                  "sh",
                  "-c",
                  "find . -type f -printf '%P\\0' | LC_ALL=C sort -z | xargs -0 sha256sum"
                      + " | sha256sum")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      assumeTrue(false, "skipped: there is no shell to ask sha256sum");
      return;
    }
    String told = new String(sums.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assumeTrue(sums.waitFor() == 0, "skipped: find and sha256sum are not those of GNU");
    assertEquals(told.substring(0, 64), summary.inputs().get(0).sha256().toString());
    assertEquals(3, summary.inputs().get(0).files());
  }

  @Test
  void digestsASingleFileByItself() throws IOException {
    Path file = FOLDER.resolve("protectors/clean.xml");
    AuditSummary summary = audit(new AuditSource.OnDisk("clean.xml", file));
    Thumbprint expected = Thumbprint.of(Files.readAllBytes(file));
    assertEquals(expected, summary.inputs().get(0).sha256());
    assertEquals(Optional.of(expected), protectors.get(0).sha256());
  }

  @Test
  void takesWhatIsNotThereForAFindingAndGoesOn() throws IOException {
    audit(
        new AuditSource.OnDisk("missing", folder.resolve("missing")),
        new AuditSource.OnDisk("clean.xml", FOLDER.resolve("protectors/clean.xml")));
    assertEquals(List.of(Standing.UNREADABLE, Standing.VALID), standings());
    Finding finding = protectors.get(0).findings().get(0);
    assertEquals(AuditFindingCode.UNREADABLE, finding.code());
    assertEquals("no such file or folder", finding.found());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void aLinkInsideTheFolderIsNoSecondFile() throws IOException {
    copy("real/a.xml");
    Files.createSymbolicLink(folder.resolve("link.xml"), folder.resolve("real/a.xml"));
    Files.createSymbolicLink(folder.resolve("round"), folder);
    Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("gone"));
    AuditSummary summary = auditFolder();
    assertEquals(List.of("vms/real/a.xml"), files());
    assertTrue(
        summary.omissions().stream()
            .anyMatch(each -> each.check().startsWith("links") && each.count() == 2));
  }

  @Test
  void readsALongExportInAStreamAndDigestsAllOfIt() throws IOException {
    String base64 =
        Base64.getEncoder()
            .encodeToString(Files.readAllBytes(FOLDER.resolve("protectors/clean.xml")));
    Path export = folder.resolve("export.json");
    int count = FileExaminer.MOST_WHOLE / base64.length() + 10;
    try (OutputStream out = Files.newOutputStream(export)) {
      String before = "[";
      for (int index = 0; index < count; index++) {
        String entry = "{\"VMName\":\"vm-" + index + "\",\"KeyProtector\":\"" + base64 + "\"}";
        out.write((before + entry + "\n").getBytes(StandardCharsets.UTF_8));
        before = ",";
      }
      out.write("]\n   \n".getBytes(StandardCharsets.UTF_8));
    }
    AuditSummary summary = auditFolder();
    assertEquals(count, protectors.size());
    assertTrue(standings().stream().allMatch(Standing.VALID::equals));
    assertEquals("vm-0", protectors.get(0).place().vm());
    assertEquals(Files.size(export), summary.inputs().get(0).bytes());
    assertEquals(Files.size(export), progress.get());
    String line = Thumbprint.of(Files.readAllBytes(export)) + "  export.json\n";
    assertEquals(
        Thumbprint.of(line.getBytes(StandardCharsets.UTF_8)), summary.inputs().get(0).sha256());
  }

  @Test
  void tellsWhatALongExportHeldBeforeItBroke() throws IOException {
    String base64 =
        Base64.getEncoder()
            .encodeToString(Files.readAllBytes(FOLDER.resolve("protectors/clean.xml")));
    byte[] blanks = new byte[FileExaminer.MOST_WHOLE];
    Arrays.fill(blanks, (byte) ' ');
    try (OutputStream out = Files.newOutputStream(folder.resolve("export.json"))) {
      out.write(
          ("[{\"VMName\":\"a\",\"KeyProtector\":\"" + base64 + "\"},")
              .getBytes(StandardCharsets.UTF_8));
      out.write(blanks);
      out.write("what is this".getBytes(StandardCharsets.UTF_8));
    }
    AuditSummary summary = auditFolder();
    assertEquals(List.of(Standing.VALID, Standing.UNUSABLE), standings());
    Thumbprint sha256 = Thumbprint.of(Files.readAllBytes(folder.resolve("export.json")));
    assertEquals(Optional.of(sha256), protectors.get(1).sha256());
    assertEquals(
        Thumbprint.of((sha256 + "  export.json\n").getBytes(StandardCharsets.UTF_8)),
        summary.inputs().get(0).sha256());
  }

  @Test
  void aDamagedFileThatIsTooLongCountsByItsStartAlone() throws IOException {
    Path file = folder.resolve("app.kp");
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(Files.readAllBytes(FOLDER.resolve("protectors/clean.xml")));
      out.write(new byte[FileExaminer.MOST_WHOLE]);
    }
    AuditSummary summary = auditFolder();
    assertEquals(List.of(Standing.UNUSABLE), standings());
    Thumbprint sha256 = Thumbprint.of(Files.readAllBytes(file));
    assertEquals(Optional.of(sha256), protectors.get(0).sha256());
    assertEquals(1, summary.inputs().get(0).files());
    assertEquals(Files.size(file), summary.inputs().get(0).bytes());
    assertEquals(
        Thumbprint.of((sha256 + "  app.kp\n").getBytes(StandardCharsets.UTF_8)),
        summary.inputs().get(0).sha256());
  }

  @Test
  void countsALongFileOfAKnownKindWithoutReadingIt() throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve("disk.vhdx"))) {
      out.write("vhdxfile".getBytes(StandardCharsets.UTF_8));
      out.write(new byte[FileExaminer.MOST_WHOLE]);
    }
    AuditSummary summary = auditFolder();
    assertEquals(List.of(), standings());
    assertEquals(0, summary.inputs().get(0).files());
    assertEquals(
        List.of(new OtherCount(OtherKind.DISK, 1, List.of("vms/disk.vhdx"))), summary.others());
  }

  @Test
  void numbersAnEntryWhoseNameIsTooLongForOne() throws IOException {
    String base64 =
        Base64.getEncoder()
            .encodeToString(Files.readAllBytes(FOLDER.resolve("protectors/clean.xml")));
    Files.writeString(
        folder.resolve("export.json"),
        "[{\"VMName\":\"" + "x".repeat(2000) + "\",\"KeyProtector\":\"" + base64 + "\"}]");
    auditFolder();
    assertEquals("export.json#1", protectors.get(0).place().vm());
  }

  @Test
  void takesAnExportWithoutProtectorsForAFinding() throws IOException {
    Files.writeString(folder.resolve("export.json"), "[{\"VMName\":\"a\"}]");
    auditFolder();
    assertEquals(List.of(Standing.UNUSABLE), standings());
  }

  @Test
  void saysThatNamesWereNotCheckedWhereNobodyIsKnown() throws IOException {
    copy("a.xml");
    AuditSummary summary = auditFolder();
    assertEquals(List.of(), protectors.get(0).findings());
    assertTrue(
        summary.omissions().stream().anyMatch(each -> each.why().equals("no guardian is known")));
  }

  @Test
  void countsEveryProtectorOnceWhateverIsWrongWithIt() throws IOException {
    AuditSummary summary = audit(new AuditSource.OnDisk("p", FOLDER.resolve("protectors")));
    AuditCounts counts = summary.counts();
    assertEquals(protectors.size(), counts.protectors());
    long standings = counts.standings().values().stream().mapToLong(Long::longValue).sum();
    assertEquals(counts.protectors(), standings);
    long sets = summary.sets().stream().mapToLong(SetCount::count).sum();
    assertEquals(counts.protectors(), sets);
    assertFalse(counts.clean() == 0);
  }
}
