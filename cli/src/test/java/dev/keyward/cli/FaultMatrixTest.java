package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each file of a store, a service and a host, damaged in each way, before each verb that may use
 * it. The verb gives its right answer or an error that it declares, which says where. It loses
 * nothing, and its advice, or the undamaged file, leads back.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the faults are those of a POSIX disk")
class FaultMatrixTest {

  private static final int IN_THE_GATE = 14;

  /** Where the content of a file is that a link replaced. */
  private static final String ELSEWHERE = "elsewhere";

  /** What happens to a file, or to the disk. */
  private enum Damage {
    CUT,
    EMPTIED,
    FLIPPED,
    OLDER,
    ANOTHERS,
    LINK,
    FOLDER,
    UNREADABLE,
    FULL_DISK
  }

  private static final Map<String, List<String>> VERBS =
      Map.of(
          "store",
          List.of(
              "guardian list",
              "guardian show central-it",
              "protector check vm.kp",
              "protector verify vm.kp --prove",
              "protector create --owner central-it --guardian branch -o new.kp",
              "guardian export central-it -o e.xml",
              "guardian renew central-it --validity-days 4100"),
          FaultWorld.SERVICE,
          List.of(
              "hgs certificate list hgs",
              "hgs host list hgs",
              "hgs metadata hgs -o m.xml",
              "protector check vm.kp --hgs hgs",
              "hgs host remove hgs third",
              "hgs certificate renew hgs " + FaultWorld.ENCRYPTION,
              "hgs certificate disable hgs --force " + FaultWorld.ENCRYPTION,
              "hgs certificate set-primary hgs " + FaultWorld.ENCRYPTION,
              "hgs change-passphrase hgs --new-passphrase-file new.txt",
              "hgs accept-restore hgs --over 9",
              "hgs diff hgs node2",
              "hgs serve hgs --listen 127.0.0.1:0"),
          FaultWorld.HOST,
          List.of(
              "host show host",
              "host test host",
              "host start host app.svm",
              "host init host --renew-identity",
              "host configure"));

  /** Verbs that change what they are about, so that each run prints something else. */
  private static final Set<String> CHANGING =
      Set.of(
          "create",
          "renew",
          "remove",
          "start",
          "test",
          "configure",
          "export",
          "disable",
          "set-primary",
          "change-passphrase",
          "accept-restore");

  /** Neither a number nor a signature tells a changed letter in them from what was there. */
  private static final String PLAIN = ".*(\\.json|\\.properties|\\.jsonl)";

  /** What a host and a service write down on the way, also on the way to an error. */
  private static final String BOOKKEEPING =
      ".*(/lock|/state\\.json|/events\\.jsonl|/unrecorded\\.json|/health/.*|\\.keyward-lock)";

  /** Of its exit codes 70 is a bug, and 2 the user's own mistake. */
  private static final Set<Integer> DECLARED = Set.of(1, 3, 4, 5, 6, 7);

  private final Map<String, Run> right = new HashMap<>();
  private FaultWorld world;

  private record Case(String file, Damage damage, String verb) {}

  @BeforeAll
  void build(@TempDir Path folder) throws Exception {
    world = new FaultWorld(folder);
  }

  @AfterAll
  void end() {
    world.close();
  }

