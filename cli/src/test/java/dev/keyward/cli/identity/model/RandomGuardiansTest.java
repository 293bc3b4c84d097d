package dev.keyward.cli.identity.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.cli.Run;
import dev.keyward.cli.Seeded;
import dev.keyward.cli.identity.model.SecondModel.Answer;
import dev.keyward.cli.identity.model.SecondModel.Party;
import dev.keyward.cli.identity.model.SecondModel.State;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.VerifiedKeyProtector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/**
 * Every answer of {@code check}, {@code audit} and {@code fleet} about random guardians is that of
 * a second model, and a yes is held against the real keys.
 */
class RandomGuardiansTest {

  private static final int SAMPLE = 3;
  private static final int ALL = 1_000;
  private static final int MOST_TOLD = 20;
  private static final int TOLD_EACH = 50;
  private static final int ASKED = 2;
  private static final Pattern CHECKED =
      Pattern.compile(
          "\"file\": \"vms/([^\"]+)\"[^{}\\[]*?\"addressed\": (true|false)"
              + "(?:,\\s*\"by\": \"([a-z]+)\")?");
  private static final Pattern CODE = Pattern.compile("\"code\":\"([a-z-]+)\"");
  private static final Pattern VMS =
      Pattern.compile("\"code\":\"cannot-start\".*?\"vms\":\\[([^]]*)]");
  private static final Pattern FOUND_MIXED =
      Pattern.compile("\"code\":\"mixed-certificates\".*?\"found\":\"wrapping (\\d+) signs");
  private static final List<String> RULES =
      List.of(
          "guardians: {forbidden: %s}",
          "guardians: {required: %s}", "guardians: {allowed: %s}", "owners: %s");
  private static final Set<String> JUDGED =
      Set.of(
          "delegated",
          "unknown-owner",
          "unknown-guardian",
          "mixed-certificates",
          "compromised-key",
          "encryption-key-claimed-twice",
          "unlisted-key",
          "renewed-key",
          "forbidden-guardian",
          "guardian-not-allowed",
          "owner-not-allowed",
          "required-guardian-missing");

  @TempDir Path folder;

  @Test
  void aSampleIsAnsweredAsTheSecondModelSays() throws Exception {
    answers(0, SAMPLE);
  }

  @Test
  @Tag("soak")
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void aThousandAreAnsweredAsTheSecondModelSays() throws Exception {
    int first = Integer.getInteger("keyward.seeds.first", 0);
    int count = Integer.getInteger("keyward.seeds", ALL);
    int answers = answers(first, count);
    System.out.println(count + " seeds from " + first + ": " + answers + " answers");
  }

  /** How many answers are right; one that is not does not hide the others. */
  private int answers(long first, int count) throws Exception {
    int answers = 0;
    List<String> wrong = new ArrayList<>();
    for (long seed = first; seed < first + count; seed++) {
      Path here = folder.resolve("seed-" + seed);
      Round round = new Round(seed, here);
      try {
        round.all();
      } catch (AssertionFailedError e) {
        wrong.add(e.getMessage());
      }
      answers += round.answers;
      if (seed % TOLD_EACH == TOLD_EACH - 1) {
        System.out.println("seed " + seed + ": " + wrong.size() + " wrong so far " + wrong);
      }
      delete(here);
    }
    assertEquals(
        List.of(), wrong.subList(0, Math.min(wrong.size(), MOST_TOLD)), wrong.size() + " seeds");
    return answers;
  }

  private static void delete(Path top) throws IOException {
    try (Stream<Path> files = Files.walk(top)) {
      for (Path each : files.sorted((one, two) -> two.compareTo(one)).toList()) {
        Files.delete(each);
      }
    }
  }

  /** One seed. */
  private static final class Round {

    private final long seed;
    private final Path folder;
    private final RandomWorld world;
    private final SecondModel model;
    private final WorldFiles files;
    private final boolean named;
    private final Set<Integer> signers = new TreeSet<>();
    private int answers;

    Round(long seed, Path folder) throws KeywardException, IOException {
      this.seed = seed;
      this.folder = folder;
      this.world = new RandomWorld(seed);
      this.model = new SecondModel(world.known());
      Files.createDirectories(folder);
      this.files = new WorldFiles(world, folder, Seeded.random());
      files.write();
      this.named = !world.documents.isEmpty();
      world.protectors.forEach(this::sign);
    }

