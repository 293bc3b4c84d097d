package dev.keyward.audit.diff;

import dev.keyward.audit.diff.DiffCounts.State;
import dev.keyward.audit.diff.ReportText.Found;
import dev.keyward.audit.diff.ReportText.Member;
import dev.keyward.audit.diff.ReportText.Row;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * Two audits of VMs whose names, ids, folders and guardians are drawn by chance, and what is true
 * of them, found the slow and obvious way: by comparing every two rows.
 */
final class DiffWorld {

  private static final String[] NAMES = {"web", "Web", "db", "app"};
  private static final String[] FOLDERS = {"", "a/", "b/"};
  private static final int KEYS = 4;

  private final Random random;
  private final List<Vm> earlier = new ArrayList<>();
  private final List<Vm> later = new ArrayList<>();
  private final Map<State, Integer> findings = new EnumMap<>(State.class);
  private final boolean hasKeys;

  /** A row of one audit: what it is, and who can open it by the numbers of their keys. */
  private static final class Vm {
    private final boolean entry;
    private final String folder;
    private final String name;
    private final Optional<String> id;
    private final int owner;
    private final Set<Integer> guardians;
    private final List<String> findings;
    private int number;
    private Optional<Vm> partner = Optional.empty();
    private boolean ambiguous;

    Vm(Random random) {
      entry = random.nextInt(3) == 0;
      folder = entry ? "" : FOLDERS[random.nextInt(FOLDERS.length)];
      name = NAMES[random.nextInt(NAMES.length)];
      id = random.nextInt(3) == 0 ? Optional.of("" + random.nextInt(3)) : Optional.empty();
      owner = random.nextInt(KEYS);
      guardians = new TreeSet<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        guardians.add(random.nextInt(KEYS));
      }
      guardians.remove(owner);
      findings = new ArrayList<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        findings.add("finding " + random.nextInt(3) + " about " + owner);
      }
    }

    String folded() {
      return name.toLowerCase(Locale.ROOT);
    }

    String path() {
      return entry ? "export" : folder + folded();
    }

    boolean isFree() {
      return partner.isEmpty();
    }

    boolean isOpen() {
      return isFree() && !ambiguous;
    }
  }

  DiffWorld(long seed) {
    random = new Random(seed);
    hasKeys = random.nextInt(4) > 0;
    fill(earlier);
    fill(later);
    match();
  }

  private void fill(List<Vm> side) {
    List<Vm> drawn = new ArrayList<>();
    for (int i = random.nextInt(7); i > 0; i--) {
      drawn.add(new Vm(random));
    }
    // Two files cannot lie at one place.
    Set<String> places = new HashSet<>();
    for (Vm vm : drawn) {
      if (vm.entry || places.add(vm.folder + vm.name)) {
        vm.number = side.size();
        side.add(vm);
      }
    }
  }

  /** Whether these ids speak against it. */
  private static boolean mayBeSame(Vm one, Vm other) {
    return one.id.isEmpty() || other.id.isEmpty() || one.id.equals(other.id);
  }

  private static boolean sameId(Vm one, Vm other) {
    return one.id.isPresent() && one.id.equals(other.id);
  }

  private static boolean sameName(Vm one, Vm other) {
    return one.folded().equals(other.folded());
  }

  private static boolean samePath(Vm one, Vm other) {
    return sameName(one, other) && one.path().equals(other.path());
  }

  private void match() {
    List<BiPredicate<Vm, Vm>> ways =
        List.of(
            DiffWorld::sameId,
            (one, other) -> sameId(one, other) && sameName(one, other),
            (one, other) -> sameId(one, other) && samePath(one, other),
            (one, other) -> oneHasNoId(one, other) && sameName(one, other),
            (one, other) -> oneHasNoId(one, other) && samePath(one, other));
    for (BiPredicate<Vm, Vm> way : ways) {
      Map<Vm, Vm> pairs = new LinkedHashMap<>();
      for (Vm one : earlier) {
        List<Vm> candidates = candidates(one, later, way);
        if (candidates.size() == 1
            && candidates(candidates.get(0), earlier, (x, y) -> way.test(y, x)).size() == 1) {
          pairs.put(one, candidates.get(0));
        }
      }
      pairs.forEach(
          (one, other) -> {
            one.partner = Optional.of(other);
            other.partner = Optional.of(one);
          });
    }
    // An id says more than a name: whom it leaves open, a name does not join with others.
    ambiguous(DiffWorld::sameId);
    ambiguous((one, other) -> sameName(one, other) && mayBeSame(one, other));
  }

  private void ambiguous(BiPredicate<Vm, Vm> way) {
    Set<Vm> found = new HashSet<>();
    for (Vm one : earlier) {
      for (Vm other : later) {
        if (one.isOpen() && other.isOpen() && way.test(one, other)) {
          found.add(one);
          found.add(other);
        }
      }
    }
    found.forEach(vm -> vm.ambiguous = true);
  }

  private static boolean oneHasNoId(Vm one, Vm other) {
    return one.id.isEmpty() || other.id.isEmpty();
  }

  private static List<Vm> candidates(Vm of, List<Vm> all, BiPredicate<Vm, Vm> way) {
    return of.isFree()
        ? all.stream().filter(Vm::isFree).filter(each -> way.test(of, each)).toList()
        : List.of();
  }

  ReportText before() {
    return report("jan", earlier, hasKeys, "old");
  }

  ReportText after() {
    return report("feb", later, true, "new");
  }

  /** What a report calls the guardian with this key. */
  private static String label(int key, String side) {
    return "guardian-" + side + "-" + key;
  }

  private static ReportText report(String input, List<Vm> rows, boolean keys, String side) {
    ReportText report = new ReportText(input);
    for (int key = 0; key < KEYS; key++) {
      report.members(List.of(new Member(label(key, side), key, 0)));
    }
    if (!keys) {
      report.withoutKeys();
    }
    rows.forEach(vm -> report.row(row(input, vm, side)));
    return report;
  }

  private static String file(String input, Vm vm) {
    return vm.entry ? input + "/export.json" : input + "/" + vm.folder + vm.name + ".kp";
  }

  private static Row row(String input, Vm vm, String side) {
    return new Row(
        file(input, vm),
        vm.entry ? Optional.of(vm.number) : Optional.empty(),
        vm.entry ? vm.name : vm.folder + vm.name,
        vm.id,
        label(vm.owner, side),
        vm.guardians.stream().map(key -> label(key, side)).toList(),
        side + vm.number,
        vm.findings.stream().map(text -> found(text, vm, side)).toList());
  }

  private static Found found(String text, Vm vm, String side) {
    return new Found("delegated", "warning", said(text, vm, side));
  }

  /** A finding tells the owner by the label of its audit. */
  private static String said(String text, Vm vm, String side) {
    return text.replace("about " + vm.owner, "about " + label(vm.owner, side));
  }

  /** What is to be said, in the order of the rows. */
  List<String> rows() {
    List<String> rows = new ArrayList<>();
    Map<String, List<String>> groups = new HashMap<>();
    for (Vm vm : earlier) {
      if (vm.isFree() && vm.ambiguous) {
        groups.computeIfAbsent(group(vm, later), of -> new ArrayList<>()).addAll(vm.findings);
      }
    }
    for (Vm vm : later) {
      if (vm.partner.isPresent()) {
        rows.add(both(vm.partner.get(), vm));
      } else {
        List<String> left =
            vm.ambiguous ? groups.getOrDefault(group(vm, earlier), List.of()) : List.of();
        List<String> had = vm.ambiguous ? left : new ArrayList<>();
        rows.add(line(vm.ambiguous ? "ambiguous" : "new", "feb", vm) + fresh(vm, had));
      }
    }
    for (Vm vm : earlier) {
      if (vm.isFree() && !vm.ambiguous) {
        rows.add(line("gone", "jan", vm));
        count(State.GONE, vm.findings.size());
      } else if (vm.isFree()) {
        List<String> left = groups.get(group(vm, later));
        List<String> solved = new ArrayList<>();
        vm.findings.stream().filter(left::remove).forEach(solved::add);
        rows.add(line("ambiguous", "jan", vm) + texts(" solved:", solved, vm, "old"));
        count(State.SOLVED, solved.size());
      }
    }
    return rows;
  }

  /** Rows are ambiguous by their id where the other side has it, else by their name. */
  private static String group(Vm vm, List<Vm> others) {
    boolean byId = others.stream().anyMatch(each -> each.isFree() && sameId(vm, each));
    return byId ? "id " + vm.id : "name " + vm.folded();
  }

  private void count(State state, int count) {
    findings.merge(state, count, Integer::sum);
  }

  private static String line(String change, String input, Vm vm) {
    return change + " " + file(input, vm) + (vm.entry ? " #" + vm.number : "");
  }

  /** The new findings; what is in {@code had} lasts, and is taken from there. */
  private String fresh(Vm vm, List<String> had) {
    List<String> fresh = new ArrayList<>();
    for (String text : vm.findings) {
      if (had.remove(text)) {
        count(State.UNCHANGED, 1);
      } else {
        fresh.add(text);
      }
    }
    count(State.NEW, fresh.size());
    return texts(" new:", fresh, vm, "new");
  }

  private static String texts(String what, List<String> all, Vm vm, String side) {
    return all.stream()
        .map(text -> said(text, vm, side))
        .sorted()
        .map(text -> what + text)
        .collect(Collectors.joining());
  }

  private String both(Vm before, Vm after) {
    Set<Integer> was = new TreeSet<>(before.guardians);
    was.add(before.owner);
    Set<Integer> is = new TreeSet<>(after.guardians);
    is.add(after.owner);
    StringBuilder turn = new StringBuilder(before.owner == after.owner ? "" : " owner");
    is.stream()
        .filter(key -> !was.contains(key))
        .forEach(key -> turn.append(" +").append(key(key)));
    was.stream()
        .filter(key -> !is.contains(key))
        .forEach(key -> turn.append(" -").append(key(key)));
    List<String> left = new ArrayList<>(before.findings);
    String fresh = fresh(after, left);
    count(State.SOLVED, left.size());
    String rest = turn + fresh + texts(" solved:", left, before, "old");
    return line(rest.isEmpty() ? "unchanged" : "changed", "feb", after) + rest;
  }

  private static String key(int key) {
    return KeptDiff.key(key);
  }

  /** How many findings there are of each state; after {@link #rows}. */
  Map<State, Integer> findings() {
    return findings;
  }
}
