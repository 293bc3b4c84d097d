package dev.keyward.cli.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.cli.Seeded;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.GuardianName;
import dev.keyward.hgs.HgsPaths;
import dev.keyward.hgs.HgsReply;
import dev.keyward.hgs.HgsRequest;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.hgs.folder.HgsPlan;
import dev.keyward.hgs.folder.HgsRestore;
import dev.keyward.hgs.memory.HgsMemoryFile;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a running service does with a folder that is damaged, half copied, or restored. */
@Timeout(60)
class FolderWatchTest {

  @TempDir private static Path made;

  @TempDir Path temp;

  private final SecureRandom random = Seeded.random();
  private final Passphrase passphrase = Passphrase.copyOf("test only".toCharArray());
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final RequestLog log =
      new RequestLog(events::add, new RequestLog.Voice(events::add, events::add));
  private final AtomicLong nanos = new AtomicLong();
  private final Tools tools = new Tools(RsaEngine.jdk(), random, Clock.systemUTC());
  private final HgsPlan plan = new HgsPlan(name("branch"), 2048, 100);
  private HgsFolder folder;
  private LiveService live;

  private static GuardianName name(String text) {
    try {
      return GuardianName.parse(text);
    } catch (KeywardException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Once: to make the keys of a service takes longer than most tests. */
  private void make() throws Exception {
    if (!Files.exists(made.resolve("hgs"))) {
      HgsFolder.at(made.resolve("hgs"), random).create(plan, passphrase, Instant.now());
    }
  }

  @BeforeEach
  void open() throws Exception {
    make();
    copy(made.resolve("hgs"), "hgs");
    folder = HgsFolder.at(temp.resolve("hgs"), random);
    copy("hgs", "first");
    live = LiveService.read(FolderSource.of(folder, passphrase), tools, nanos::get, log);
  }

  @AfterEach
  void close() {
    live.close();
    log.close();
    passphrase.close();
  }

  private void copy(String from, String to) throws IOException {
    copy(temp.resolve(from), to);
  }

  private void copy(Path source, String to) throws IOException {
    remove(to);
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Files.copy(file, temp.resolve(to).resolve(source.relativize(file).toString()));
      }
    }
  }

  private void remove(String name) throws IOException {
    if (Files.exists(temp.resolve(name))) {
      try (Stream<Path> files = Files.walk(temp.resolve(name))) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private Path generation(String name) throws IOException {
    Path service = temp.resolve(name).resolve("service");
    return service.resolve(Files.readString(service.resolve("current")).strip());
  }

  private void renewPrimary(HgsFolder of) throws Exception {
    of.add(
        plan, CertificateUse.ENCRYPTION, true, new HgsFolder.Unlocking(passphrase, Instant.now()));
  }

  private HgsReply ask(String path) {
    return live.apply(new HgsRequest("GET", path, HgsRequest.Headers.NONE, new byte[0]));
  }

  private byte[] metadata() {
    HgsReply reply = ask(HgsPaths.METADATA);
    assertEquals(200, reply.status());
    return reply.body();
  }

  private String health() {
    HgsReply reply = ask(HgsPaths.HEALTH);
    return reply.status() + " " + new String(reply.body(), StandardCharsets.UTF_8);
  }

  /** Looks a while later, so that what was refused is read again. */
  private void look(Duration later) {
    nanos.addAndGet(later.toNanos());
    live.look();
  }

  private void look() {
    look(Duration.ofSeconds(6));
  }

  private void said(int count, String part) {
    log.close();
    assertEquals(count, events.stream().filter(event -> event.contains(part)).count(), "" + events);
  }

  /** The case torn-copy-served: metadata that is half there must not be published. */
  @Test
  void aCopyThatIsHalfThereIsServedWhenItIsWhole() throws Exception {
    byte[] before = metadata();
    copy("hgs", "new");
    renewPrimary(HgsFolder.at(temp.resolve("new"), random));
    Path from = generation("new");
    Path to = temp.resolve("hgs/service").resolve(from.getFileName());
    Files.createDirectories(to.resolve("keys"));
    Files.writeString(
        temp.resolve("hgs/service/current"), from.getFileName() + "\n", StandardCharsets.US_ASCII);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        byte[] content = Files.readAllBytes(file);
        Files.write(target, java.util.Arrays.copyOf(content, content.length / 2));
        look();
        assertArrayEquals(before, metadata());
        Files.write(target, content);
      }
    }
    assertTrue(health().startsWith("200 {\"status\":\"ready\",\"folder\":\"damaged\""), health());
    look();
    assertArrayEquals(Files.readAllBytes(from.resolve("metadata.xml")), metadata());
    assertEquals("200 {\"status\":\"ready\"}", health());
    said(1, "keeps its old state for ten minutes");
  }

  @Test
  void aDamagedStateIsServedFromMemoryForTenMinutes() throws Exception {
    byte[] before = metadata();
    Path record = generation("hgs").resolve("service.json");
    byte[] whole = Files.readAllBytes(record);
    Files.write(record, new byte[0]);
    look();
    assertEquals("200 {\"status\":\"ready\",\"folder\":\"damaged\",\"secondsLeft\":600}", health());
    look(Duration.ofMinutes(10));
    assertArrayEquals(before, metadata());
    assertTrue(health().endsWith("\"secondsLeft\":0}"), health());
    look();
    HgsReply closed = ask(HgsPaths.METADATA);
    assertEquals(503, closed.status());
    assertFalse(closed.headers().again(), "an operator has to mend it, so no time is named");
    assertTrue(health().startsWith("503 "), health());
    Files.write(record, whole);
    look();
    assertArrayEquals(before, metadata());
    said(1, "damaged for more than ten minutes");
    said(2, record.toString());
    said(1, "the service's folder is whole again");
  }

