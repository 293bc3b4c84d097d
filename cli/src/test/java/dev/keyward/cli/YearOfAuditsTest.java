package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A year in which guardians are let in and taken out, protectors are made again, VMs come, go and
 * move, and the certificates of one guardian end. Every comparison of two months says what was done
 * in between, and nothing else.
 */
@Tag("soak")
class YearOfAuditsTest {

  private static final int MACHINES = Integer.getInteger("keyward.audit.year", 500);
  private static final int MONTHS = 12;
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final int DAYS_OF_SHORT = 200;
  private static final String SHORT = "hgs-3";
  private static final List<String> LASTING = List.of("hgs-1", "hgs-2");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private final Random random = new Random(31);
  private final Map<String, Machine> machines = new TreeMap<>();
  private Instant now = BEGIN;
  private int made;

  /** A VM: where its file lies, who owns it, and who else can open it. */
  private record Machine(String folder, String owner, Set<String> guardians) {

    /** The kinds of findings that its audit has at this time. */
    Set<String> findings(Instant time) {
      Set<String> codes = new TreeSet<>();
      Instant end = BEGIN.plus(Duration.ofDays(DAYS_OF_SHORT));
      if (guardians.isEmpty()) {
        codes.add("owner-only");
      }
      if (guardians.contains(SHORT) && !time.isBefore(end)) {
        codes.add("expired");
      } else if (guardians.contains(SHORT) && !time.isBefore(end.minus(Duration.ofDays(90)))) {
        codes.add("expiring");
      }
      return codes;
    }

    Machine with(Collection<String> others) {
      return new Machine(folder, owner, new TreeSet<>(others));
    }

    Machine in(String other) {
      return new Machine(other, owner, guardians);
    }
  }

  private void run(int exit, String... words) {
    Run run =
        Run.in(folder)
            .at(now)
            .variables(
                Map.of(
                    "KEYWARD_STORE",
                    folder.resolve("store").toString(),
                    "PASS",
                    "a passphrase for tests"))
            .run(words);
    assertEquals(exit, run.exit(), run.err());
  }

  private void done(Stream<String> words) {
    Stream<String> all = Stream.concat(words, Stream.of("--quiet", "--passphrase-env", "PASS"));
    run(0, all.toArray(String[]::new));
  }

  private Path file(String name) {
    return folder.resolve("vms").resolve(machines.get(name).folder()).resolve(name + ".xml");
  }

