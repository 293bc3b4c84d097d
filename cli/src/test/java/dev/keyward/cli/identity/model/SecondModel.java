package dev.keyward.cli.identity.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Says whose key is whose, slowly and from the design alone: keys are numbers, and every question
 * looks at everything that is known.
 */
final class SecondModel {

  /** From the best to the weakest. */
  enum State {
    CURRENT,
    ENABLED,
    FORMER,
    UNLISTED,
    RETIRED
  }

  /** What is known of a key, and the month in which its certificate begins. */
  record Held(State state, boolean compromised, int month) {

    Held in(State other) {
      return new Held(other, compromised, month);
    }

    /** Of two sources the retired one counts, else the better one. */
    Held merged(Held other) {
      if ((state == State.RETIRED) != (other.state == State.RETIRED)) {
        return state == State.RETIRED ? this : other;
      }
      boolean first = compromised || (!other.compromised && state.compareTo(other.state) <= 0);
      return first ? this : other;
    }
  }

  /** Where keys are known from. */
  enum Kind {
    STORE_WITH_KEYS,
    STORE,
    FOLDER,
    SERVICE
  }

  /** One source of a guardian, with the keys that it had and has there. */
  static final class Source {
    final Kind kind;
    final String name;
    final Map<Integer, Held> signing = new LinkedHashMap<>();
    final Map<Integer, Held> encryption = new LinkedHashMap<>();
    final Set<Integer> listed = new LinkedHashSet<>();
    final Set<List<Integer>> generations = new LinkedHashSet<>();
    int currentSigning;
    int currentMonth;
    private Optional<Generation> now = Optional.empty();

    Source(Kind kind, String name) {
      this.kind = kind;
      this.name = name;
    }

    /** Makes this generation the current one; what was current becomes former. */
    void take(Generation fresh) {
      signing.replaceAll((key, held) -> replaced(held));
      encryption.replaceAll((key, held) -> replaced(held));
      signing.put(fresh.signing(), new Held(State.CURRENT, false, fresh.signingMonth()));
      encryption.put(fresh.encryption(), new Held(State.CURRENT, false, fresh.month()));
      generations.add(List.of(fresh.signing(), fresh.encryption()));
      listed.addAll(fresh.listed());
      currentSigning = fresh.signing();
      currentMonth = fresh.month();
      now = Optional.of(fresh);
    }

    /** The generation that is current. */
    Generation now() {
      return now.orElseThrow();
    }

    void takeFormer(Generation old) {
      signing.putIfAbsent(old.signing(), new Held(State.FORMER, false, old.signingMonth()));
      encryption.putIfAbsent(old.encryption(), new Held(State.FORMER, false, old.month()));
      generations.add(List.of(old.signing(), old.encryption()));
      listed.addAll(old.listed());
    }

    private static Held replaced(Held held) {
      return held.state() == State.CURRENT ? held.in(State.FORMER) : held;
    }

    /** Of a service's folder only the primary keys signed something; the others it claims. */
    boolean proves(int key, boolean signs) {
      Held held = keys(this, signs).get(key);
      return held != null && (kind != Kind.SERVICE || held.state() == State.CURRENT);
    }

    boolean isStored() {
      return kind == Kind.STORE || kind == Kind.STORE_WITH_KEYS;
    }

    Source as(String other) {
      Source copy = new Source(kind, other);
      copy.signing.putAll(signing);
      copy.encryption.putAll(encryption);
      copy.listed.addAll(listed);
      copy.generations.addAll(generations);
      copy.currentSigning = currentSigning;
      copy.currentMonth = currentMonth;
      copy.now = now;
      return copy;
    }
  }

  /** All sources of one guardian. */
  static final class Party {
    final List<Source> sources = new ArrayList<>();
    final Map<Integer, Held> signing = new HashMap<>();
    final Map<Integer, Held> encryption = new HashMap<>();
    final List<Source> claimed = new ArrayList<>();

    boolean has(Kind kind) {
      return sources.stream().anyMatch(each -> each.kind == kind);
    }

    boolean hasAllKeys() {
      return has(Kind.STORE_WITH_KEYS) || has(Kind.SERVICE);
    }

