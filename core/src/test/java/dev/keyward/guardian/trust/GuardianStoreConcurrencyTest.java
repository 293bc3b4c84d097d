package dev.keyward.guardian.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.TestTools;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.StoreWriter;
import dev.keyward.guardian.TestKeys;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("windows")
class GuardianStoreConcurrencyTest {

  private static final GuardianEntry ONE =
      GuardianStoreTest.entry(TestKeys.guardian("Hoster", 0, 1));
  private static final GuardianEntry TWO =
      GuardianStoreTest.entry(TestKeys.guardian("Hoster", 2, 3));
  private static final GuardianName NAME = TestKeys.name("Hoster");

  @TempDir Path folder;
  private GuardianStore store;

  @BeforeEach
  void open() {
    store =
        GuardianStore.at(
            folder.resolve("store"),
            TestTools.of(RsaEngine.jdk(), dev.keyward.internal.crypto.TestKeys.random(106)));
  }

  @Test
  void ofManyThreadsThatAddOneNameExactlyOneDoes() throws Exception {
    List<Callable<Boolean>> adders =
        IntStream.range(0, 16).<Callable<Boolean>>mapToObj(i -> () -> adds(ONE)).toList();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      int winners = 0;
      for (Future<Boolean> result : threads.invokeAll(adders)) {
        winners += result.get() ? 1 : 0;
      }
      assertEquals(1, winners);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void readersNeverSeeAMixWhileProcessesReplace() throws Exception {
    readWhileProcessesReplace(6);
  }

  @Test
  @Tag("soak")
  void readersNeverSeeAMixWhileProcessesReplaceAThousandTimes() throws Exception {
    readWhileProcessesReplace(1000);
  }

  private void readWhileProcessesReplace(int rounds) throws Exception {
    store.add(ONE, Placement.NEW);
    Process first = StoreWriter.start(store.directory(), file("one", ONE), rounds);
    Process second = StoreWriter.start(store.directory(), file("two", TWO), rounds);
    assertEquals('b', first.getInputStream().read(), "it begins");
    while (first.isAlive() || second.isAlive()) {
      assertWhole();
    }
    assertEquals(0, first.waitFor());
    assertEquals(0, second.waitFor());
    assertWhole();
    assertClean();
  }

  @Test
  void readersSeeAllOrNothingWhileAGuardianComesAndGoes() throws Exception {
    ExecutorService writer = Executors.newSingleThreadExecutor();
    try {
      Future<?> work =
          writer.submit(
              () -> {
                for (int i = 0; i < 20; i++) {
                  store.add(i % 2 == 0 ? ONE : TWO, Placement.NEW);
                  store.remove(NAME);
                }
                return null;
              });
      while (!work.isDone()) {
        for (StoredGuardian stored : store.list()) {
          assertTrue(isWhole(stored));
        }
      }
      work.get();
    } finally {
      writer.shutdown();
    }
  }

  @Test
  void aKilledWriterLeavesTheOldOrTheNewState() throws Exception {
    kill(2, new Random(20261123));
  }

  @Test
  @Tag("soak")
  void manyKilledWritersLeaveTheOldOrTheNewState() throws Exception {
    kill(100, new Random(7));
  }

  private void kill(int times, Random random) throws Exception {
    store.add(ONE, Placement.NEW);
    for (int i = 0; i < times; i++) {
      Process writer = StoreWriter.start(store.directory(), file("two" + i, TWO), 1_000_000);
      assertEquals('b', writer.getInputStream().read(), "it begins");
      writer.waitFor(random.nextInt(50), TimeUnit.MILLISECONDS);
      writer.destroyForcibly().waitFor();
      assertWhole();
      store.add(ONE, Placement.REPLACE);
      assertEquals(ONE.guardian(), store.get(NAME).guardian());
      assertClean();
    }
  }

  private void assertWhole() throws Exception {
    assertTrue(isWhole(store.get(NAME)));
  }

  private static boolean isWhole(StoredGuardian stored) {
    return Set.of(ONE.guardian(), TWO.guardian()).contains(stored.guardian())
        && stored
            .trust()
            .evidence()
            .orElseThrow()
            .endsWith(stored.guardian().signing().thumbprint().toString());
  }

  private void assertClean() throws IOException {
    Path guardians = store.directory().resolve("guardians");
    assertEquals(1, count(guardians));
    assertEquals(2, count(guardians.resolve("hoster")));
  }

  private static long count(Path of) throws IOException {
    try (Stream<Path> entries = Files.list(of)) {
      return entries.count();
    }
  }

  private Path file(String name, GuardianEntry entry) throws IOException {
    return Files.write(folder.resolve(name), entry.metadata().bytes());
  }

  private boolean adds(GuardianEntry entry) throws Exception {
    try {
      store.add(entry, Placement.NEW);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }
}
