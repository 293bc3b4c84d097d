package dev.keyward.cli.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.BadPassphraseException;
import dev.keyward.cli.Seeded;
import dev.keyward.cli.Until;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.GuardianName;
import dev.keyward.hgs.HgsPaths;
import dev.keyward.hgs.HgsReply;
import dev.keyward.hgs.HgsRequest;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.hgs.folder.HgsPlan;
import dev.keyward.secret.Passphrase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LiveServiceTest {

  @TempDir Path temp;

  private final SecureRandom random = Seeded.random();
  private final Passphrase passphrase = Passphrase.copyOf("test only".toCharArray());
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final RequestLog log =
      new RequestLog(events::add, new RequestLog.Voice(events::add, events::add));
  private HgsPlan plan;
  private HgsFolder folder;
  private LiveService live;

  @BeforeEach
  void open() throws Exception {
    plan = new HgsPlan(GuardianName.parse("branch"), 2048, 100);
    folder = HgsFolder.at(temp.resolve("hgs"), random);
    folder.create(plan, passphrase, Instant.now());
    Tools tools = new Tools(RsaEngine.jdk(), random, Clock.systemUTC());
    live = LiveService.open(FolderSource.of(folder, passphrase), tools, log);
  }

  @AfterEach
  void close() {
    live.close();
    log.close();
    passphrase.close();
  }

  @Test
  void whatIsDoneEachDayGoesOnAfterAFailure() throws Exception {
    CountDownLatch runs = new CountDownLatch(3);
    live.every(
        Duration.ofMillis(1),
        () -> {
          runs.countDown();
          if (runs.getCount() == 1) {
            throw new IllegalStateException("the second look fails");
          }
        });
    assertTrue(runs.await(30, TimeUnit.SECONDS));
  }

  /** Without the watch, so that the test alone looks. */
  private void lookOften() throws Exception {
    for (int i = 0; i < 5; i++) {
      live.look();
    }
  }

  private void withoutWatch() throws Exception {
    live.close();
    Tools tools = new Tools(RsaEngine.jdk(), random, Clock.systemUTC());
    live = LiveService.read(FolderSource.of(folder, passphrase), tools, System::nanoTime, log);
  }

  private byte[] metadata() {
    HgsReply reply =
        live.apply(new HgsRequest("GET", HgsPaths.METADATA, HgsRequest.Headers.NONE, new byte[0]));
    return reply.body();
  }

  @Test
  void aNewPrimaryIsPublishedSoon() throws Exception {
    byte[] before = metadata();
    folder.add(
        plan, CertificateUse.ENCRYPTION, true, new HgsFolder.Unlocking(passphrase, Instant.now()));
    Until.so(() -> !Arrays.equals(before, metadata()));
    assertArrayEquals(folder.metadata(), metadata());
    // It is told after it counts.
    Until.so(() -> !events.isEmpty());
    assertEquals(List.of("the service's folder changed and was read again"), events);
  }

  @Test
  void aChangeThatCannotBeReadLeavesWhatWas() throws Exception {
    withoutWatch();
    byte[] before = metadata();
    Path current = temp.resolve("hgs/service/current");
    String pointer = Files.readString(current);
    Files.writeString(current, "0123456789abcdef\n");
    lookOften();
    assertArrayEquals(before, metadata());
    Files.writeString(current, pointer);
    lookOften();
    HgsDescription after =
        folder.changeCertificates(
            description ->
                description.withDisabled(
                    description
                        .primary(CertificateUse.SIGNING)
                        .orElseThrow()
                        .certificate()
                        .thumbprint()),
            passphrase);
    assertTrue(after.primary(CertificateUse.SIGNING).isEmpty());
    lookOften();
    assertFalse(Arrays.equals(before, metadata()));
    log.close();
    assertEquals(3, events.size(), "each said once: " + events);
    assertTrue(events.get(0).startsWith("the service keeps its old state"), events.get(0));
  }

  @Test
  void aFolderThatGoesAwayLeavesWhatWas() throws Exception {
    withoutWatch();
    byte[] before = metadata();
    Files.move(temp.resolve("hgs/service"), temp.resolve("hgs/away"));
    lookOften();
    assertArrayEquals(before, metadata());
    log.close();
    assertEquals(1, events.size(), "said once: " + events);
  }

  private int status(LiveService service) {
    HgsRequest request =
        new HgsRequest("GET", HgsPaths.METADATA, HgsRequest.Headers.NONE, new byte[0]);
    return service.apply(request).status();
  }

  @Test
  void answersNothingAfterTenSecondsWithoutItsFolder() throws Exception {
    AtomicLong nanos = new AtomicLong();
    Tools tools = new Tools(RsaEngine.jdk(), random, Clock.systemUTC());
    try (LiveService watched =
        LiveService.read(FolderSource.of(folder, passphrase), tools, nanos::get, log)) {
      Path service = temp.resolve("hgs/service");
      Path away = temp.resolve("hgs/away");
      Files.move(service, away);
      nanos.addAndGet(Duration.ofSeconds(10).toNanos());
      watched.look();
      assertEquals(200, status(watched));
      nanos.addAndGet(1);
      watched.look();
      assertEquals(503, status(watched));
      Files.move(away, service);
      assertEquals(503, status(watched));
      watched.look();
      assertEquals(200, status(watched));
    }
  }

  @Test
  void answersNothingWhenItsWatchHasDied() throws Exception {
    AtomicLong nanos = new AtomicLong();
    Tools tools = new Tools(RsaEngine.jdk(), random, Clock.systemUTC());
    try (LiveService watched =
        LiveService.read(FolderSource.of(folder, passphrase), tools, nanos::get, log)) {
      nanos.addAndGet(Duration.ofSeconds(11).toNanos());
      assertEquals(503, status(watched));
    }
  }

  @Test
  void theWatchGoesOnAfterAnError() {
    new SteadyTask(
            "a test",
            () -> {
              throw new StackOverflowError();
            },
            log)
        .run();
    log.close();
    assertEquals(List.of("a bug in keyward: StackOverflowError in a test; it continues"), events);
  }

  @Test
  void aWrongPassphraseIsRefusedAtOnce() {
    Tools tools = new Tools(RsaEngine.jdk(), random, Clock.systemUTC());
    try (Passphrase wrong = Passphrase.copyOf("wrong".toCharArray())) {
      assertThrows(
          BadPassphraseException.class,
          () -> LiveService.open(FolderSource.of(folder, wrong), tools, log));
    }
  }
}
