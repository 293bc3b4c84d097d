package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ends the command at seeded moments: what it leaves is the old state or the new one, and the next
 * run works. Most of the moments lie between two changes on the disk; of those at which a process
 * is killed, half lie anywhere in a run, half within milliseconds of the first change.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillIT {

  private static final String[] PASSPHRASE = {"--passphrase-env", "KEYWARD_PASSPHRASE"};
  private static final int DEATHS = 3;
  private static final int MANY_DEATHS = 24;
  private static final int FEW = 1;
  private static final int KILLS = 2;
  private static final int FILES = 6;
  private static final int LINES = 12;

  private Path base;
  private Path template;
  private Path metadata;
  private Path replaced;
  private int rounds;

  @BeforeAll
  void makeTheState(@TempDir Path folder) throws Exception {
    base = folder;
    template = Files.createDirectory(base.resolve("template"));
    for (String name : List.of("owner", "first", "second")) {
      done(template, "guardian", "create", name, "--key-size", "2048");
    }
    Path other = Files.createDirectory(base.resolve("other"));
    done(other, "guardian", "create", "third", "--key-size", "2048");
    done(other, "guardian", "export", "third", "-o", "third.xml");
    metadata = other.resolve("third.xml");
    done(other, "guardian", "create", "fourth", "--key-size", "2048");
    done(other, "guardian", "export", "fourth", "-o", "fourth.xml");
    replaced = other.resolve("fourth.xml");
    String create = "protector create --owner owner --guardian first --encoding ";
    String[] encodings = {"xml", "framed", "bytes", "base64"};
    for (int i = 0; i < FILES; i++) {
      String line = create + encodings[i % encodings.length] + " -o file" + i;
      done(template, line.split(" "));
    }
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      lines.add(
          String.format(
              Locale.ROOT,
              "{\"id\":\"vm%d\",\"owner\":\"owner\",\"guardians\":[\"first\",\"second\"],\"encoding\":\"%s\"}",
              i,
              encodings[i % encodings.length]));
    }
    Files.write(template.resolve("batch.jsonl"), lines);
    SecretVm.shield(template, "--guardian first", line -> done(template, line.split(" ")));
    Files.writeString(
        template.resolve("a.xml"), "<unattend xmlns=\"urn:schemas-microsoft-com:unattend\"/>");
    String disk = "--disk d,1.0.0.0," + "0".repeat(64) + "=equals";
    String data = "shielding-data create --owner owner --guardian first --policy shielded ";
    done(template, (data + disk + " --answer-file a.xml -o app.sdata").split(" "));
  }

  @Test
  void aKilledCreateLeavesTheGuardianOrNothing() throws Exception {
    deaths(DEATHS, this::create);
  }

  @Test
  void aKilledImportLeavesTheGuardianOrNothing() throws Exception {
    deaths(DEATHS, this::importNew);
  }

  @Test
  void aKilledReplacementLeavesOneOfTheTwo() throws Exception {
    ends(this::importReplacing);
  }

  @Test
  void aKilledGrantLeavesEachFileAsItWasOrGranted() throws Exception {
    ends(this::grant);
  }

  @Test
  void aKilledBatchLeavesWholeFilesAndIsResumed() throws Exception {
    ends(this::batch);
  }

  @Test
  void aKilledResealLeavesTheOldMachineOrTheNew() throws Exception {
    deaths(DEATHS, this::reseal);
  }

  /** It writes as a reseal does. */
  @Test
  void aKilledUpdateLeavesTheOldMachineOrTheNew() throws Exception {
    deaths(FEW, this::update);
  }

  @Test
  @Tag("soak")
  void aKilledEditOfShieldingDataLeavesTheOldFileOrTheNew() throws Exception {
    deaths(FEW, this::editShieldingData);
  }

  @Test
  @Tag("soak")
  void twoHundredKillsOfEachChangeNothing() throws Exception {
    kills(200, this::create);
    kills(200, this::importNew);
    kills(200, this::importReplacing);
    kills(200, this::grant);
    kills(200, this::batch);
    kills(200, this::editShieldingData);
  }

  @Test
  @Tag("soak")
  void twoHundredKilledResealsAndUpdatesLeaveTheOldMachineOrTheNew() throws Exception {
    kills(200, this::reseal);
    kills(200, this::update);
  }

  @Test
  @Tag("soak")
  void aDiskThatDiesAtManyMomentsLeavesTheOldStateOrTheNew() throws Exception {
    deaths(MANY_DEATHS, this::create);
    deaths(MANY_DEATHS, this::importNew);
    deaths(MANY_DEATHS, this::importReplacing);
    deaths(MANY_DEATHS, this::grant);
    deaths(MANY_DEATHS, this::batch);
    deaths(MANY_DEATHS, this::reseal);
    deaths(MANY_DEATHS, this::update);
    deaths(MANY_DEATHS, this::editShieldingData);
  }

  private interface Round {
    void run(Path work, Killer killer) throws Exception;
  }

  /**
   * It is killed at changes on the disk, and at moments. A command that writes as another one does
   * is killed at changes only.
   */
  private void ends(Round round) throws Exception {
    deaths(DEATHS, round);
    kills(1 + KILLS, round);
  }

  private void deaths(int count, Round round) throws Exception {
    rounds(1 + count, new DiskKiller(new Random(count), count), round);
  }

  private void kills(int count, Round round) throws Exception {
    rounds(count, new ProcessKiller(new Random(count)), round);
  }

  private void rounds(int count, Killer killer, Round round) throws Exception {
    for (int i = 0; i < count; i++) {
      Path work = base.resolve("round" + rounds++);
      Spawned.copyTree(template, work);
      round.run(work, killer);
      onlyWhatMayBeRead(work);
      Spawned.deleteTree(work);
    }
  }

  private void create(Path work, Killer killer) throws Exception {
    killer.kill(work, ".keyward/guardians", words("guardian create new --key-size 2048"));
    boolean there = listed(work).contains("new");
    assertEquals(!there, exit(work, "guardian", "create", "new", "--key-size", "2048") == 0);
    done(work, "protector create --owner new --guardian owner -o made.xml".split(" "));
  }

  private void importNew(Path work, Killer killer) throws Exception {
    String[] words = {"guardian", "import", "third", metadata.toString(), "--allow-untrusted-root"};
    killer.kill(work, ".keyward/guardians", words);
    listed(work);
    done(work, with(words, "--replace"));
    assertTrue(listed(work).contains("third"));
    done(work, "protector create --owner owner --guardian third -o made.xml".split(" "));
  }

  private void importReplacing(Path work, Killer killer) throws Exception {
    String[] words = {
      "guardian", "import", "first", metadata.toString(), "--allow-untrusted-root", "--replace"
    };
    String[] start = words.clone();
    start[2] = "known";
    start[3] = replaced.toString();
    done(work, start);
    String before = shown(work, "known");
    words[2] = "known";
    killer.kill(work, ".keyward/guardians/known", words);
    String after = shown(work, "known");
    boolean old = after.equals(before);
    done(work, words);
    String fresh = shown(work, "known");
    assertFalse(fresh.equals(before), "the test replaces something");
    assertTrue(old || after.equals(fresh), after);
  }

  private void grant(Path work, Killer killer) throws Exception {
    List<String> words = new ArrayList<>(List.of("protector", "grant"));
    for (int i = 0; i < FILES; i++) {
      words.add("file" + i);
    }
    words.addAll(List.of("--guardian", "second", "--in-place"));
    killer.kill(work, "", with(words.toArray(String[]::new), PASSPHRASE));
    done(work, check(words.subList(2, 2 + FILES), "--guardian", "first"));
    for (int i = 0; i < FILES; i++) {
      byte[] now = Files.readAllBytes(work.resolve("file" + i));
      boolean granted = exit(work, "protector", "check", "file" + i, "--guardian", "second") == 0;
      byte[] before = Files.readAllBytes(template.resolve("file" + i));
      assertEquals(granted, !Arrays.equals(before, now), "file" + i);
    }
    done(work, words.toArray(String[]::new));
    done(work, check(words.subList(2, 2 + FILES), "--guardian", "second", "--prove"));
  }

  private void batch(Path work, Killer killer) throws Exception {
    String[] words = words("protector create --batch batch.jsonl --out-dir out");
    killer.kill(work, "out", words);
    Path out = work.resolve("out");
    Map<Path, byte[]> whole = new TreeMap<>();
    for (Path file : Spawned.regularFiles(out)) {
      boolean unfinished = file.getFileName().toString().startsWith(".keyward-");
      if (file.getParent().equals(out) && !unfinished) {
        whole.put(file, Files.readAllBytes(file));
      }
    }
    if (!whole.isEmpty()) {
      List<String> names =
          whole.keySet().stream().map(file -> "out/" + file.getFileName()).toList();
      done(work, check(names, "--prove"));
    }
    String results = done(work, words);
    long kept = results.lines().filter(line -> line.contains("\"kept\"")).count();
    assertEquals(LINES, results.lines().count());
    assertEquals(whole.size(), kept);
    for (Map.Entry<Path, byte[]> file : whole.entrySet()) {
      assertArrayEquals(file.getValue(), Files.readAllBytes(file.getKey()));
    }
    assertEquals(LINES, Spawned.regularFiles(out).stream().filter(file -> !isOurs(file)).count());
  }

  /** What this process has not finished; the tests that end a command within it leave that. */
  private static boolean isOurs(Path file) {
    return file.toString().contains(".keyward-" + ProcessHandle.current().pid() + "-");
  }

  private void reseal(Path work, Killer killer) throws Exception {
    killer.kill(
        work, "", words("vm reseal app.svm --as owner --revoke first --grant second --in-place"));
    boolean old = exit(work, "vm", "check", "app.svm", "--guardian", "first") == 0;
    assertEquals(old, exit(work, "vm", "check", "app.svm", "--guardian", "second") == 1);
    done(work, "vm", "check", "app.svm", "--prove");
    String opener = old ? "first" : "second";
    done(work, "vm", "unshield", "app.svm", "--as", opener, "-o", "opened");
    assertEquals(SecretVm.SECRET, Files.readString(work.resolve("opened/secret/word")));
    assertEquals(SecretVm.STATE, Files.size(work.resolve("opened/vtpm-state")));
    Spawned.deleteTree(work.resolve("opened"));
    done(work, "vm", "reseal", "app.svm", "--as", "owner", "--in-place");
    done(work, "vm", "check", "app.svm", "--prove");
  }

  /** What was to be sealed lies in its source alone, also when it was half-written. */
  private void update(Path work, Killer killer) throws Exception {
    String other = "another secret that nobody should find";
    Files.writeString(work.resolve("new"), other);
    String[] words =
        words("vm update app.svm --as owner --set-secret word=new --set-secret b=new --in-place");
    killer.kill(work, "", words);
    for (Path file : Spawned.regularFiles(work)) {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      assertEquals(file.endsWith("new"), text.contains(other), file.toString());
    }
    done(work, "vm", "check", "app.svm", "--prove");
    done(work, "vm", "unshield", "app.svm", "--as", "first", "-o", "opened");
    String word = Files.readString(work.resolve("opened/secret/word"));
    boolean old = !Files.exists(work.resolve("opened/secret/b"));
    assertEquals(old ? SecretVm.SECRET : other, word);
    assertEquals(SecretVm.STATE, Files.size(work.resolve("opened/vtpm-state")));
    Spawned.deleteTree(work.resolve("opened"));
    done(work, words);
    done(work, "vm", "unshield", "app.svm", "--as", "owner", "-o", "opened");
    assertEquals(other, Files.readString(work.resolve("opened/secret/word")));
    Spawned.deleteTree(work.resolve("opened"));
  }

  private void editShieldingData(Path work, Killer killer) throws Exception {
    String[] words = words("shielding-data grant app.sdata --guardian second --in-place");
    killer.kill(work, "", words);
    byte[] before = Files.readAllBytes(template.resolve("app.sdata"));
    boolean old = Arrays.equals(before, Files.readAllBytes(work.resolve("app.sdata")));
    assertEquals(old, exit(work, words("shielding-data check app.sdata --guardian second")) == 1);
    done(work, words("shielding-data check app.sdata --prove"));
    done(work, words);
    done(work, words("shielding-data check app.sdata --guardian second --prove"));
  }

  private static boolean isTemporary(Path file) {
    return file.getFileName().toString().startsWith(".keyward-");
  }

  /** No private key lies anywhere but in a PKCS#12 file, also in what was left over. */
  private static void onlyWhatMayBeRead(Path work) throws IOException {
    for (Path file : Spawned.regularFiles(work)) {
      byte[] content = Files.readAllBytes(file);
      String text = new String(content, StandardCharsets.ISO_8859_1);
      assertFalse(text.contains("PRIVATE KEY"), file.toString());
      assertFalse(text.contains("passphrase for tests"), file.toString());
      assertFalse(text.contains(SecretVm.SECRET), file.toString());
      if (isTemporary(file) && content.length > 0) {
        // A protector's text, a frame, its lines or its base64, the name of a generation, or a
        // sealed machine.
        assertTrue(
            text.matches("(?s)(<|\0|0\n|AA|[0-9a-f]{16}\n|KEYWARD-FILE 1\n).*"), file.toString());
      }
      if (file.getParent().endsWith("private") && content.length > 0) {
        assertEquals(0x30, content[0], file + " is no DER");
      }
    }
  }

  private static List<String> listed(Path work) {
    String list = done(work, "guardian", "list");
    return Arrays.asList(list.split("\\s+"));
  }

  private static String shown(Path work, String name) {
    String shown = done(work, "guardian", "show", name);
    return shown.replaceAll("(?m)^.*(trust|accepted).*$", "");
  }

  private static String[] check(List<String> files, String... options) {
    List<String> words = new ArrayList<>(List.of("protector", "check"));
    words.addAll(files);
    return with(words.toArray(String[]::new), options);
  }

  private static String[] words(String line) {
    return with(line.split(" "), PASSPHRASE);
  }

  private static String[] with(String[] words, String... more) {
    List<String> all = new ArrayList<>(Arrays.asList(words));
    all.addAll(Arrays.asList(more));
    return all.toArray(String[]::new);
  }

  private static String done(Path work, String... words) {
    Spawned.Ended ended = Spawned.run(work, complete(words));
    assertEquals(0, ended.code(), String.join(" ", words) + ": " + ended.err());
    return ended.out();
  }

  private static int exit(Path work, String... words) {
    return Spawned.run(work, complete(words)).code();
  }

  private static String[] complete(String... words) {
    return Arrays.asList(words).contains(PASSPHRASE[0]) ? words : with(words, PASSPHRASE);
  }
}
