package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keyward.KeywardException;
import dev.keyward.cli.YearPolicy.State;
import dev.keyward.cli.YearVm.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
 * A year in which guardians are let in and taken out, services roll protectors, owners make them
 * again, VMs come, go and move, the certificates of one guardian end, and risks are accepted until
 * a day. Every comparison of two months says what was done in between, and nothing else.
 */
@Tag("soak")
class YearOfAuditsTest {

  private static final int MACHINES = Integer.getInteger("keyward.audit.year", 500);
  private static final int MONTHS = 12;
  private static final String SHORT = YearVm.SHORT;
  private static final List<String> LASTING = List.of("hgs-1", "hgs-2");
  private static final String PASSPHRASE = "a passphrase for tests";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private final Random random = new Random(31);
  private final Map<String, YearVm> machines = new TreeMap<>();
  private final Map<String, RollingHgs> services = new TreeMap<>();
  private final Map<String, List<String>> keys = new TreeMap<>();
  private final YearPolicy policy = new YearPolicy(keys);
  private final Map<String, Integer> said = new TreeMap<>();
  private Instant now = YearVm.BEGIN;
  private int made;

  /** What was true in a month. */
  private record Month(Map<String, YearVm> machines, Map<String, Map<Found, State>> findings) {

    State state(String vm, Found found) {
      return findings.getOrDefault(vm, Map.of()).getOrDefault(found, State.NONE);
    }
  }

  private Run run(String... words) {
    return Run.in(folder)
        .at(now)
        .variables(Map.of("KEYWARD_STORE", folder.resolve("store").toString(), "PASS", PASSPHRASE))
        .run(words);
  }

  private void done(Stream<String> words) {
    Stream<String> all = Stream.concat(words, Stream.of("--quiet", "--passphrase-env", "PASS"));
    Run run = run(all.toArray(String[]::new));
    assertEquals(0, run.exit(), run.err());
  }

  private Path file(String name) {
    return folder.resolve("vms").resolve(machines.get(name).folder()).resolve(name + ".xml");
  }

