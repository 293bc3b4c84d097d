package dev.keyward.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.host.failover.Decision;
import dev.keyward.host.failover.Side;
import dev.keyward.host.run.RunListener;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a host cannot write and does not need stops no start; what it needs stops it in time. */
@Tag("windows")
class BookkeepingTest {

  @TempDir Path temp;

  private final List<String> notWritten = new ArrayList<>();
  private TestWorld world;
  private Path app;

  @BeforeEach
  void build() throws Exception {
    world = new TestWorld(temp);
    world.configure(Optional.of("branch"), Optional.of("datacenter"));
    app = world.shielded("app", "branch", "datacenter");
  }

  private StartedVm start() throws Exception {
    RunListener listener =
        new RunListener() {
          @Override
          public void decided(Decision decision) {
            // Other tests look at the decisions.
          }

          @Override
          public void notWritten(Path file, IOException failure) {
            notWritten.add(file.getFileName().toString());
          }
        };
    return world.guardedHost().start(new StartOrder(app, Acceptance.NONE, opened -> {}), listener);
  }

  private Path folderInTheWay(String name) throws IOException {
    Path path = world.host.path().resolve(name);
    Files.deleteIfExists(path);
    return Files.createDirectories(path);
  }

  private long unrecorded() throws Exception {
    return world.host.unrecorded().map(Unrecorded::count).orElse(0L);
  }

  @Test
  void anEventLogThatCannotBeWrittenDoesNotStopTheFallback() throws Exception {
    folderInTheWay("events.jsonl");
    world.down("branch");
    assertEquals(Side.FALLBACK, start().side());
    assertEquals(List.of("events.jsonl"), notWritten);
    assertEquals(1, unrecorded());
  }

  /** A log that only grows is not set aside, so a folder in its place refuses every record. */
  private void refuseRecords() throws Exception {
    folderInTheWay("events.jsonl");
    world.down("branch");
  }

  @Test
  void aFolderInThePlaceOfTheStateIsSetAside() throws Exception {
    folderInTheWay("state.json");
    start();
    assertEquals(List.of(), notWritten);
    assertTrue(world.host.state().isPresent());
    assertTrue(Files.isDirectory(world.host.path().resolve("damaged-state.json")));
  }

  @Test
  void aRecordThatCannotBeWrittenIsCountedAtEachStart() throws Exception {
    refuseRecords();
    start();
    start();
    assertEquals(List.of("events.jsonl", "events.jsonl"), notWritten);
    assertEquals(2, unrecorded());
    assertEquals(world.now, world.host.unrecorded().orElseThrow().last());
  }

  @Test
  void aHealthCertificateThatCannotBeKeptIsAskedForAgain() throws Exception {
    Files.writeString(world.host.path().resolve("health"), "a file in the way");
    assertEquals(2, start().generation());
    assertEquals(1, notWritten.size(), notWritten.toString());
    assertEquals(0, unrecorded());
    assertEquals(3, start().generation());
  }

  @Test
  void aNumberThatCannotBeReadOrWrittenStopsNothing() throws Exception {
    refuseRecords();
    start();
    Path counter = world.host.path().resolve("unrecorded.json");
    Files.writeString(counter, "{");
    start();
    assertEquals(1, unrecorded());
    folderInTheWay("unrecorded.json");
    notWritten.clear();
    start();
    assertEquals(List.of("events.jsonl"), notWritten);
    assertEquals(1, unrecorded());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a right there")
  void theNumberOfMissingRecordsIsNotWrittenThroughALink() throws Exception {
    Path victim = Files.writeString(temp.resolve("victim"), "another's");
    Path counter = world.host.path().resolve("unrecorded.json");
    Files.deleteIfExists(counter);
    Files.createSymbolicLink(counter, victim);
    refuseRecords();
    start();
    assertEquals(List.of("events.jsonl"), notWritten);
    assertEquals(1, unrecorded());
    assertEquals("another's", Files.readString(victim));
  }

  @Test
  void aProgramThatHoldsTheNumberOfMissingRecordsHoldsUpNoStart() throws Exception {
    start();
    refuseRecords();
    Path counter = world.host.path().resolve("unrecorded.json");
    try (FileChannel channel = FileChannel.open(counter, StandardOpenOption.WRITE)) {
      channel.lock();
      start();
    }
    assertEquals(List.of("events.jsonl", "unrecorded.json"), notWritten);
  }

  @Test
  void theNumberOfMissingRecordsNeedsNoRoomOnTheDisk() throws Exception {
    start();
    Path counter = world.host.path().resolve("unrecorded.json");
    long size = Files.size(counter);
    Object place = Files.readAttributes(counter, "*").get("fileKey");
    assertEquals(0, unrecorded());
    refuseRecords();
    start();
    assertEquals(1, unrecorded());
    assertEquals(size, Files.size(counter));
    assertEquals(place, Files.readAttributes(counter, "*").get("fileKey"));
  }

  @Test
  void aStateThatCannotBeRememberedStopsTheStartBeforeTheFileIsReplaced() throws Exception {
    byte[] before = Files.readAllBytes(app);
    Files.createDirectories(world.machineFolder(app).resolve("machine.json"));
    Exception refused = assertThrows(Exception.class, this::start);
    assertTrue(String.valueOf(refused.getMessage()).contains("machine.json"), refused::toString);
    assertArrayEquals(before, Files.readAllBytes(app));
  }

  @Test
  void aFolderInThePlaceOfTheLastKnownGoodFileIsSetAside() throws Exception {
    Path kept = world.machineFolder(app).resolve("last-known-good.svm");
    Files.createDirectories(kept);
    start();
    assertTrue(Files.isRegularFile(kept));
    assertTrue(Files.isDirectory(kept.resolveSibling("damaged-last-known-good.svm")));
  }

  @Test
  void askingOneServiceChangesNothingThatTheHostKnowsOfItself() throws Exception {
    start();
    HostState state = world.host.state().orElseThrow();
    TestedHost test = world.test(Optional.of(Side.FALLBACK));
    assertEquals(Side.FALLBACK, test.state().orElseThrow().side());
    assertEquals(Optional.empty(), test.fallbackInUse());
    assertEquals(state, world.host.state().orElseThrow());
  }

  @Test
  void aPlainTestTellsWhichServiceAStartWouldUse() throws Exception {
    assertEquals(Optional.of(false), world.test(Optional.empty()).fallbackInUse());
    world.down("branch");
    assertEquals(Optional.of(true), world.test(Optional.empty()).fallbackInUse());
    assertEquals(Side.FALLBACK, world.host.state().orElseThrow().side());
  }
}