    boolean proves(int key, boolean signs) {
      return sources.stream().anyMatch(each -> each.proves(key, signs));
    }

    /** Whether a service is another guardian, and claims a signing key of this one. */
    private boolean isClaimedBy(Source service) {
      return service.kind == Kind.SERVICE
          && !sources.contains(service)
          && service.signing.keySet().stream().anyMatch(key -> proves(key, true));
    }

    boolean isNamed(String name) {
      return sources.stream().anyMatch(each -> each.name.equals(name));
    }

    boolean lists(int key) {
      return sources.stream()
          .anyMatch(each -> each.listed.contains(key) && !each.signing.containsKey(key));
    }
  }

  /** Whom a wrapping is for; neither party for a stranger's. */
  record Answer(Optional<Party> party, State state, boolean compromised, boolean mixed) {

    static final Answer STRANGER = new Answer(Optional.empty(), State.RETIRED, false, false);
    static final Answer MIXED = new Answer(Optional.empty(), State.RETIRED, false, true);

    boolean isInUse() {
      return party.isPresent() && state.compareTo(State.FORMER) < 0 && !compromised;
    }
  }

  final List<Party> parties = new ArrayList<>();

  SecondModel(List<Source> sources) {
    for (Source source : sources) {
      List<Party> same =
          parties.stream()
              .filter(
                  party ->
                      source.signing.keySet().stream()
                          .anyMatch(key -> source.proves(key, true) && party.proves(key, true)))
              .toList();
      Party joined = new Party();
      same.forEach(party -> joined.sources.addAll(party.sources));
      joined.sources.add(source);
      parties.removeAll(same);
      parties.add(joined);
    }
    for (Party party : parties) {
      party.sources.sort(Comparator.comparing(each -> !each.isStored()));
      hold(party, party.signing, true);
      hold(party, party.encryption, false);
    }
    for (Party party : parties) {
      for (Source service : sources) {
        if (party.isClaimedBy(service)) {
          party.signing.replaceAll((key, held) -> disabled(party, held, service.signing.get(key)));
          party.encryption.replaceAll(
              (key, held) -> disabled(party, held, service.encryption.get(key)));
          party.claimed.add(service);
        }
      }
    }
  }

  /** What a service says of a key that it claims counts only where it is that it is no use. */
  private static Held disabled(Party party, Held held, Held claimed) {
    boolean here = party.has(Kind.STORE_WITH_KEYS) || held.compromised();
    return !here && claimed != null && claimed.state() == State.RETIRED
        ? held.in(State.RETIRED)
        : held;
  }

  private static Map<Integer, Held> keys(Source source, boolean signs) {
    return signs ? source.signing : source.encryption;
  }

  /** The folder of a service beats the store, and the store beats what folders call current. */
  private static void hold(Party party, Map<Integer, Held> held, boolean signs) {
    Set<Integer> stored = new TreeSet<>();
    Source first = party.sources.get(0);
    for (Source source : party.sources) {
      keys(source, signs)
          .forEach(
              (key, one) -> {
                if (source.isStored()) {
                  stored.add(key);
                  held.merge(key, one, Held::merged);
                } else if (source.kind == Kind.FOLDER && !stored.contains(key)) {
                  boolean beside = first.isStored() && one.state() == State.CURRENT;
                  State state = one.month() > first.currentMonth ? State.ENABLED : State.FORMER;
                  held.merge(key, beside ? one.in(state) : one, Held::merged);
                }
              });
    }
    if (!party.has(Kind.SERVICE)) {
      return;
    }
    Map<Integer, Held> service = new HashMap<>();
    for (Source source : party.sources) {
      if (source.kind == Kind.SERVICE) {
        keys(source, signs).forEach((key, one) -> service.merge(key, one, Held::merged));
      }
    }
    boolean here = party.has(Kind.STORE_WITH_KEYS);
    held.replaceAll(
        (key, one) -> {
          if (one.compromised()) {
            return one;
          }
          Held used = service.get(key);
          return used != null ? used : here ? one : one.in(State.RETIRED);
        });
    service.forEach(held::putIfAbsent);
  }

