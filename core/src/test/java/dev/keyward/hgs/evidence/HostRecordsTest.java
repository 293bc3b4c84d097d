package dev.keyward.hgs.evidence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.keyward.KeywardException;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.tpm.log.EventLog;
import dev.keyward.tpm.structure.ClockInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service keeps of a measured host. */
class HostRecordsTest {

  private static final Instant FIRST = Instant.parse("2027-01-01T00:00:00Z");
  private static final Instant SECOND = Instant.parse("2027-01-01T08:00:00Z");
  private static final FileTime OLD = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
  private static final byte[] LOG = "a log".getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path service;
  private HostRecords records;
  private GuardianName host;

  @BeforeEach
  void keepFirst() throws IOException, KeywardException {
    records = new HostRecords(service);
    host = GuardianName.parse("host-1");
    keep(FIRST, LOG);
    Files.setLastModifiedTime(records.logFile(host), OLD);
  }

  private void keep(Instant at, byte[] log) throws IOException {
    LastEvidence evidence =
        new LastEvidence(
            at,
            new LastEvidence.Keys(Thumbprint.of(new byte[1]), new byte[1]),
            new ClockInfo(1, 0, 0, true),
            new LastEvidence.Signed(new byte[1], new byte[1]),
            new LastEvidence.Log(Thumbprint.of(log), Optional.empty()));
    records.keep(host, evidence, log);
  }

  @Test
  void theLogOfTheSameBootIsNotWrittenAgain() throws IOException {
    keep(SECOND, LOG);
    assertEquals(OLD, Files.getLastModifiedTime(records.logFile(host)));
    assertEquals(Optional.of(SECOND), records.last(host).map(LastEvidence::at));
  }

  @Test
  void theLogOfAnotherBootTakesItsPlace() throws IOException, KeywardException {
    byte[] other = "another log".getBytes(StandardCharsets.US_ASCII);
    keep(SECOND, other);
    assertArrayEquals(other, records.log(host).orElseThrow());
  }

  @Test
  void aDamagedLogIsWrittenAgain() throws IOException, KeywardException {
    Files.write(records.logFile(host), new byte[EventLog.MOST_BYTES + 1]);
    keep(SECOND, LOG);
    assertArrayEquals(LOG, records.log(host).orElseThrow());
  }

  @Test
  void aLinkInThePlaceOfTheLogIsNotFollowed() throws IOException, KeywardException {
    Path elsewhere = Files.write(service.resolve("elsewhere"), LOG);
    Files.delete(records.logFile(host));
    Files.createSymbolicLink(records.logFile(host), elsewhere);
    keep(SECOND, LOG);
    assertFalse(Files.isSymbolicLink(records.logFile(host)));
    assertArrayEquals(LOG, records.log(host).orElseThrow());
  }
}
