package dev.keyward.audit.diff;

import dev.keyward.Fault;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.audit.result.Party;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.memory.HeapShare;
import dev.keyward.text.VmName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Gives the parties of both audits numbers: one signing key has one number, even if the audits name
 * it differently. Rows have labels only, so a label that stands for several keys of one audit is
 * the list of these keys.
 */
final class PartyNumbers {

  private static final int ENTRY = 512;

  private final HeapShare room;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<DiffParty> parties = new ArrayList<>();

  /** The labels of one audit. */
  final class Side {
    private final Map<String, Integer> byLabel = new HashMap<>();

    /** The number of what the audit calls so. */
    int of(String label) throws UnsupportedFormatException {
      Integer known = byLabel.get(label);
      if (known != null) {
        return known;
      }
      // Of a protector that is not valid: nobody has that key for certain.
      int number = number("label " + label, DiffParty.called(label));
      byLabel.put(label, number);
      return number;
    }
  }

  PartyNumbers(HeapShare room) {
    this.room = room;
  }

  /** The labels of an audit with these parties. */
  Side side(List<DiffParty> all) throws UnsupportedFormatException {
    Map<String, List<DiffParty>> byLabel = new HashMap<>();
    for (DiffParty each : all) {
      byLabel.computeIfAbsent(each.party().label(), label -> new ArrayList<>()).add(each);
    }
    Side side = new Side();
    for (DiffParty each : all) {
      String label = each.party().label();
      if (!side.byLabel.containsKey(label)) {
        side.byLabel.put(label, numberOf(byLabel.getOrDefault(label, List.of(each))));
      }
    }
    return side;
  }

  private int numberOf(List<DiffParty> sameLabel) throws UnsupportedFormatException {
    TreeSet<String> identities = new TreeSet<>();
    for (DiffParty each : sameLabel) {
      identities.add(identity(each));
    }
    int number = number(String.join(" ", identities), sameLabel.get(0));
    for (DiffParty each : sameLabel) {
      // Reports of an older Keyward have no digests of keys, so certificates lead to the number.
      if (identities.size() == 1) {
        each.party()
            .signing()
            .ifPresent(print -> numbers.putIfAbsent("certificate " + print, number));
      }
    }
    return number;
  }

  private String identity(DiffParty party) {
    Optional<String> certificate = party.party().signing().map(print -> "certificate " + print);
    Optional<String> key = party.key().map(print -> "key " + print);
    if (key.isPresent() && (numbers.containsKey(key.get()) || certificate.isEmpty())) {
      return key.get();
    }
    Optional<String> known = certificate.filter(numbers::containsKey);
    return known.or(() -> key).or(() -> certificate).orElse("label " + party.party().label());
  }

  private int number(String identity, DiffParty party) throws UnsupportedFormatException {
    Integer known = numbers.get(identity);
    if (known != null) {
      return known;
    }
    if (!room.take(ENTRY + 4L * (identity.length() + party.party().label().length()))) {
      throw tooLarge("parties");
    }
    parties.add(party);
    numbers.put(identity, parties.size() - 1);
    return parties.size() - 1;
  }

  static UnsupportedFormatException tooLarge(String what) {
    return new UnsupportedFormatException(
        Fault.of("too-large", "", "more " + what + " than there is memory for", "smaller audits")
            .withHint("give Java more memory, such as JAVA_TOOL_OPTIONS=-Xmx2g"));
  }

  /** The party with this number, as the first audit that has it calls it. */
  DiffParty party(int number) {
    return parties.get(number);
  }

  /** Whether two parties have one name that their auditors gave them. */
  boolean sameName(int one, int other) {
    Optional<String> name = parties.get(one).party().name().map(VmName::folded);
    return name.isPresent() && name.equals(party(other).party().name().map(VmName::folded));
  }

  /** What the audit calls it, with the key that both know. */
  Party shown(int number, Party as) {
    return new Party(as.label(), as.name(), parties.get(number).party().signing());
  }

  /** The digest of a key, where one is known. */
  Optional<Thumbprint> key(int number) {
    return parties.get(number).key();
  }
}