    void all() throws Exception {
      List<String> names = names();
      TreeSet<String> refused = new TreeSet<>();
      world.documents.forEach(each -> refused.add(each.path()));
      model.parties.forEach(party -> party.sources.forEach(source -> refused.remove(source.name)));
      // A few of the names are enough: other seeds take others.
      Collections.shuffle(names, new Random(seed));
      for (String name : names.subList(0, Math.min(ASKED, names.size()))) {
        checks(name, party(name));
      }
      if (!refused.isEmpty() && seed % 3 == 0) {
        String name = refused.first();
        assertEquals(2, run(check(name)).exit(), "seed " + seed + ", " + name);
        answers++;
      }
      String chosen = names.get(0);
      audits(chosen, party(chosen));
      fleet(chosen, party(chosen));
    }

    private List<String> names() {
      return model.parties.stream()
          .flatMap(party -> party.sources.stream())
          .map(source -> source.name)
          .sorted()
          .collect(Collectors.toCollection(ArrayList::new));
    }

    private Party party(String name) {
      return model.parties.stream().filter(each -> each.isNamed(name)).findFirst().orElseThrow();
    }

    private Run run(List<String> line) {
      List<String> words = new ArrayList<>(line);
      words.addAll(List.of("--now", WorldFiles.NOW.toString(), "--output", "json"));
      return Run.in(folder)
          .variables(Map.of("KEYWARD_STORE", folder.resolve("store").toString()))
          .run(words.toArray(String[]::new));
    }

    private List<String> known(String... words) {
      List<String> line = new ArrayList<>(List.of(words));
      if (named) {
        line.addAll(List.of("--guardians", "known"));
      }
      if (world.served.isPresent() && !words[0].equals("fleet")) {
        line.addAll(List.of("--hgs", "service"));
      }
      return line;
    }

    private List<String> check(String name) {
      List<String> line = known("protector", "check", "--guardian", name);
      world.protectors.forEach(each -> line.add("vms/" + each.file()));
      return line;
    }

    private void sign(RandomWorld.Protector protector) {
      protector.wrappings().forEach(each -> signers.add(each.keys().signing()));
    }

    private Answer answer(RandomWorld.Protector protector, int number) {
      Generation keys = protector.wrappings().get(number).keys();
      return model.answer(keys.signing(), keys.encryption(), number == 0, signers);
    }

    private boolean isClaimedTwice(RandomWorld.Protector protector, int number) {
      int encryption = protector.wrappings().get(number).keys().encryption();
      return model.holders(encryption).size() > 1;
    }

    /** The best wrapping of that guardian, where its key is nobody else's too. */
    private Optional<State> best(RandomWorld.Protector protector, Party party) {
      Optional<State> best = Optional.empty();
      for (int number = 0; number < protector.wrappings().size(); number++) {
        Answer answer = answer(protector, number);
        boolean his = answer.party().equals(Optional.of(party));
        if (his
            && !isClaimedTwice(protector, number)
            && best.filter(state -> state.compareTo(answer.state()) <= 0).isEmpty()) {
          best = Optional.of(answer.state());
        }
      }
      return best;
    }

    private void checks(String name, Party party) throws Exception {
      Run run = run(check(name));
      Map<String, String> said = new HashMap<>();
      Matcher matcher = CHECKED.matcher(run.out());
      while (matcher.find()) {
        said.put(matcher.group(1), matcher.group(2) + " by " + matcher.group(3));
      }
      for (RandomWorld.Protector each : world.protectors) {
        Optional<State> best = best(each, party);
        boolean yes = best.filter(state -> state != State.RETIRED).isPresent();
        String by = best.map(state -> state.name().toLowerCase(Locale.ROOT)).orElse("null");
        String where = "seed " + seed + ", " + each.file() + ", " + name;
        assertEquals(yes + " by " + by, said.get(each.file()), where + run.err());
        answers++;
        if (yes && isProved(best.get(), party, each)) {
          opens(each, party, where);
        }
      }
    }

    /** An attacker claims keys of others, which says nothing about what it opens. */
    private boolean isProved(State state, Party party, RandomWorld.Protector protector) {
      return !party.signing.containsKey(world.attacker.signing())
          && (state != State.UNLISTED || isHonest(protector));
    }