  /** A claim loses to those who have the key as their own. */
  Optional<Party> signer(int key) {
    return having(key, true).stream().findFirst();
  }

  List<Party> holders(int encryption) {
    return having(encryption, false);
  }

  private List<Party> having(int key, boolean signs) {
    List<Party> proved = parties.stream().filter(each -> each.proves(key, signs)).toList();
    return proved.isEmpty()
        ? parties.stream()
            .filter(each -> (signs ? each.signing : each.encryption).containsKey(key))
            .toList()
        : proved;
  }

  private @Nullable Held held(Party party, int encryption) {
    return holders(encryption).contains(party) ? party.encryption.get(encryption) : null;
  }

  /** Whose encryption key it is by more than the word of a service. */
  private boolean isProved(int encryption) {
    return parties.stream().anyMatch(each -> each.proves(encryption, false));
  }

  private static Held unlisted(Party party, int encryption) {
    boolean disabled =
        party.claimed.stream()
            .map(service -> service.encryption.get(encryption))
            .anyMatch(held -> held != null && held.state() == State.RETIRED);
    return new Held(disabled ? State.RETIRED : State.UNLISTED, false, 0);
  }

  private List<Party> listing(int key) {
    return signer(key).isPresent()
        ? List.of()
        : parties.stream().filter(each -> each.lists(key)).toList();
  }

  /**
   * Whom a wrapping for these two keys is addressed to.
   *
   * @param signers the signing keys in the input: never is one of them an encryption key that
   *     nobody lists, or that only a service's folder claims
   */
  Answer answer(int signing, int encryption, boolean own, Set<Integer> signers) {
    Answer alone = answer(signing, encryption, own);
    boolean claimed = alone.party().isPresent() && !isProved(encryption);
    return claimed && signing != encryption && signers.contains(encryption) ? Answer.MIXED : alone;
  }

  private Answer answer(int signing, int encryption, boolean own) {
    Optional<Party> party = signer(signing);
    Optional<Party> borrowed = signer(encryption);
    boolean bothHis =
        borrowed.isPresent()
            && borrowed.equals(party)
            && party.get().encryption.containsKey(encryption);
    if (signing != encryption && borrowed.isPresent() && !bothHis) {
      return Answer.MIXED;
    }
    boolean held = !holders(encryption).isEmpty();
    if (party.isPresent()) {
      Held one = party.get().signing.get(signing);
      Held two = held(party.get(), encryption);
      if (two != null) {
        return weaker(party.get(), one, two);
      }
      return isProved(encryption) || own || party.get().hasAllKeys()
          ? Answer.MIXED
          : weaker(party.get(), one, unlisted(party.get(), encryption));
    }
    List<Party> claimants = listing(signing);
    for (Party claimant : claimants) {
      Held two = held(claimant, encryption);
      if (two != null && !own) {
        return weaker(claimant, unlisted(claimant, encryption), two);
      }
    }
    boolean nobody =
        claimants.size() != 1 || isProved(encryption) || own || claimants.get(0).hasAllKeys();
    if (nobody) {
      return held ? Answer.MIXED : Answer.STRANGER;
    }
    Held one = unlisted(claimants.get(0), encryption);
    return weaker(claimants.get(0), one, one);
  }

  private static Answer weaker(Party party, Held one, Held two) {
    State state = one.state().compareTo(two.state()) >= 0 ? one.state() : two.state();
    return new Answer(Optional.of(party), state, one.compromised() || two.compromised(), false);
  }

  /**
   * Whether that is a current or former signing key of the guardian: who lists it has not said so.
   */
  boolean signs(Party party, int key) {
    Held held = party.signing.get(key);
    return signer(key).equals(Optional.of(party))
        && held.state().compareTo(State.FORMER) <= 0
        && !held.compromised();
  }

  /** Everybody who has either key, in any way. */
  boolean touches(Party party, int signing, int encryption) {
    for (int key : List.of(signing, encryption)) {
      if (party.signing.containsKey(key)
          || party.encryption.containsKey(key)
          || listing(key).contains(party)) {
        return true;
      }
    }
    return false;
  }
}
