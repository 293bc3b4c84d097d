package dev.keyward.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.audit.result.AuditBasis;
import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.audit.result.AuditReceiver;
import dev.keyward.audit.result.AuditSource;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.OtherCount;
import dev.keyward.audit.result.WrittenFiles;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.file.PendingFile;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import dev.keyward.finding.Severity;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.known.KnownGuardians;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A folder as folders are: protectors among files of every kind. */
class FolderAuditTest {

  private static final Path FIXTURES = Path.of(System.getProperty("keyward.fixtures"));
  private static final Path CLEAN = FIXTURES.resolve("audit/protectors/clean.xml");
  private static final Path VMS = FIXTURES.resolve("store-test-only/vms");
  private static final Instant BEGAN = Instant.parse("2026-11-23T00:00:00Z");

  @TempDir private Path folder;
  private final List<AuditedProtector> rows = new ArrayList<>();
  private final List<String> strictly = new ArrayList<>();
  private final ByteArrayOutputStream listing = new ByteArrayOutputStream();
  private WrittenFiles written = WrittenFiles.none();

  private AuditSummary audit(boolean strict) throws IOException {
    AuditReceiver receiver =
        new AuditReceiver() {
          @Override
          public void protector(AuditedProtector protector) {
            rows.add(protector);
          }

          @Override
          public void other(Place place, Finding finding) {
            strictly.add(place.file() + " " + finding.code().code());
          }

          @Override
          public void finish(AuditSummary summary) {}
        };
    AuditBasis basis = new AuditBasis(BEGAN, Duration.ZERO, Optional.empty(), List.of(), strict);
    Audit.Yardstick yardstick =
        new Audit.Yardstick(KnownGuardians.none(), AuditPolicy.none(), RsaEngine.jdk());
    return new Audit(yardstick, basis, receiver, bytes -> {})
        .without(written)
        .listingTo(listing)
        .run(List.of(new AuditSource.OnDisk("f", folder)));
  }

  private AuditSummary audit() throws IOException {
    return audit(false);
  }