    /** What nobody lists rests on a signature alone, and an attacker signs what it likes. */
    private boolean isHonest(RandomWorld.Protector protector) {
      return protector.wrappings().stream()
          .map(RandomWorld.Wrapped::keys)
          .allMatch(
              keys ->
                  keys.equals(world.owner)
                      || world.operators.stream().anyMatch(all -> all.contains(keys)));
    }

    /** Somebody who has a signing key of that guardian has a key that opens the protector. */
    private void opens(RandomWorld.Protector protector, Party party, String where)
        throws Exception {
      VerifiedKeyProtector verified =
          new ProtectorVerifier(RsaEngine.jdk())
              .verify(
                  KeyProtector.parse(
                      Files.readAllBytes(folder.resolve("vms/" + protector.file()))));
      List<Generation> theirs =
          Stream.concat(
                  Stream.of(List.of(world.owner), List.of(world.attacker)),
                  world.operators.stream())
              .filter(
                  all -> all.stream().anyMatch(each -> party.signing.containsKey(each.signing())))
              .flatMap(List::stream)
              .toList();
      boolean opened = false;
      for (Generation each : theirs) {
        OpeningKey key = each.keys("somebody").opening();
        boolean addressed =
            verified.wrappings().stream()
                .anyMatch(one -> key.guardian().decryptsFor(one.encryption()));
        if (addressed) {
          verified.open(key, RsaEngine.jdk(), Seeded.random()).close();
          opened = true;
        }
      }
      assertTrue(opened, where + " opens with none of its keys");
    }

    private void audits(String name, Party party) throws IOException {
      Files.writeString(
          folder.resolve("p.yaml"),
          "schema: keyward.audit-policy/1\ngroups:\n  - {name: all, vms: ['*'], "
              + String.format(Locale.ROOT, rule(), "['" + name + "']")
              + "}\n");
      Run run = run(known("audit", "vms", "--policy", "p.yaml"));
      Map<String, Set<String>> said = new HashMap<>();
      for (String line : run.out().lines().toList()) {
        Matcher file = Pattern.compile("^\\{\"file\":\"vms/([^\"]+)\"").matcher(line);
        if (file.find()) {
          said.put(file.group(1), codes(line));
        }
      }
      // A row is written while the audit goes on: it knows what came before.
      signers.clear();
      for (RandomWorld.Protector each : world.protectors) {
        String where = "seed " + seed + ", " + each.file() + ", policy of " + name;
        sign(each);
        assertEquals(expected(each, party), said.get(each.file()), where + run.err());
        answers++;
      }
      assertEquals(mixed(), mixed(run.out()), "seed " + seed + ", at the end" + run.out());
    }

    /** The wrappings that are mixed in the light of the whole input. */
    private Set<String> mixed() {
      Set<String> mixed = new TreeSet<>();
      for (RandomWorld.Protector each : world.protectors) {
        for (int number = 0; number < each.wrappings().size(); number++) {
          if (answer(each, number).mixed()) {
            mixed.add("vms/" + each.file() + " " + number);
          }
        }
      }
      return mixed;
    }

    /** The same as the summary of an audit says it. */
    private static Set<String> mixed(String out) {
      Set<String> mixed = new TreeSet<>();
      for (String line : out.lines().filter(each -> each.contains("\"places\":")).toList()) {
        Matcher finding = FOUND_MIXED.matcher(line);
        if (finding.find()) {
          Matcher file = Pattern.compile("\"file\":\"([^\"]+)\"").matcher(line);
          while (file.find()) {
            mixed.add(file.group(1) + " " + finding.group(1));
          }
        }
      }
      return mixed;
    }

    /** One of the rules, since they contradict each other. */
    private String rule() {
      return RULES.get((int) (seed % RULES.size()));
    }

    private static Set<String> codes(String line) {
      Set<String> codes = new TreeSet<>();
      Matcher code = CODE.matcher(line);
      while (code.find()) {
        codes.add(code.group(1));
      }
      codes.retainAll(JUDGED);
      return codes;
    }

