package dev.keyward.cli.identity.model;

import dev.keyward.cli.identity.model.Folder.Document;
import dev.keyward.cli.identity.model.SecondModel.Held;
import dev.keyward.cli.identity.model.SecondModel.Kind;
import dev.keyward.cli.identity.model.SecondModel.Source;
import dev.keyward.cli.identity.model.SecondModel.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Three sites over two years: guardians that renew one key or both, are renamed, copied and
 * retired, protectors that were made along the way, and an attacker. Everything is decided here,
 * with keys as numbers; {@link WorldFiles} writes it.
 */
final class RandomWorld {

  private static final int MONTHS = 24;
  private static final int SITES = 3;
  private static final int PROTECTORS = 4;

  /** What happens to a guardian of the store. */
  sealed interface Step {}

  /** Takes the first metadata. */
  record Import(int operator, int generation) implements Step {}

  /** Takes newer metadata, or older one as former. */
  record Update(int operator, int generation, boolean older) implements Step {}

  /** Notes that a key was disabled. */
  record Retire(int operator, int key, boolean compromised) implements Step {}

  /**
   * The keys of a wrapping: those of its signing and of its encryption certificate.
   *
   * @param parent the number of the wrapping that let it in; 0 for the owner's
   */
  record Wrapped(Generation keys, int parent) {}

  /** A protector: the owner's wrapping first. */
  record Protector(String file, List<Wrapped> wrappings) {}

  /** A key in the folder of a service. */
  record Served(Generation of, boolean signs, State state) {}

  private final Random random;
  private final List<Integer> free;

  final Generation owner;
  final List<List<Generation>> operators = new ArrayList<>();
  final Generation attacker;
  final int spare;
  final int host;
  final List<Step> steps = new ArrayList<>();
  final List<Source> store = new ArrayList<>();
  final List<Document> documents = new ArrayList<>();
  final Optional<Integer> served;
  final List<Served> service = new ArrayList<>();
  final List<Protector> protectors = new ArrayList<>();