  private Path put(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content, StandardCharsets.ISO_8859_1);
  }

  private void copy(Path from, String to) throws IOException {
    Path file = folder.resolve(to);
    Files.createDirectories(file.getParent());
    Files.copy(from, file);
  }

  private List<String> standings() {
    return rows.stream().map(each -> each.place().file() + " " + each.standing().code()).toList();
  }

  private List<String> codes() {
    return rows.stream()
        .flatMap(each -> each.findings().stream())
        .map(each -> each.code().code())
        .toList();
  }

  private static Map<String, List<String>> others(AuditSummary summary) {
    Map<String, List<String>> kinds = new TreeMap<>();
    summary.others().forEach(each -> kinds.put(each.kind().words(), each.files()));
    return kinds;
  }

  @Test
  void countsOnlyWhatIsAProtectorOrADamagedOne() throws IOException {
    copy(CLEAN, "a.xml");
    put("b.kp", "");
    put("README.md", "# words");
    put("pom.xml", "<project><name>n</name></project>");
    put("package.json", "{\"name\":\"n\",\"version\":1}");
    put("photo.png", "\u0089PNG\r\n\u001a\n");
    put("x", "\u0001\u0002\u0003");
    AuditSummary summary = audit();
    assertEquals(List.of("f/a.xml valid", "f/b.kp unusable"), standings());
    assertEquals(2, summary.counts().protectors());
    assertEquals(2, summary.inputs().get(0).files());
    assertEquals(
        Map.of(
            "image", List.of("f/photo.png"),
            "text", List.of("f/README.md", "f/package.json", "f/pom.xml"),
            "unknown", List.of("f/x")),
        others(summary));
  }

  @Test
  void keepsTwentyNamesOfAKind() throws IOException {
    for (int index = 0; index < 25; index++) {
      put(String.format(Locale.ROOT, "note-%02d", index), "words");
    }
    OtherCount text = audit().others().get(0);
    assertEquals(25, text.count());
    assertEquals(20, text.files().size());
  }

  @Test
  void takesOtherFilesForErrorsWhereItIsStrictAndForProtectorsNever() throws IOException {
    copy(CLEAN, "a.xml");
    put("notes", "words");
    AuditSummary summary = audit(true);
    assertEquals(List.of("f/notes other-file"), strictly);
    assertEquals(List.of("f/a.xml valid"), standings());
    assertEquals(1, summary.counts().protectors());
    assertEquals(Optional.of(Severity.ERROR), summary.worstBeside());
    assertEquals(AuditFindingCode.OTHER_FILE, summary.findings().get(0).finding().code());
  }

  @Test
  void auditsTheProtectorThatAFileOfOursCarriesUnderTheNameOfItsVm() throws IOException {
    copy(VMS.resolve("app.svm"), "some/file.svm");
    copy(FIXTURES.resolve("store-test-only/shielding/server.sdata"), "server.sdata");
    audit();
    assertEquals(List.of("f/server.sdata valid", "f/some/file.svm valid"), standings());
    assertEquals("server", rows.get(0).place().vm());
    assertEquals("app", rows.get(1).place().vm().substring(0, 3));
  }

  @Test
  void aVmAndTheFileOfItsProtectorAreNoCopies() throws Exception {
    copy(VMS.resolve("app.svm"), "app.svm");
    byte[] document = dev.keyward.vm.CarriedProtector.of(VMS.resolve("app.svm")).document();
    Files.write(folder.resolve("app.kp"), document);
    audit();
    assertEquals(List.of("f/app.kp valid", "f/app.svm valid"), standings());
    assertTrue(!codes().contains("same-protector"), codes()::toString);
    Files.write(folder.resolve("other.kp"), document);
    rows.clear();
    audit();
    assertTrue(codes().contains("same-protector"), codes()::toString);
  }

  @Test
  void remembersNothingOfWhatIsNotValid() throws IOException {
    copy(FIXTURES.resolve("audit/protectors/invalid.xml"), "a.xml");
    copy(FIXTURES.resolve("audit/protectors/invalid.xml"), "b.xml");
    audit();
    assertEquals(List.of("invalid", "invalid"), codes());
  }

  @Test
  void aMachineWhoseFilesAreCutOffIsOneErrorForItsConfiguration() throws IOException {
    put("vm.vmcx", "\u0014\u0020\u0028\u0001");
    put("vm.vmrs", "\u0014\u0020\u0028\u0001");
    put("alone.vmrs", "\u0014\u0020\u0028\u0001");
    AuditSummary summary = audit();
    assertEquals(List.of("f/alone.vmrs unusable", "f/vm.vmcx unusable"), standings());
    assertEquals(Map.of("saved state", List.of("f/vm.vmrs")), others(summary));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void doesNotReadLinksThatLeadOutOfTheFolder(@TempDir Path elsewhere) throws IOException {
    Files.copy(CLEAN, elsewhere.resolve("secret.xml"));
    copy(CLEAN, "in/a.xml");
    Files.createSymbolicLink(folder.resolve("out.xml"), elsewhere.resolve("secret.xml"));
    AuditSummary summary = audit();
    assertEquals(List.of("f/in/a.xml valid"), standings());
    assertEquals(Map.of("link out of the folder", List.of("f/out.xml")), others(summary));
  }

  @Test
  void neverReadsWhatTheCommandWrites() throws IOException {
    Path report = put("report.kp", "half a report");
    Path made = put("pipe.kp", "");
    Files.setLastModifiedTime(made, FileTime.from(BEGAN.minusSeconds(3)));
    written = new WrittenFiles(BEGAN, List.of(report, folder.resolve("not-yet.csv")));
    AuditSummary summary = audit();
    assertEquals(List.of(), standings());
    assertEquals(Map.of("being written", List.of("f/pipe.kp", "f/report.kp")), others(summary));
  }

  @Test
  void doesNotMentionItsOwnTemporaryFiles() throws IOException {
    copy(CLEAN, "a.xml");
    AuditSummary summary;
    try (PendingFile temporary = new PendingFile(folder.resolve("new.json"), false)) {
      temporary.stream().write(new byte[1 << 17]);
      summary = audit(true);
    }
    assertEquals(List.of("f/a.xml valid"), standings());
    assertEquals(Map.of(), others(summary));
    assertEquals(List.of(), strictly);
  }

  @Test
  void readsAFileThatOnlyHasTheNameOfATemporaryFileOfThisProcess() throws IOException {
    long pid = ProcessHandle.current().pid();
    copy(CLEAN, "a.xml");
    copy(CLEAN, ".keyward-" + pid + "-7.tmp");
    audit();
    assertEquals(2, standings().size());
  }

  @Test
  void anEmptyFileOfBeforeIsDamaged() throws IOException {
    put("old.kp", "");
    written = new WrittenFiles(Instant.now().plusSeconds(60), List.of());
    audit();
    assertEquals(List.of("f/old.kp unusable"), standings());
  }

  @Test
  void listsTheLinesThatItsDigestIsMadeOf() throws IOException {
    copy(CLEAN, "a.xml");
    put("b.kp", "broken");
    put("notes", "words");
    AuditSummary summary = audit();
    Thumbprint digest = Thumbprint.of(listing.toByteArray());
    assertEquals(digest, summary.inputs().get(0).sha256());
    assertEquals(2, listing.toString(StandardCharsets.UTF_8).lines().count());
  }

  @Test
  void aPathThatIsTooLongForTheSystemIsAnError() throws IOException {
    // Two halves that are put together: no call names more than one of them.
    Path upper = Files.createDirectories(deep(folder.resolve("upper"), 10));
    Path lower = folder.resolve("lower");
    Files.createDirectories(deep(lower, 11));
    Files.writeString(deep(lower, 11).resolve("vm.kp"), "x");
    Path moved = upper.resolve("lower");
    Files.move(lower, moved);
    try {
      audit();
      assertEquals(List.of("unreadable"), codes());
    } finally {
      Files.move(moved, lower);
    }
  }

  private static Path deep(Path from, int steps) {
    Path deep = from;
    for (int step = 0; step < steps; step++) {
      deep = deep.resolve("d".repeat(200));
    }
    return deep;
  }

  @Test
  void whateverAFileMakesFailTheOthersAreAudited() throws IOException {
    copy(CLEAN, "z.xml");
    for (int index = 0; index < 6; index++) {
      put("deep-" + index + ".xml", "<Wrapping>".repeat(90_000));
      put("deep-" + index + ".json", "[".repeat(900_000));
      put("wide-" + index + ".clixml", "<Objs>" + "<Obj><MS>".repeat(90_000));
    }
    audit();
    assertTrue(standings().contains("f/z.xml valid"), standings()::toString);
  }
}