  @Test
  void aKeyThatIsEmptiedInItsPlaceIsNoticed() throws Exception {
    try (Stream<Path> keys = Files.list(generation("hgs").resolve("keys"))) {
      Files.write(keys.findFirst().orElseThrow(), new byte[0]);
    }
    look();
    assertTrue(health().contains("damaged"), health());
    said(1, "hgs certificate disable DIR");
  }

  @Test
  void anOlderFolderIsRefusedAtOnceUntilItIsAccepted() throws Exception {
    renewPrimary(folder);
    look();
    byte[] newest = metadata();
    copy("first", "hgs");
    look();
    assertEquals(503, ask(HgsPaths.METADATA).status());
    assertTrue(health().startsWith("503 "), health());
    new HgsRestore(temp.resolve("hgs"), random)
        .accept(new HgsRestore.Terms(2, List.of()), Optional.empty());
    look();
    assertFalse(java.util.Arrays.equals(newest, metadata()));
    said(1, "older than what this service served: number 1 after number 2");
    said(1, "keyward hgs accept-restore DIR --over 2");
  }

  @Test
  void theLogNamesTheKeyThatWouldComeBack() throws Exception {
    String old =
        folder
            .describe()
            .primary(CertificateUse.ENCRYPTION)
            .orElseThrow()
            .certificate()
            .thumbprint()
            .toString();
    renewPrimary(folder);
    folder.disable(List.of(dev.keyward.guardian.Thumbprint.parse(old)), passphrase);
    look();
    copy("first", "hgs");
    look();
    said(1, "it would bring back encryption certificate " + old);
  }

  @Test
  void theNewerFolderEndsTheRefusalToo() throws Exception {
    renewPrimary(folder);
    copy("hgs", "second");
    look();
    byte[] newest = metadata();
    copy("first", "hgs");
    look();
    copy("second", "hgs");
    look();
    assertArrayEquals(newest, metadata());
  }

  @Test
  void aDamagedFolderAfterAnOlderOneIsNotServed() throws Exception {
    renewPrimary(folder);
    look();
    copy("first", "hgs");
    look();
    Files.write(generation("hgs").resolve("service.json"), new byte[0]);
    look();
    assertEquals(503, ask(HgsPaths.METADATA).status());
  }

  @Test
  void aNodeThatWasChangedApartIsRefused() throws Exception {
    copy("hgs", "other");
    renewPrimary(folder);
    look();
    renewPrimary(HgsFolder.at(temp.resolve("other"), random));
    copy("other", "hgs");
    look();
    assertEquals(503, ask(HgsPaths.METADATA).status());
    said(1, "does not follow the state");
  }

  @Test
  void aFileOutsideTheFolderRemembersOverARestart() throws Exception {
    HgsMemoryFile state = new HgsMemoryFile(temp.resolve("state.json"), name("branch"));
    FolderSource source = new FolderSource(folder, passphrase, Optional.of(state));
    try (LiveService before = LiveService.read(source, tools, nanos::get, log)) {
      renewPrimary(folder);
      before.look();
      assertEquals(2, state.read().orElseThrow().number());
    }
    copy("first", "hgs");
    live.close();
    live = LiveService.read(source, tools, nanos::get, log);
    assertEquals(503, ask(HgsPaths.METADATA).status());
    new HgsRestore(temp.resolve("hgs"), random)
        .accept(new HgsRestore.Terms(2, List.of()), Optional.empty());
    look();
    assertEquals(200, ask(HgsPaths.METADATA).status());
    assertEquals(3, state.read().orElseThrow().number());
  }

  @Test
  void aStateThatCannotBeRememberedIsSaidOnceAndTriedAgain() throws Exception {
    Path file = temp.resolve("outside/state.json");
    Files.createDirectory(file.getParent());
    HgsMemoryFile state = new HgsMemoryFile(file, name("branch"));
    FolderSource source = new FolderSource(folder, passphrase, Optional.of(state));
    live.close();
    live = LiveService.read(source, tools, nanos::get, log);
    Files.move(file.getParent(), temp.resolve("away"));
    renewPrimary(folder);
    look();
    look();
    assertEquals(200, ask(HgsPaths.METADATA).status());
    Files.move(temp.resolve("away"), file.getParent(), StandardCopyOption.ATOMIC_MOVE);
    look();
    assertEquals(2, state.read().orElseThrow().number());
    said(1, "cannot be remembered");
  }

  @Test
  void aNewPassphraseLeavesTheKeysThatAreOpen() throws Exception {
    byte[] before = metadata();
    try (Passphrase fresh = Passphrase.copyOf("another one".toCharArray())) {
      folder.changePassphrase(passphrase, fresh);
    }
    look();
    assertArrayEquals(before, metadata());
    assertEquals("200 {\"status\":\"ready\"}", health());
    said(1, "another passphrase now: restart the service");
  }
}