    private Set<String> expected(RandomWorld.Protector protector, Party party) {
      Set<String> codes = new TreeSet<>();
      String rule = rule();
      boolean met = false;
      for (int number = 0; number < protector.wrappings().size(); number++) {
        Generation keys = protector.wrappings().get(number).keys();
        boolean yes = isYes(protector, number, party);
        met |= yes;
        if (rule.contains("forbidden") && model.touches(party, keys.signing(), keys.encryption())) {
          codes.add("forbidden-guardian");
        }
        if (rule.contains("allowed") && number > 0 && !yes) {
          codes.add("guardian-not-allowed");
        }
        codes.addAll(ofWrapping(protector, number));
      }
      if (rule.contains("required") && !met) {
        codes.add("required-guardian-missing");
      }
      if (rule.contains("owners") && !model.signs(party, world.owner.signing())) {
        codes.add("owner-not-allowed");
      }
      return codes;
    }

    /** Whether both keys are current or former ones of that guardian alone. */
    private boolean isYes(RandomWorld.Protector protector, int number, Party party) {
      Answer answer = answer(protector, number);
      return answer.party().equals(Optional.of(party))
          && !isClaimedTwice(protector, number)
          && answer.state().compareTo(State.FORMER) <= 0
          && !answer.compromised();
    }

    private Set<String> ofWrapping(RandomWorld.Protector protector, int number) {
      Answer answer = answer(protector, number);
      Set<String> codes = new TreeSet<>();
      if (protector.wrappings().get(number).parent() > 0) {
        codes.add("delegated");
      }
      if (answer.party().isEmpty()) {
        String stranger = number == 0 ? "unknown-owner" : "unknown-guardian";
        codes.add(answer.mixed() ? "mixed-certificates" : stranger);
        return codes;
      }
      if (isClaimedTwice(protector, number)) {
        codes.add("encryption-key-claimed-twice");
      }
      if (answer.compromised()) {
        codes.add("compromised-key");
      } else if (answer.state() == State.UNLISTED) {
        codes.add("unlisted-key");
      } else if (!answer.isInUse() && !isInUseElsewhere(protector, answer)) {
        codes.add("renewed-key");
      }
      return codes;
    }

    private boolean isInUseElsewhere(RandomWorld.Protector protector, Answer answer) {
      for (int number = 0; number < protector.wrappings().size(); number++) {
        Answer other = answer(protector, number);
        if (other.isInUse() && other.party().equals(answer.party())) {
          return true;
        }
      }
      return false;
    }

    private void fleet(String name, Party party) throws IOException {
      boolean folders = party.has(SecondModel.Kind.SERVICE);
      files.topology(name, folders);
      if (folders && name.equals("service")) {
        return;
      }
      Run run = run(known("fleet", "check", "t.yaml", "--protectors", "vms"));
      Set<String> stopped = new TreeSet<>();
      for (String line : run.out().lines().toList()) {
        Matcher vms = VMS.matcher(line);
        if (vms.find()) {
          Stream.of(vms.group(1).split(",")).forEach(vm -> stopped.add(vm.replace("\"", "")));
        }
        if (line.contains("\"code\":\"service-keys-unusable\"")) {
          Matcher list = Pattern.compile("\"vms\":\\[([^]]*)]").matcher(line);
          if (list.find()) {
            Stream.of(list.group(1).split(",")).forEach(vm -> stopped.add(vm.replace("\"", "")));
          }
        }
      }
      Set<String> expected =
          world.protectors.stream()
              .filter(each -> folders ? !releases(each) : !isTakenToOpen(each, party))
              .map(each -> each.file().replace(".kp", ""))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(
          expected, stopped, "seed " + seed + ", fleet of " + name + run.out() + run.err());
      answers += world.protectors.size();
    }

    private boolean isTakenToOpen(RandomWorld.Protector protector, Party party) {
      return best(protector, party).filter(state -> state != State.RETIRED).isPresent();
    }

    /** What the service itself does: it has both keys of a wrapping enabled. */
    private boolean releases(RandomWorld.Protector protector) {
      return protector.wrappings().stream()
          .map(RandomWorld.Wrapped::keys)
          .anyMatch(keys -> isEnabled(keys.signing(), true) && isEnabled(keys.encryption(), false));
    }

    private boolean isEnabled(int key, boolean signs) {
      return world.service.stream()
          .filter(each -> each.signs() == signs && each.state() != State.RETIRED)
          .anyMatch(each -> (signs ? each.of().signing() : each.of().encryption()) == key);
    }
  }
}