  RandomWorld(long seed) {
    random = new Random(seed);
    free = new ArrayList<>(IntStream.range(0, PooledKeys.count()).boxed().toList());
    Collections.shuffle(free, random);
    owner = new Generation(take(), 0, take(), 0, List.of());
    attacker = new Generation(take(), 0, take(), 0, List.of());
    spare = take();
    host = take();
    for (int site = 0; site < SITES; site++) {
      operators.add(history());
    }
    Source own = new Source(Kind.STORE_WITH_KEYS, "owner");
    own.take(owner);
    store.add(own);
    for (int operator = 0; operator < SITES; operator++) {
      if (chance(0.65)) {
        stored(operator);
      }
      published(operator);
    }
    forged();
    served = chance(0.35) ? Optional.of(random.nextInt(SITES)) : Optional.empty();
    served.ifPresent(operator -> serve(operators.get(operator)));
    for (int number = 0; number < PROTECTORS; number++) {
      protectors.add(protector(number));
    }
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private int take() {
    return free.remove(free.size() - 1);
  }

  private List<Generation> history() {
    List<Generation> all = new ArrayList<>();
    int month = random.nextInt(4);
    all.add(new Generation(take(), month, take(), month, List.of()));
    while (all.size() < 4 && chance(0.7)) {
      Generation last = all.get(all.size() - 1);
      month = last.month() + 1 + random.nextInt(6);
      if (month >= MONTHS) {
        break;
      }
      boolean both = chance(0.35);
      all.add(
          both
              ? new Generation(
                  take(), month, take(), month, chance(0.5) ? List.of(last.signing()) : List.of())
              : new Generation(last.signing(), last.signingMonth(), take(), month, last.listed()));
    }
    return all;
  }

  static String storeName(int operator) {
    return "store-" + operator;
  }

  /** Imported once, updated now and then, with keys that were retired. */
  private void stored(int operator) {
    List<Generation> all = operators.get(operator);
    Source source = new Source(Kind.STORE, storeName(operator));
    int at = random.nextInt(all.size());
    int first = at;
    source.take(all.get(at));
    steps.add(new Import(operator, at));
    while (at + 1 < all.size() && chance(0.6)) {
      at++;
      source.take(all.get(at));
      steps.add(new Update(operator, at, false));
    }
    for (int old = first - 1; old >= 0 && chance(0.5); old--) {
      if (all.get(old).signing() == all.get(at).signing()) {
        source.takeFormer(all.get(old));
        steps.add(new Update(operator, old, true));
      }
    }
    retire(operator, source.signing);
    retire(operator, source.encryption);
    store.add(source);
  }

  private void retire(int operator, Map<Integer, Held> keys) {
    for (Map.Entry<Integer, Held> key : keys.entrySet()) {
      if (key.getValue().state() == State.FORMER && chance(0.3)) {
        boolean compromised = chance(0.4);
        steps.add(new Retire(operator, key.getKey(), compromised));
        key.setValue(new Held(State.RETIRED, compromised, key.getValue().month()));
      }
    }
  }

  /** Some of its metadata lies in folders of the sites, under its name or another one. */
  private void published(int operator) {
    List<Generation> all = operators.get(operator);
    for (int number = 0; number < all.size(); number++) {
      Generation each = all.get(number);
      boolean changes = number > 0 && all.get(number - 1).signing() != each.signing();
      int signer = changes ? all.get(number - 1).signing() : each.signing();
      for (int copy = 0; copy < 2; copy++) {
        if (chance(copy == 0 ? 0.5 : 0.15)) {
          int site = copy == 0 ? operator : random.nextInt(SITES);
          String name = chance(0.8) ? "hgs" : "renamed";
          String path = "site-" + site + "/o" + operator + "g" + number + "c" + copy + "/" + name;
          documents.add(new Document(path, each, signer, changes));
        }
      }
      if (changes && chance(0.3)) {
        String path = "site-" + operator + "/o" + operator + "g" + number + "own/hgs";
        documents.add(new Document(path, each, each.signing(), false));
      }
    }
  }

  private Generation someones() {
    List<Generation> all = operators.get(random.nextInt(SITES));
    return all.get(random.nextInt(all.size()));
  }

  private void forged() {
    if (chance(0.6)) {
      List<Integer> claims = chance(0.3) ? List.of(someones().signing()) : List.of();
      Generation own = new Generation(attacker.signing(), 0, attacker.encryption(), 0, claims);
      documents.add(new Document("site-0/attacker/evil", own, attacker.signing(), false));
    }
    if (chance(0.3)) {
      Generation forged = new Generation(owner.signing(), 0, attacker.signing(), 0, List.of());
      documents.add(new Document("site-1/forged/owner", forged, attacker.signing(), false));
    }
    if (chance(0.3)) {
      Generation victim = someones();
      documents.add(new Document("site-1/onto/hgs", victim, attacker.signing(), false));
    }
    if (chance(0.2)) {
      Generation victim = someones();
      Generation twice =
          new Generation(attacker.signing(), 0, victim.encryption(), victim.month(), List.of());
      documents.add(new Document("site-2/twice/hgs", twice, attacker.signing(), false));
    }
  }

  /** Its last generation is primary; signing keys are often disabled before encryption keys. */
  private void serve(List<Generation> all) {
    Set<Integer> seen = new TreeSet<>();
    for (int number = all.size() - 1; number >= 0; number--) {
      Generation each = all.get(number);
      boolean last = number == all.size() - 1;
      if (seen.add(each.signing())) {
        service.add(new Served(each, true, last ? State.CURRENT : state(0.4)));
      }
      service.add(new Served(each, false, last ? State.CURRENT : state(0.7)));
    }
  }

  private State state(double enabled) {
    return chance(enabled) ? State.ENABLED : State.RETIRED;
  }

  /** The guardians of a month, and sometimes an attacker among them. */
  private Protector protector(int number) {
    int month = random.nextInt(MONTHS);
    List<Wrapped> wrappings = new ArrayList<>();
    Set<Integer> used = new TreeSet<>();
    add(wrappings, used, owner);
    for (List<Generation> all : operators) {
      Optional<Generation> then =
          all.stream().filter(each -> each.month() <= month).reduce((one, two) -> two);
      if (then.isPresent() && chance(0.6)) {
        add(wrappings, used, then.get());
      }
    }
    Generation victim = someones();
    switch (random.nextInt(6)) {
      case 0 -> add(wrappings, used, attacker);
      case 1 ->
          add(
              wrappings,
              used,
              new Generation(
                  victim.signing(), victim.signingMonth(), attacker.signing(), 0, List.of()));
      case 2 ->
          add(
              wrappings,
              used,
              new Generation(
                  attacker.signing(), 0, victim.encryption(), victim.month(), List.of()));
      default -> {
        // Nobody tampered with this one.
      }
    }
    if (wrappings.size() > 1 && chance(0.3)) {
      // Everybody who has a wrapping can let others in.
      int parent = 1 + random.nextInt(wrappings.size() - 1);
      add(wrappings, used, chance(0.3) ? attacker : someones(), parent);
    }
    return new Protector("p" + number + ".kp", wrappings);
  }

  /** No key may stand in two wrappings. */
  private static void add(List<Wrapped> wrappings, Set<Integer> used, Generation keys) {
    add(wrappings, used, keys, 0);
  }

  private static void add(List<Wrapped> wrappings, Set<Integer> used, Generation keys, int parent) {
    if (!used.contains(keys.signing()) && !used.contains(keys.encryption())) {
      used.add(keys.signing());
      used.add(keys.encryption());
      wrappings.add(new Wrapped(keys, parent));
    }
  }

  /** What the service's folder says. */
  Optional<Source> serviceSource() {
    if (served.isEmpty()) {
      return Optional.empty();
    }
    Source source = new Source(Kind.SERVICE, "service");
    List<Generation> all = operators.get(served.get());
    source.take(all.get(all.size() - 1));
    source.listed.clear();
    source.listed.addAll(all.get(all.size() - 1).listed());
    for (Served each : service) {
      if (each.state() != State.CURRENT) {
        boolean signs = each.signs();
        int key = signs ? each.of().signing() : each.of().encryption();
        int month = signs ? each.of().signingMonth() : each.of().month();
        (signs ? source.signing : source.encryption)
            .putIfAbsent(key, new Held(each.state(), false, month));
      }
    }
    return Optional.of(source);
  }

  /** All that is known, as the second model takes it. */
  List<Source> known() {
    List<Source> known = new ArrayList<>(store);
    serviceSource().ifPresent(known::add);
    List<Source> folder = Folder.read(documents, known);
    List<Source> all = new ArrayList<>(known);
    all.addAll(folder);
    return all;
  }
}