  /** Makes the protectors of these VMs, in the place of those that they have. */
  private void make(Collection<String> names) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String name : names) {
      Machine machine = machines.get(name);
      lines.add(
          String.format(
              Locale.ROOT,
              "{\"id\":\"%s\",\"owner\":\"%s\",\"guardians\":[%s]}",
              name,
              machine.owner(),
              machine.guardians().stream()
                  .map(each -> "\"" + each + "\"")
                  .collect(Collectors.joining(","))));
    }
    Files.write(folder.resolve("batch.jsonl"), lines);
    done(
        Stream.of(
            "protector", "create", "--batch", "batch.jsonl", "--out-dir", "made", "--remake"));
    for (String name : names) {
      Files.createDirectories(file(name).getParent());
      Files.deleteIfExists(file(name));
      Files.move(folder.resolve("made/" + name + ".xml"), file(name));
    }
  }

  private List<String> some(int count) {
    List<String> names = new ArrayList<>(machines.keySet());
    Collections.shuffle(names, random);
    return names.subList(0, count);
  }

  private List<String> added(int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = String.format(Locale.ROOT, "vm-%04d", made++);
      Set<String> guardians = new TreeSet<>();
      for (String each : List.of("hgs-1", "hgs-2", SHORT)) {
        if (random.nextBoolean() && (!each.equals(SHORT) || isShortCurrent())) {
          guardians.add(each);
        }
      }
      String site = "site-" + random.nextInt(5);
      machines.put(name, new Machine(site, random.nextBoolean() ? "it-a" : "it-b", guardians));
      names.add(name);
    }
    return names;
  }

  private boolean isShortCurrent() {
    return now.isBefore(BEGIN.plus(Duration.ofDays(DAYS_OF_SHORT)));
  }

  private void edit(String verb, String guardian, Collection<String> names) {
    if (!names.isEmpty()) {
      done(
          Stream.of(
                  Stream.of("protector", verb),
                  names.stream().map(each -> file(each).toString()),
                  Stream.of("--guardian", guardian, "--in-place"))
              .flatMap(each -> each));
    }
  }

  /** What happens in a month. */
  private void month() throws IOException {
    for (String guardian : LASTING) {
      List<String> without =
          some(12).stream()
              .filter(each -> !machines.get(each).guardians().contains(guardian))
              .toList();
      edit("grant", guardian, without);
      without.forEach(each -> change(each, guardian, true));
    }
    for (String guardian : List.of("hgs-1", SHORT)) {
      List<String> with =
          some(15).stream()
              .filter(each -> machines.get(each).guardians().contains(guardian))
              .toList();
      edit("revoke", guardian, with);
      with.forEach(each -> change(each, guardian, false));
    }
    // Those with the guardian whose certificates ended cannot be made again.
    make(
        some(20).stream().filter(each -> !machines.get(each).guardians().contains(SHORT)).toList());
    for (String name : some(8)) {
      Path before = file(name);
      machines.put(name, machines.get(name).in("moved-" + random.nextInt(3)));
      Files.createDirectories(file(name).getParent());
      Files.move(before, file(name));
    }
    for (String name : some(4)) {
      Files.delete(file(name));
      machines.remove(name);
    }
    make(added(6));
  }

  private void change(String name, String guardian, boolean in) {
    Set<String> guardians = new HashSet<>(machines.get(name).guardians());
    if (in) {
      guardians.add(guardian);
    } else {
      guardians.remove(guardian);
    }
    machines.put(name, machines.get(name).with(guardians));
  }

  private void audit(int month) throws IOException {
    // Next month the folder has another name.
    Path renamed = folder.resolve("month-" + month);
    Files.move(folder.resolve("vms"), renamed);
    Run run =
        Run.in(folder)
            .at(now)
            .variables(Map.of("KEYWARD_STORE", folder.resolve("store").toString()))
            .run("audit", "month-" + month, "--report", month + ".json", "--quiet");
    assertEquals(
        machines.values().stream().anyMatch(each -> each.findings(now).contains("expired")) ? 1 : 0,
        run.exit(),
        run.err());
    Files.move(renamed, folder.resolve("vms"));
  }

  /** What a comparison has to say of a VM; nothing where it is unchanged. */
  private static String expected(Machine before, Machine after, Instant then, Instant time) {
    Set<String> was = before == null ? Set.of() : before.findings(then);
    Set<String> is = after == null ? Set.of() : after.findings(time);
    List<String> parts = new ArrayList<>();
    if (before != null && after != null) {
      without(after.guardians(), before.guardians()).forEach(each -> parts.add("+" + each));
      without(before.guardians(), after.guardians()).forEach(each -> parts.add("-" + each));
    }
    without(is, was).forEach(each -> parts.add("new " + each));
    without(was, is).forEach(each -> parts.add((after == null ? "gone " : "solved ") + each));
    String change = before == null ? "new" : after == null ? "gone" : "changed";
    return change.equals("changed") && parts.isEmpty()
        ? ""
        : change + parts.stream().sorted().collect(Collectors.joining(", ", " ", ""));
  }

  private static Set<String> without(Set<String> all, Set<String> others) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(others);
    return rest;
  }

  private static String said(JsonNode protector) {
    Set<String> parts = new TreeSet<>();
    protector.at("/set/letIn").forEach(each -> parts.add("+" + each.get("label").asText()));
    protector.at("/set/takenOut").forEach(each -> parts.add("-" + each.get("label").asText()));
    protector
        .get("findings")
        .forEach(each -> parts.add(each.get("state").asText() + " " + each.get("code").asText()));
    return protector.get("change").asText()
        + parts.stream().collect(Collectors.joining(", ", " ", ""));
  }

  private Map<String, String> compared(int before, int after) throws IOException {
    Run run =
        Run.in(folder)
            .at(now)
            .run("audit", "diff", before + ".json", after + ".json", "--output", "json");
    assertEquals(0, run.exit(), run.err());
    JsonNode data = JSON.readTree(run.out()).get("data");
    Map<String, String> said = new TreeMap<>();
    for (JsonNode each : data.get("protectors")) {
      String vm = each.get("vm").asText();
      said.put(vm.substring(vm.lastIndexOf('/') + 1), said(each));
    }
    assertEquals(
        machines.size(),
        data.at("/counts/protectors/unchanged").asInt()
            + data.at("/counts/protectors/changed").asInt()
            + data.at("/counts/protectors/new").asInt());
    return said;
  }

  @Test
  void everyComparisonOfTwoMonthsSaysWhatWasDone() throws IOException {
    for (String name : List.of("it-a", "it-b", "hgs-1", "hgs-2")) {
      done(Stream.of("guardian", "create", name, "--key-size", "2048"));
    }
    done(Stream.of("guardian", "create", SHORT, "--key-size", "2048", "--validity-days", "200"));
    make(added(MACHINES));
    audit(0);
    int changes = 0;
    for (int month = 1; month <= MONTHS; month++) {
      Map<String, Machine> before = new TreeMap<>(machines);
      Instant then = now;
      now = BEGIN.plus(Duration.ofDays(30L * month));
      month();
      audit(month);
      Map<String, String> expected = new TreeMap<>();
      Set<String> names = new TreeSet<>(before.keySet());
      names.addAll(machines.keySet());
      for (String name : names) {
        String text = expected(before.get(name), machines.get(name), then, now);
        if (!text.isEmpty()) {
          expected.put(name, text);
        }
      }
      assertEquals(expected, compared(month - 1, month), "month " + month);
      changes += expected.size();
    }
    System.out.println(changes + " changes in " + MONTHS + " months of " + MACHINES + " VMs");
  }
}
