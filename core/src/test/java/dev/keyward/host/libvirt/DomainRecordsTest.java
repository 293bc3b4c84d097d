package dev.keyward.host.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.keyward.KeywardException;
import dev.keyward.VerificationFailedException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.host.Acceptance;
import dev.keyward.host.HostFolder;
import dev.keyward.host.failover.HostTiming;
import dev.keyward.host.libvirt.DomainRecord.Finding;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainRecordsTest {

  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
  private static final Optional<Thumbprint> ONE = Optional.of(Thumbprint.of(new byte[] {1}));
  private static final Optional<Thumbprint> OTHER = Optional.of(Thumbprint.of(new byte[] {2}));

  @TempDir Path folder;

  private DomainRecords records() {
    return DomainRecords.of(HostFolder.at(folder));
  }

  private DomainRecord record(String name) {
    return new DomainRecord(
        name,
        UUID.fromString("3fb65b17-9a49-4e2a-9a0f-0a3c2d1e4f50"),
        folder.resolve("app.svm").toAbsolutePath(),
        folder.resolve("state").toAbsolutePath(),
        DomainStatus.STOPPED,
        ONE,
        NOW,
        AcceptedOnce.NOTHING);
  }

  @Test
  void keepsEverythingOfARecord() throws Exception {
    AcceptedOnce all = new AcceptedOnce(OTHER, new Acceptance(true, true, ONE));
    DomainRecord record = record("app").with(DomainStatus.RUNS, ONE, NOW).accepting(all);
    records().add(record);
    DomainRecord empty = record("web 01").with(DomainStatus.PREPARED, Optional.empty(), NOW);
    records().add(empty);
    assertEquals(List.of(record, empty), records().all());
    assertEquals(Optional.empty(), records().find("db"));
  }

  @Test
  void aDomainIsAddedOnce() throws Exception {
    records().add(record("app"));
    assertThrows(FileAlreadyExistsException.class, () -> records().add(record("app")));
    records().remove("app");
    assertEquals(List.of(), records().all());
    assertThrows(KeywardException.class, () -> records().remove("app"));
  }

  /** The name becomes a part of a path, and a word of a script. */
  @ParameterizedTest
  @ValueSource(strings = {"", "..", "../app", "a/b", "-x", ".app", "a\nb", "a\u0000b", "a$b"})
  void namesThatCouldLeaveTheFolderAreRefused(String name) throws Exception {
    assertEquals(Optional.empty(), records().find(name));
    assertEquals(
        "bad-domain-name",
        assertThrows(KeywardException.class, () -> records().add(record(name))).fault().code());
  }

  @Test
  void aDamagedRecordIsAnErrorAndNoDomainOfOthers() throws Exception {
    records().add(record("app"));
    Files.writeString(folder.resolve("libvirt/app.json"), "{}");
    assertThrows(KeywardException.class, () -> records().find("app"));
  }

  @Test
  void aChangeIsWritten() throws Exception {
    records().add(record("app"));
    records()
        .change("app", HostTiming.system(), before -> before.with(DomainStatus.RUNS, OTHER, NOW));
    assertEquals(DomainStatus.RUNS, records().require("app").status());
    assertEquals(OTHER, records().require("app").digest());
  }

  @ParameterizedTest
  @EnumSource(DomainStatus.class)
  void theRecordedStateAlwaysStarts(DomainStatus status) throws Exception {
    assertEquals(Finding.SAME, record("app").with(status, ONE, NOW).judge(ONE));
    assertEquals(
        Finding.FIRST, record("app").with(status, Optional.empty(), NOW).judge(Optional.empty()));
    assertEquals(Finding.FIRST, record("app").with(status, Optional.empty(), NOW).judge(ONE));
  }

  @Test
  void anotherStateStartsAfterACrashOnly() throws Exception {
    assertEquals(Finding.AFTER_CRASH, record("app").with(DomainStatus.RUNS, ONE, NOW).judge(OTHER));
    refused(record("app"), OTHER);
    refused(record("app").with(DomainStatus.PREPARED, ONE, NOW), OTHER);
    refused(record("app").with(DomainStatus.RUNS, ONE, NOW), Optional.empty());
  }

  @Test
  void whatWasAcceptedStartsOnceAndNothingElseDoes() throws Exception {
    DomainRecord accepting = record("app").accepting(new AcceptedOnce(OTHER, Acceptance.NONE));
    assertEquals(Finding.ACCEPTED, accepting.judge(OTHER));
    refused(accepting, Optional.of(Thumbprint.of(new byte[] {3})));
    refused(accepting, Optional.empty());
    DomainRecord stopped =
        accepting.with(DomainStatus.RUNS, OTHER, NOW).with(DomainStatus.STOPPED, ONE, NOW);
    refused(stopped, OTHER);
  }

  private static void refused(DomainRecord record, Optional<Thumbprint> state) {
    VerificationFailedException e =
        assertThrows(VerificationFailedException.class, () -> record.judge(state));
    assertEquals("other-vtpm-state", e.fault().code());
  }
}