  /** Makes the protectors of these VMs, in the place of those that they have. */
  private void make(Collection<String> names) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String name : names) {
      machines.computeIfPresent(name, (same, machine) -> machine.madeAgain());
      YearVm machine = machines.get(name);
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
    return names.subList(0, Math.min(count, names.size()));
  }

  private List<String> added(int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = String.format(Locale.ROOT, "vm-%04d", made++);
      Set<String> guardians = new TreeSet<>();
      for (String each : List.of("hgs-1", "hgs-2", SHORT)) {
        if (random.nextBoolean() && (!each.equals(SHORT) || YearVm.isShortCurrent(now))) {
          guardians.add(each);
        }
      }
      String site = "site-" + random.nextInt(5);
      String owner = random.nextBoolean() ? "it-a" : "it-b";
      machines.put(name, new YearVm(site, owner, guardians, owner, 0));
      names.add(name);
    }
    return names;
  }

  private void edit(String verb, String guardian, Collection<String> names) {
    if (!names.isEmpty()) {
      done(
          Stream.of(
                  Stream.of("protector", verb),
                  names.stream().map(each -> file(each).toString()),
                  Stream.of("--guardian", guardian, "--in-place", "--accept-sealed-by", "trusted"))
              .flatMap(each -> each));
    }
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

  private boolean has(String name, String guardian) {
    return machines.get(name).guardians().contains(guardian);
  }

  /** What happens in a month. */
  private void month() throws KeywardException, IOException {
    for (String guardian : LASTING) {
      List<String> without = some(12).stream().filter(each -> !has(each, guardian)).toList();
      edit("grant", guardian, without);
      without.forEach(each -> change(each, guardian, true));
    }
    for (String guardian : List.of("hgs-1", SHORT)) {
      List<String> with = some(15).stream().filter(each -> has(each, guardian)).toList();
      edit("revoke", guardian, with);
      with.forEach(each -> change(each, guardian, false));
    }
    // Those with the guardian whose certificates ended cannot be made again.
    make(some(20).stream().filter(each -> !has(each, SHORT)).toList());
    for (String service : LASTING) {
      for (String name : some(20)) {
        if (has(name, service)) {
          services.get(service).roll(file(name), now);
          machines.put(name, machines.get(name).rolledBy(service));
        }
      }
    }
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
    accept();
  }

  /** Accepts some of the findings that there are, each for 1 to 120 days. */
  private void accept() {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    for (String name : some(60)) {
      for (Found found : machines.get(name).findings(now)) {
        if (random.nextInt(3) == 0) {
          policy.accept(name, found, today.plusDays(random.nextInt(120)));
        }
      }
    }
  }

  private Month truth() {
    Map<String, Map<Found, State>> findings = new TreeMap<>();
    machines.forEach(
        (name, machine) -> {
          Map<Found, State> states = new TreeMap<>();
          machine.findings(now).forEach(found -> states.put(found, policy.state(name, found, now)));
          findings.put(name, states);
        });
    return new Month(new TreeMap<>(machines), findings);
  }

  private Month audit(int month) throws IOException {
    // Next month the folder has another name.
    Path renamed = folder.resolve("month-" + month);
    Files.move(folder.resolve("vms"), renamed);
    Files.write(folder.resolve("policy.yaml"), policy.lines());
    Run run =
        run(
            "audit",
            "month-" + month,
            "--policy",
            "policy.yaml",
            "--report",
            month + ".json",
            "--quiet");
    Files.move(renamed, folder.resolve("vms"));
    Month truth = truth();
    boolean fails =
        truth.findings().values().stream()
            .flatMap(states -> states.entrySet().stream())
            .anyMatch(each -> each.getKey().isError() && each.getValue() == State.OPEN);
    assertEquals(fails ? 1 : 0, run.exit(), run.err());
    JsonNode data = JSON.readTree(folder.resolve(month + ".json").toFile()).get("data");
    long unused = 0;
    for (JsonNode finding : data.get("findings")) {
      unused += finding.get("code").asText().equals("accepted-unused") ? 1 : 0;
    }
    assertEquals(policy.unused(machines::get, now), unused, "unused in month " + month);
    return truth;
  }

  /** What a comparison has to say of a VM; nothing where it is unchanged. */
  private static String expected(String name, Month before, Month after) {
    YearVm was = before.machines().get(name);
    YearVm is = after.machines().get(name);
    Set<String> parts = new TreeSet<>();
    if (was != null && is != null) {
      without(is.guardians(), was.guardians()).forEach(each -> parts.add("+" + each));
      without(was.guardians(), is.guardians()).forEach(each -> parts.add("-" + each));
    }
    Set<Found> all = new TreeSet<>(before.findings().getOrDefault(name, Map.of()).keySet());
    all.addAll(after.findings().getOrDefault(name, Map.of()).keySet());
    for (Found found : all) {
      String state = became(before.state(name, found), after.state(name, found), is == null);
      if (!state.isEmpty()) {
        parts.add(state + " " + found.code());
      }
    }
    String change = was == null ? "new" : is == null ? "gone" : "changed";
    return change.equals("changed") && parts.isEmpty()
        ? ""
        : change + parts.stream().collect(Collectors.joining(", ", " ", ""));
  }

  private static String became(State was, State is, boolean gone) {
    return switch (is) {
      case OPEN -> was == State.OPEN ? "" : "new";
      case ACCEPTED -> was == State.ACCEPTED ? "" : "accepted";
      case NONE -> was != State.OPEN ? "" : gone ? "gone" : "solved";
    };
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

  /** How many have another document for the same guardians. */
  private static long sealedAgain(Month before, Month after, boolean byOther) {
    return after.machines().entrySet().stream()
        .filter(
            each -> {
              YearVm was = before.machines().get(each.getKey());
              YearVm is = each.getValue();
              return was != null
                  && was.document() != is.document()
                  && was.guardians().equals(is.guardians())
                  && !(byOther && was.sealer().equals(is.sealer()));
            })
        .count();
  }

  private Map<String, String> compared(int month, Month before, Month after) throws IOException {
    String[] words = {"audit", "diff", month - 1 + ".json", month + ".json", "--output", "json"};
    Run run = run(words);
    assertEquals(0, run.exit(), run.err());
    JsonNode data = JSON.readTree(run.out()).get("data");
    Map<String, String> all = new TreeMap<>();
    for (JsonNode each : data.get("protectors")) {
      String vm = each.get("vm").asText();
      all.put(vm.substring(vm.lastIndexOf('/') + 1), said(each));
    }
    JsonNode counts = data.get("counts");
    assertEquals(
        machines.size(),
        counts.at("/protectors/unchanged").asInt()
            + counts.at("/protectors/changed").asInt()
            + counts.at("/protectors/new").asInt());
    assertEquals(sealedAgain(before, after, false), counts.get("sealedAgain").asLong());
    assertEquals(sealedAgain(before, after, true), counts.get("sealedByOther").asLong());
    return all;
  }

  private void makeGuardians() throws KeywardException, IOException, GeneralSecurityException {
    for (String name : List.of("it-a", "it-b", "hgs-1", "hgs-2")) {
      done(Stream.of("guardian", "create", name, "--key-size", "2048"));
    }
    String days = "" + YearVm.DAYS_OF_SHORT;
    done(Stream.of("guardian", "create", SHORT, "--key-size", "2048", "--validity-days", days));
    for (String service : LASTING) {
      done(Stream.of("guardian", "export", service, "--with-keys", "--out", service));
      services.put(service, new RollingHgs(service, folder.resolve(service), PASSPHRASE));
    }
  }

  /** The digests of the keys of everybody, as a report has them. */
  private void readKeys() throws IOException {
    JsonNode data = JSON.readTree(folder.resolve("0.json").toFile()).get("data");
    for (JsonNode party : data.get("parties")) {
      List<String> digests = new ArrayList<>();
      party.get("certificates").forEach(each -> digests.add(each.get("keySha256").asText()));
      keys.put(party.get("label").asText(), digests);
    }
  }

  @Test
  void everyComparisonOfTwoMonthsSaysWhatWasDone()
      throws KeywardException, IOException, GeneralSecurityException {
    makeGuardians();
    make(added(MACHINES));
    Month before = audit(0);
    readKeys();
    for (int month = 1; month <= MONTHS; month++) {
      now = YearVm.BEGIN.plus(Duration.ofDays(30L * month));
      month();
      Month after = audit(month);
      Map<String, String> expected = new TreeMap<>();
      Set<String> names = new TreeSet<>(before.machines().keySet());
      names.addAll(after.machines().keySet());
      for (String name : names) {
        String text = expected(name, before, after);
        if (!text.isEmpty()) {
          expected.put(name, text);
          Stream.of(text.split(" ", 2)[1].split(", "))
              .filter(part -> !part.isEmpty())
              .forEach(part -> said.merge(part, 1, Integer::sum));
        }
      }
      assertEquals(expected, compared(month, before, after), "month " + month);
      before = after;
    }
    assertTrue(policy.ended(now) > 0);
    System.out.println(
        MONTHS
            + " months of "
            + MACHINES
            + " VMs, "
            + policy.size()
            + " accepted risks ("
            + policy.ended(now)
            + " have ended): "
            + said);
  }
}
