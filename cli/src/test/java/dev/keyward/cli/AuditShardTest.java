package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shards of an audit bring the same to the last byte as one audit, or are refused. */
class AuditShardTest {

  private static final Path FIXTURES = Path.of(System.getProperty("keyward.fixtures"));
  private static final String AT = "2026-11-23T00:00:00Z";
  private static final int MANY = 30;
  private static final int FEW = 3;
  private static final List<String> REPORTS = List.of("html", "csv", "json", "sarif");

  @TempDir private Path folder;
  private Playground playground;

  @BeforeEach
  void copyTheFixtures() throws IOException {
    playground = Playground.in(folder.resolve("play"));
    copyAll(FIXTURES.resolve("audit"), "all/audit");
    copyAll(FIXTURES.resolve("exports"), "all/exports");
    copyAll(playground.path("protectors"), "all/copies");
    copyAll(playground.path("keyless"), "all/keyless");
  }

  private void copyAll(Path from, String to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = playground.path(to).resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  /**
   * A long export with two copies of each of so many protectors, a long one that breaks, and a long
   * other file. Most of an export is the space between its objects, which costs less than
   * protectors do.
   */
  private void addLongFiles(String to, int most) throws IOException {
    List<String> entries = new ArrayList<>();
    try (Stream<Path> files = Files.list(FIXTURES.resolve("audit/protectors"))) {
      for (Path file : files.sorted().limit(most).toList()) {
        entries.add(Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
      }
    }
    String between = "\n".repeat((4 << 20) / entries.size() / 2);
    for (String name : List.of("long.json", "long-broken.json")) {
      try (OutputStream out = Files.newOutputStream(playground.path(to + "/" + name))) {
        String before = "[";
        for (int index = 0; index < 2 * entries.size(); index++) {
          String entry = entries.get(index % entries.size());
          out.write(
              (before
                      + "{\"VMName\":\"\\ud800-"
                      + index
                      + "\",\"KeyProtector\":\""
                      + entry
                      + "\"}"
                      + between)
                  .getBytes(StandardCharsets.UTF_8));
          before = ",";
        }
        out.write((name.contains("broken") ? ",{" : "]").getBytes(StandardCharsets.UTF_8));
      }
      assertTrue(Files.size(playground.path(to + "/" + name)) > 4 << 20);
    }
    try (OutputStream out = Files.newOutputStream(playground.path(to + "/disk.vhdx"))) {
      out.write("vhdxfile".getBytes(StandardCharsets.UTF_8));
      out.write(new byte[4 << 20]);
    }
  }

  private void addOddOnes() throws IOException {
    Files.writeString(playground.path("all/empty.json"), "[{\"VMName\":\"a\"}]");
    addMachines();
    if (File.separatorChar == '\\') {
      // Links need a right on Windows, and no name has a line feed.
      return;
    }
    Files.createSymbolicLink(playground.path("all/round"), playground.path("all"));
    Files.createSymbolicLink(
        playground.path("all/link.xml"), playground.path("all/audit/protectors/clean.xml"));
    Files.createSymbolicLink(playground.path("all/nothing"), playground.path("gone"));
    Files.writeString(playground.path("all/odd\nname\\\u001b.txt"), "no protector");
  }

  /** VMs in Hyper-V's own files; of some there are several copies. */
  private void addMachines() throws IOException {
    Path samples = Path.of(System.getProperty("keyward.fixtures"), "vmcx");
    for (String folder : List.of("all/a", "all/z")) {
      Path target = Files.createDirectories(playground.path(folder));
      for (String name : List.of("web-01", "last-known-good-differs", "gen1-03")) {
        Files.copy(samples.resolve(name + ".vmcx"), target.resolve(name + ".vmcx"));
      }
    }
  }

  private static String[] words(Object... parts) {
    List<String> words = new ArrayList<>();
    for (Object part : parts) {
      if (part instanceof List<?> list) {
        list.forEach(word -> words.add((String) word));
      } else {
        words.add((String) part);
      }
    }
    return words.toArray(String[]::new);
  }

  private List<String> shards(int of, Object... what) {
    List<String> files = new ArrayList<>();
    for (int number = 1; number <= of; number++) {
      String file = "shard-" + of + "-" + number + ".jsonl";
      Run run =
          playground.run(
              words(
                  "audit",
                  List.of(words(what)),
                  "--shard",
                  number + "/" + of,
                  "--now",
                  AT,
                  "-o",
                  file,
                  "--force"));
      assertEquals(0, run.exit(), run.err());
      files.add(file);
    }
    Collections.shuffle(files, new Random(of));
    return files;
  }

  private static List<String> reports(String name) {
    return REPORTS.stream().flatMap(form -> Stream.of("--report", name + "." + form)).toList();
  }

  private void requireSame(int of, Object... what) throws IOException {
    Run one = playground.run(words("audit", List.of(words(what)), reports("one"), "--force"));
    List<String> shards = shards(of, what);
    Run merged = playground.run(words("audit", "merge", shards, reports("merged"), "--force"));
    assertEquals(one.out(), merged.out());
    assertEquals(one.err(), merged.err());
    assertEquals(one.exit(), merged.exit());
    for (String form : REPORTS) {
      assertArrayEquals(playground.bytes("one." + form), playground.bytes("merged." + form), form);
    }
    Run json = playground.run(words("audit", "merge", shards, "--output", "json"));
    assertEquals(new String(playground.bytes("one.json"), StandardCharsets.UTF_8), json.out());
  }

  @Test
  void threeShardsGiveTheReportsOfOneAudit() throws IOException {
    requireSameOfLongFiles(3);
  }

  @Test
  void oneShardGivesTheReportsOfOneAudit() throws IOException {
    addOddOnes();
    requireSame(1, "all", "missing", List.of("--guardians", "all/audit/guardians"));
  }

  @ParameterizedTest
  @Tag("soak")
  @ValueSource(ints = {1, 2, 4, 5, 7, 16})
  void moreNumbersOfShardsGiveTheReportsOfOneAudit(int of) throws IOException {
    requireSameOfLongFiles(of);
  }

  private void requireSameOfLongFiles(int of) throws IOException {
    addLongFiles("all", MANY);
    addOddOnes();
    List<String> judged = List.of("--guardians", "all/audit/guardians", "--within", "30d");
    Files.createDirectory(playground.path("other"));
    for (String file : List.of("audit/export.json", "long.json")) {
      Path name = Path.of(file).getFileName();
      Files.copy(playground.path("all/" + file), playground.path("other/" + name));
    }
    requireSame(of, "all", "missing", "other/export.json", "other/long.json", judged);
  }

  @Test
  void fourShardsGiveTheReportsOfOneAuditByAPolicy() throws IOException {
    addOddOnes();
    requireSame(
        4,
        "all",
        List.of("--guardians", "all/audit/guardians", "--policy", "all/audit/policy.yaml"));
  }

  @Test
  void aRuleThatFitsNothingOfAnyShardIsTold() throws IOException {
    Files.writeString(
        playground.path("rules.yaml"),
        """
        schema: keyward.audit-policy/1
        guardians: {forbidden: ['sha256:%s']}
        groups:
          - {name: web, vms: [app-vm, hgs-vm, 'nobody-*'], folders: ['*', bremen]}
        """
            .replace("%s", "ab".repeat(32)));
    requireSame(3, "all/copies", List.of("--policy", "rules.yaml"));
    String merged = new String(playground.bytes("merged.json"), StandardCharsets.UTF_8);
    for (String rule : List.of("nobody-*", "in bremen", "fingerprint sha256:abab")) {
      assertTrue(merged.contains(rule), rule);
    }
    assertFalse(merged.contains("no VM is called app-vm"), merged);
  }

  @Test
  void aDiskThatGrowsBetweenTwoShardsChangesNothing() throws IOException {
    addLongFiles("all/copies", FEW);
    String first = other("first", "all/copies", "--shard", "1/2", "--now", AT);
    Files.write(playground.path("all/copies/disk.vhdx"), new byte[1], StandardOpenOption.APPEND);
    String second = other("second", "all/copies", "--shard", "2/2", "--now", AT);
    Run run = playground.run("audit", "merge", first, second);
    assertEquals(1, run.exit(), run.err());
  }

  @Test
  void anExportThatGrowsBetweenTwoShardsIsRefused() throws IOException {
    addLongFiles("all/copies", FEW);
    String first = other("first", "all/copies", "--shard", "1/2", "--now", AT);
    Files.writeString(playground.path("all/copies/long.json"), " ", StandardOpenOption.APPEND);
    String second = other("second", "all/copies", "--shard", "2/2", "--now", AT);
    refused(3, "another reading of the file", List.of(first, second));
  }

  @Test
  void theListingOfMergedShardsIsThatOfOneAudit() throws IOException {
    addLongFiles("all/copies", FEW);
    playground.run("audit", "all/copies", "--sums", "one.sums");
    Run merged =
        playground.run(words("audit", "merge", shards(3, "all/copies"), "--sums", "m.sums"));
    assertEquals(1, merged.exit(), merged.err());
    assertTrue(playground.bytes("one.sums").length > 0);
    assertArrayEquals(playground.bytes("one.sums"), playground.bytes("m.sums"));
    Run two =
        playground.run(
            words("audit", "merge", shards(2, "all/keyless", "all/copies"), "--sums", "two.sums"));
    assertEquals(2, two.exit(), two.err());
    assertFalse(Files.exists(playground.path("two.sums")));
  }

  @Test
  void manyInputsAreSharedLikeAFolder() throws IOException {
    String[] inputs = {"all/copies/app-vm.framed", "all/copies/hgs-vm.xml", "all/audit"};
    requireSame(2, (Object[]) inputs);
    for (String shard : List.of("shard-2-1.jsonl", "shard-2-2.jsonl")) {
      String text = new String(playground.bytes(shard), StandardCharsets.UTF_8);
      assertTrue(text.contains(shard.contains("-1.") ? "app-vm.framed" : "hgs-vm.xml"));
      assertTrue(text.contains("\"protector\":0"), shard);
    }
  }

  @Test
  void moreShardsThanFilesAreAllWhole() throws IOException {
    requireSame(7, "all/audit/protectors/clean.xml");
  }

  @Test
  void theExitCodeIsThatOfOneAudit() throws IOException {
    for (String fail : List.of("error", "warning")) {
      Run one = playground.run("audit", "all/copies/app-vm.framed", "--fail-on", fail);
      List<String> shards = shards(2, "all/copies/app-vm.framed");
      Run merged = playground.run(words("audit", "merge", shards, "--fail-on", fail));
      assertEquals(one.exit(), merged.exit());
    }
    Files.createDirectory(playground.path("none"));
    Run none = playground.run(words("audit", "merge", shards(2, "none")));
    assertEquals(6, none.exit(), none.err());
  }

  @Test
  void theDraftedPolicyIsThatOfOneAudit() {
    Run one = playground.run("audit", "all/copies", "--init-policy");
    Run merged = playground.run(words("audit", "merge", shards(3, "all/copies"), "--init-policy"));
    assertEquals(one.out(), merged.out());
    assertEquals(one.exit(), merged.exit());
  }

  @Test
  void everyLineHasTheFormOfItsSchema() throws IOException {
    addLongFiles("all", FEW);
    addOddOnes();
    List<String> shards =
        shards(2, "all", "--policy", "all/audit/policy.yaml", "--guardians", "all/audit/guardians");
    for (String shard : shards) {
      for (String line : Files.readAllLines(playground.path(shard))) {
        JsonSchemas.check("audit-shard/2", line);
      }
    }
  }

  @Test
  void aShardMayComeFromStandardInputAndGoToStandardOutput() {
    Run second = playground.run("audit", "all/copies", "--shard", "2/2", "--now", AT);
    assertEquals(0, second.exit(), second.err());
    String first =
        shards(2, "all/copies").stream().filter(each -> each.contains("-1.")).findFirst().get();
    Run merged =
        playground
            .setting()
            .stdin(second.out().getBytes(StandardCharsets.UTF_8))
            .run("audit", "merge", "-", first);
    Run one = playground.run("audit", "all/copies");
    assertEquals(one.out(), merged.out());
  }

  private void refused(int exit, String error, List<String> shards) {
    Run run = playground.run(words("audit", "merge", shards, "--report", "refused.csv"));
    assertEquals(exit, run.exit(), run.err());
    assertTrue(run.err().contains(error), run.err());
    assertFalse(Files.exists(playground.path("refused.csv")), error);
  }

  private String other(String name, Object... what) {
    Run run = playground.run(words("audit", List.of(words(what)), "-o", name));
    assertEquals(0, run.exit(), run.err());
    return name;
  }

  @Test
  void whatDoesNotBelongTogetherIsRefused() throws IOException {
    List<String> good = shards(2, "all/copies");
    Collections.sort(good);
    String first = good.get(0);
    refused(3, "no shard 2/2", List.of(first));
    refused(3, "shard 1/2, as in " + first, List.of(first, first));
    List<String> same = List.of("--shard", "2/2");
    List<String> at = List.of("--now", AT);
    refused(
        3,
        "another number of shards",
        List.of(first, other("a", "all/copies", "--shard", "2/3", at)));
    refused(3, "other inputs", List.of(first, other("b", "all/audit", same, at)));
    refused(
        3,
        "other guardians",
        List.of(first, other("c", "all/copies", same, at, "--guardians", "all/audit/guardians")));
    refused(
        3,
        "another policy",
        List.of(
            first,
            other(
                "d",
                "all/copies",
                same,
                at,
                "--policy",
                "all/audit/policy.yaml",
                "--guardians",
                "all/audit/guardians")));
    refused(3, "another --strict", List.of(first, other("h", "all/copies", same, at, "--strict")));
    refused(
        3,
        "another --within",
        List.of(first, other("e", "all/copies", same, at, "--within", "1d")));
    refused(
        3,
        "another moment",
        List.of(first, other("f", "all/copies", same, "--now", "2026-11-23T00:00:01Z")));
    Files.writeString(playground.path("all/copies/zz"), "new");
    refused(3, "other", List.of(first, other("g", "all/copies", same, at)));
    refused(5, "gone", List.of(first, "gone"));
  }

  @Test
  void aShardThatIsNotWholeIsRefused() throws IOException {
    List<String> good = shards(2, "all/audit");
    Collections.sort(good);
    byte[] second = playground.bytes(good.get(1));
    String text = new String(second, StandardCharsets.UTF_8);
    int last = text.lastIndexOf('\n', text.length() - 2) + 1;
    variant(good, text.substring(0, last), "the end of the file");
    variant(good, text.substring(0, text.length() - 1), "a line that is cut off");
    variant(good, text + "{}\n", "content after the end mark");
    variant(good, text.replace("\"version\":6", "\"version\":7"), "version 7");
    variant(good, text.replace("\"version\":6", "\"version\":5"), "another version of Keyward");
    variant(good, "no JSON\n", "bad.jsonl: line 1");
    variant(good, "{\"a\":1}\n", "not a shard of an audit");
    variant(good, "", "bad.jsonl: line 1");
    variant(good, "x".repeat(5 << 20), "more than 4 MiB");
    variant(good, text.replaceFirst("\n", "\n" + "x".repeat(5 << 20) + "\n"), "line 2: a line of");
    variant(good, text.replaceFirst("\n", "\n{\"surprise\":1}\n"), "none of a shard");
    variant(good, text.replaceFirst("\n", "\n{\"forget\":7}\n"), "another number");
    variant(
        good, text.replaceFirst("\"input\":\"all/audit\"", "\"input\":\"b\""), "/input: another");
    variant(
        good, text.replaceFirst("\"file\":\"all/audit/", "\"file\":\"b/"), "/file: another file");
    variant(
        good,
        text.replaceFirst("protector (verify|show) FILE", "protector verify FILE; touch here"),
        "a command that no audit proposes");
  }

  private void variant(List<String> good, String text, String error) throws IOException {
    Files.writeString(playground.path("bad.jsonl"), text);
    refused(3, error, List.of(good.get(0), "bad.jsonl"));
  }

  @Test
  void mutatedShardsEndInDeclaredErrors() throws IOException {
    mutants(40);
  }

  @Test
  @Tag("soak")
  void manyMutatedShardsEndInDeclaredErrors() throws IOException {
    mutants(1500);
  }

  private void mutants(int rounds) throws IOException {
    List<String> good = shards(2, "all/audit");
    Collections.sort(good);
    byte[] second = playground.bytes(good.get(1));
    Random random = new Random(41);
    for (int round = 0; round < rounds; round++) {
      byte[] mutant = second.clone();
      for (int change = random.nextInt(3); change >= 0; change--) {
        int at = random.nextInt(mutant.length);
        switch (random.nextInt(3)) {
          case 0 -> mutant[at] = (byte) random.nextInt(256);
          case 1 -> mutant[at] = (byte) "0123456789{}[]\",:\n".charAt(random.nextInt(18));
          default -> mutant = Arrays.copyOf(mutant, Math.max(1, at));
        }
      }
      Files.write(playground.path("mutant.jsonl"), mutant);
      Run run = playground.run("audit", "merge", good.get(0), "mutant.jsonl");
      assertTrue(List.of(0, 1, 3, 5).contains(run.exit()), round + ": " + run.err());
      assertFalse(run.err().contains("\u001b"), run.err());
    }
  }

  /** Two sites export under the same names: one share of each is no audit. */
  private Run mergedSites(String a, String b) throws IOException {
    for (String site : List.of("a", "b")) {
      Files.createDirectories(playground.path(site + "/all"));
      Files.write(
          playground.path(site + "/all/dc01.xml"), playground.bytes("protectors/hgs-vm.xml"));
      Files.writeString(playground.path(site + "/all/notes.txt"), site.equals("a") ? a : b);
    }
    List<String> files = new ArrayList<>();
    for (String site : List.of("a", "b")) {
      String share = (site.equals("a") ? "1" : "2") + "/2";
      Files.move(playground.path(site + "/all"), playground.path("site"));
      Run run =
          playground.run(
              "audit", "site", "--shard", share, "--now", AT, "-o", site + ".jsonl", "--force");
      assertEquals(0, run.exit(), run.err());
      Files.move(playground.path("site"), playground.path(site + "/all"));
      files.add(site + ".jsonl");
    }
    return playground.run(words("audit", "merge", files));
  }

  @Test
  void aShareOfAnotherSiteIsRefusedByTheSizesOfItsFiles() throws IOException {
    Run run = mergedSites("short", "longer");
    assertEquals(3, run.exit(), run.out());
    assertTrue(run.err().contains("other files, or other sizes, than in"), run.err());
  }

  @Test
  void aShareOfAnotherSiteIsRefusedByWhatItsFilesHold() throws IOException {
    Run run = mergedSites("berlin", "bremen");
    assertEquals(3, run.exit(), run.out());
    assertTrue(run.err().contains("other content in some files than in"), run.err());
  }

  @Test
  void sharesOfOneSiteAreMergedWhereverTheyWereMade() throws IOException {
    Run run = mergedSites("berlin", "berlin");
    assertEquals(0, run.exit(), run.err());
  }

  /** Transcripts merge those of version 5; {@code -Dkeyward.golden=rewrite} makes these again. */
  @Test
  void theShardsOfTheFixturesAreMadeAsTheyAreNow() throws IOException {
    Path kept = FIXTURES.resolve("store-test-only/shards-version-6");
    for (String name : List.of("one", "two")) {
      String share = (name.equals("one") ? "1" : "2") + "/2";
      List<String> shard = List.of("--shard", share, "--now", AT, "-o", name + ".jsonl");
      List<String> what =
          List.of("protectors/hgs-vm.xml", "protectors/tampered.xml", "protectors/export.json");
      assertEquals(0, playground.run(words("audit", what, shard)).exit());
      byte[] made = inOnePlace(playground.bytes(name + ".jsonl"));
      Path file = kept.resolve(name + ".jsonl");
      if ("rewrite".equals(System.getProperty("keyward.golden"))) {
        Files.createDirectories(kept);
        Files.write(file, made);
      }
      assertArrayEquals(Files.readAllBytes(file), made, name);
    }
  }

  /** The same shard of a store that lies where the fixtures say. */
  private byte[] inOnePlace(byte[] shard) {
    String store = playground.path("store").toString().replace("\\", "\\\\");
    return new String(shard, StandardCharsets.UTF_8)
        .replace(store, "/srv/keyward/store")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void shardsOfAnOlderKeywardAreMergedWithTheirLike() {
    Run now = mergedIn("shards-version-6");
    Run numbered = mergedIn("shards");
    assertEquals(now.out(), numbered.out());
    assertEquals(now.exit(), numbered.exit());
    Run run = mergedIn("shards-version-1");
    String said =
        now.out()
            .replace(" /srv/keyward/store", "")
            .replace("no command fixes this: ", "")
            .replace("have its owner make a new one", "have its owner make it anew");
    assertEquals(said, run.out());
    assertEquals(now.exit(), run.exit());
  }

  private Run mergedIn(String kept) {
    return playground.run("audit", "merge", kept + "/two.jsonl", kept + "/one.jsonl");
  }

  @Test
  void sharesOfOtherInputsSayWhichDiffer() throws IOException {
    List<String> at = List.of("--shard", "2/2", "--now", AT, "-o");
    List<String> first = shards(2, "protectors/hgs-vm.xml", "protectors/tampered.xml");
    String one = first.stream().filter(each -> each.contains("-1.")).findFirst().orElseThrow();
    String two = "protectors/export.json";
    playground.run(words("audit", "protectors/hgs-vm.xml", two, at, "two.jsonl"));
    String named = "input 2 is " + two + ", and protectors/tampered.xml in " + one;
    refused(3, "other inputs than " + one + ": " + named, List.of(one, "two.jsonl"));
    playground.run(words("audit", "protectors/hgs-vm.xml", at, "less.jsonl"));
    refused(3, "other inputs than " + one + ": 1, not 2", List.of(one, "less.jsonl"));
  }

  @Test
  void sharesWithoutTheNamesOfTheirInputsAreMerged() throws IOException {
    List<String> files = shards(2, "protectors/hgs-vm.xml");
    String merged = playground.run(words("audit", "merge", files)).out();
    for (String file : files) {
      String text = Files.readString(playground.path(file));
      String older = text.replaceFirst(",\"input-paths\":\\[[^\\]]*\\]", "");
      assertNotEquals(text, older);
      Files.writeString(playground.path(file), older);
    }
    Run run = playground.run(words("audit", "merge", files));
    assertEquals(merged, run.out(), run.err());
  }

  @Test
  void wrongUsageIsTold() {
    assertTrue(Run.of("audit", "all", "--shard", "1/2").err().contains("--shard needs --now"));
    for (String shard : List.of("0/2", "3/2", "1", "1/1001", "a/b", "1/2/3", "-1/2")) {
      usage("expected I/N", "audit", "all", "--shard=" + shard, "--now", AT);
    }
    usage(
        "--report does not go", "audit", "all", "--shard", "1/2", "--now", AT, "--report", "a.csv");
    usage(
        "--fail-on does not go",
        "audit",
        "all",
        "--shard",
        "1/2",
        "--now",
        AT,
        "--fail-on",
        "error");
    usage("--init-policy does not", "audit", "all", "--shard", "1/2", "--now", AT, "--init-policy");
    usage("missing FILE", "audit", "merge");
    usage("--out goes with", "audit", "merge", "a", "-o", "b");
  }

  private void usage(String error, String... words) {
    Run run = playground.run(words);
    assertEquals(2, run.exit(), run.err());
    assertTrue(run.err().contains(error), run.err());
  }

  @Test
  void aFolderThatIsCalledMergeIsNamedByItsPath() throws IOException {
    copyAll(FIXTURES.resolve("audit/protectors"), "merge");
    assertTrue(playground.run("audit", "./merge").out().contains("read ./merge"));
    assertTrue(playground.run("audit", "--within", "3d", "merge").out().contains("read merge"));
    assertEquals(2, playground.run("audit", "merge").exit());
  }
}