  private List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    for (String file : world.files()) {
      for (Damage damage : Damage.values()) {
        for (String verb : VERBS.get(file.substring(0, file.indexOf('/')))) {
          cases.add(new Case(file, damage, verb));
        }
      }
    }
    return cases;
  }

  @Test
  @Timeout(120)
  void aSampleOfAllDamage() throws Exception {
    List<Case> cases = cases();
    Random random = new Random(22);
    List<String> faults = new ArrayList<>();
    for (int i = 0; i < IN_THE_GATE; i++) {
      faults.addAll(meet(cases.get(random.nextInt(cases.size()))));
    }
    assertEquals(List.of(), faults);
  }

  /** All of them, or with {@code -Dkeyward.matrix} those whose words that expression finds. */
  @Test
  @Tag("soak")
  @Timeout(7200)
  void allDamage() throws Exception {
    Predicate<String> chosen =
        Pattern.compile(System.getProperty("keyward.matrix", "")).asPredicate();
    List<String> faults = new ArrayList<>();
    for (Case each : cases()) {
      if (chosen.test(each.toString())) {
        faults.addAll(meet(each));
      }
    }
    assertEquals(List.of(), faults, () -> String.join("\n", faults));
  }

  /** What the verb gives where nothing is damaged. */
  private Run right(String verb) throws IOException {
    Run known = right.get(verb);
    if (known == null) {
      Path folder = world.copy();
      known = FaultWorld.run(folder, world.line(verb));
      assertTrue(Set.of(0, 1).contains(known.exit()), verb + ": " + known.err());
      Spawned.deleteTree(folder);
      right.put(verb, known);
    }
    return known;
  }

  /** Damages, runs the verb, and says what was wrong with what it did. */
  private List<String> meet(Case each) throws IOException {
    Run right = right(each.verb());
    Path folder = world.copy();
    try {
      Optional<Run> run = damaged(each, folder);
      return run.isPresent() ? judge(each, folder, run.get(), right) : List.of();
    } finally {
      Spawned.deleteTree(folder);
    }
  }

  /** Empty where the file has no such damage. */
  private Optional<Run> damaged(Case each, Path folder) throws IOException {
    Path file = folder.resolve(each.file());
    String line = world.line(each.verb());
    byte[] content = world.content(each.file());
    if (each.damage() == Damage.UNREADABLE) {
      FaultyDisk disk = FaultyDisk.unreadable(folder, Path.of(each.file()));
      return Optional.of(FaultWorld.run(folder, disk, line));
    }
    if (each.damage() == Damage.FULL_DISK) {
      return Optional.of(FaultWorld.run(folder, FaultyDisk.full(folder), line));
    }
    if (each.damage() == Damage.LINK || each.damage() == Damage.FOLDER) {
      replaceByOther(file, each.damage(), folder.resolve(ELSEWHERE));
      return Optional.of(FaultWorld.run(folder, line));
    }
    Optional<byte[]> changed =
        switch (each.damage()) {
          case CUT -> Optional.of(Arrays.copyOf(content, content.length / 2));
          case EMPTIED -> Optional.of(new byte[0]);
          case FLIPPED -> Optional.of(flipped(content));
          case OLDER -> world.older(each.file());
          default -> world.anothers(each.file());
        };
    if (changed.isEmpty()) {
      return Optional.empty();
    }
    Files.write(file, changed.get());
    return Optional.of(FaultWorld.run(folder, line));
  }

  /** With a file of the same content that is somewhere else, or with a folder that is not empty. */
  private static void replaceByOther(Path file, Damage damage, Path elsewhere) throws IOException {
    Files.move(file, elsewhere);
    if (damage == Damage.LINK) {
      Files.createSymbolicLink(file, elsewhere);
    } else {
      Files.createDirectory(file);
      Files.writeString(file.resolve("inside"), "inside");
    }
  }

  private static byte[] flipped(byte[] content) {
    byte[] flipped = content.clone();
    if (flipped.length > 0) {
      flipped[flipped.length / 2] ^= 1;
    }
    return flipped;
  }

  private List<String> judge(Case each, Path folder, Run run, Run right) throws IOException {
    Path elsewhere = folder.resolve(ELSEWHERE);
    if (Files.exists(elsewhere)
        && !Arrays.equals(Files.readAllBytes(elsewhere), world.content(each.file()))) {
      return List.of(each + ": written through a link");
    }
    if (run.exit() == right.exit()) {
      boolean same = run.out().equals(right.out());
      return same || warns(each, run) || !isComparable(each)
          ? List.of()
          : List.of(each + ": another answer: " + run.out());
    }
    List<String> faults = new ArrayList<>();
    if (!DECLARED.contains(run.exit()) || !run.err().contains("keyward: error: ")) {
      faults.add(each + ": exit " + run.exit() + ": " + run.out() + run.err());
    } else if (!saysWhere(each, folder, run.err())) {
      faults.add(each + ": does not say where: " + run.err());
    }
    faults.addAll(lost(each, folder));
    leadBack(each, folder, run, right).ifPresent(faults::add);
    return faults;
  }

  /** Whether it says that something is damaged, or names the file that is, by its folder. */
  private static boolean warns(Case each, Run run) {
    String inFolder = each.file().replaceFirst(".*/(?=[^/]*/[^/]*$)", "");
    return run.out().contains("DAMAGED")
        || Stream.of("DAMAGED", "is damaged", inFolder).anyMatch(run.err()::contains);
  }

  private static boolean isComparable(Case each) {
    boolean changing = CHANGING.stream().anyMatch(word -> each.verb().contains(word));
    boolean whole =
        each.damage() == Damage.OLDER
            || each.damage() == Damage.ANOTHERS
            || each.file().matches(PLAIN);
    return !changing && !whole;
  }

  /**
   * By the file, or by what a user knows of it: the guardian, the folder, or what was to be made.
   */
  private static boolean saysWhere(Case each, Path folder, String err) {
    List<String> names = new ArrayList<>(List.of("app.svm", "vm.kp", "new.kp", "e.xml", "m.xml"));
    names.addAll(List.of(each.file().split("/")));
    names.add("primary http");
    // What is looked at early is the folder, which the error names.
    names.add("no space left on device");
    if (each.damage() == Damage.FULL_DISK) {
      names.add(folder.getFileName() + ": no space left");
    }
    return names.stream().anyMatch(err::contains);
  }

  /** An error leaves all other files as they were. */
  private List<String> lost(Case each, Path folder) throws IOException {
    List<String> lost = new ArrayList<>();
    TreeMap<String, byte[]> after = FaultWorld.snapshot(folder);
    for (Map.Entry<String, byte[]> before : world.snapshot().entrySet()) {
      String name = before.getKey();
      boolean same = after.containsKey(name) && Arrays.equals(after.get(name), before.getValue());
      boolean meant = each.verb().contains("--renew-identity") && name.endsWith("identity.pem");
      if (!same && !meant && !name.equals(each.file()) && !name.matches(BOOKKEEPING)) {
        lost.add(each + ": lost or changed: " + name);
      }
    }
    return lost;
  }

  /** Does what the error says, or puts the file back, and runs the verb again. */
  private Optional<String> leadBack(Case each, Path folder, Run run, Run right) throws IOException {
    String again = world.line(each.verb());
    if (run.err().contains("--renew-identity makes")) {
      FaultWorld.run(folder, "host init host --renew-identity");
    } else if (run.err().contains("keyward host configure writes it again")) {
      FaultWorld.run(folder, world.line("host configure"));
    } else if (run.err().contains("--accept-rollback starts it")) {
      again = again + " --accept-rollback";
    } else {
      Path file = folder.resolve(each.file());
      boolean other = Files.isSymbolicLink(file) || Files.isDirectory(file);
      if (other) {
        Spawned.deleteTree(file);
      }
      Files.write(file, world.content(each.file()));
    }
    Run second = FaultWorld.run(folder, again);
    return second.exit() == right.exit()
        ? Optional.empty()
        : Optional.of(each + ": no way back: " + run.err() + second.err());
  }
}
