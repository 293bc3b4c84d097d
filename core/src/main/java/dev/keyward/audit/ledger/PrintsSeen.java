package dev.keyward.audit.ledger;

import dev.keyward.audit.judge.Examined;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.GuardianSet;
import dev.keyward.audit.result.Party;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.memory.HeapShare;
import dev.keyward.text.ShortPrint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives each stranger a label of its own in one report. Rows are written while the audit goes on,
 * so the first key with some digits keeps its label there, and a later one with the same digits
 * gets more. What is written at the end can show more of both, see {@link #longer}. Bounded in
 * bytes: where there is no more room, labels have the whole thumbprint.
 */
final class PrintsSeen {

  private static final int ENTRY = 256;

  private final HeapShare room;
  private final Map<String, Thumbprint> first = new HashMap<>();
  private final Set<String> shared = new HashSet<>();

  PrintsSeen(HeapShare room) {
    this.room = room;
  }

  /** The same protector, with labels that no other key of the report has. */
  Examined distinct(Examined examined) {
    Map<Party, Party> changed = new LinkedHashMap<>();
    AuditedProtector result = examined.result();
    result.set().owner().ifPresent(party -> note(party, changed));
    result.set().guardians().forEach(party -> note(party, changed));
    result.sealer().ifPresent(party -> note(party, changed));
    return changed.isEmpty() ? examined : with(examined, changed);
  }

  private void note(Party party, Map<Party, Party> changed) {
    Optional<String> shown = party.digits();
    if (shown.isPresent()) {
      String digits = digits(party.signing().orElseThrow());
      if (!digits.equals(shown.get())) {
        changed.put(party, party.withDigits(digits));
      }
    }
  }

  private String digits(Thumbprint print) {
    int digits = GuardianCertificate.LABEL_DIGITS;
    while (!ShortPrint.isWhole(digits)) {
      String start = ShortPrint.of(print.toString(), digits);
      Thumbprint before = first.get(start);
      if (before == null) {
        if (!room.take(ENTRY)) {
          return print.toString();
        }
        first.put(start, print);
        return start;
      }
      if (before.equals(print)) {
        return start;
      }
      shared.add(start);
      digits = ShortPrint.longer(digits);
    }
    return print.toString();
  }

  private static Examined with(Examined examined, Map<Party, Party> changed) {
    AuditedProtector result = examined.result();
    Map<String, String> words = new LinkedHashMap<>();
    changed.forEach(
        (before, after) ->
            words.put(
                Party.mark(before.digits().orElseThrow()),
                Party.mark(after.digits().orElseThrow())));
    return new Examined(
        result
            .of(
                new GuardianSet(
                    result.set().owner().map(party -> changed.getOrDefault(party, party)),
                    all(result.set().guardians(), changed)),
                result.sealer().map(party -> changed.getOrDefault(party, party)))
            .with(result.findings().stream().map(each -> each.reworded(words)).toList()),
        examined.certificates().stream()
            .map(each -> each.of(changed.getOrDefault(each.party(), each.party())))
            .toList(),
        examined.algorithms(),
        examined.traces());
  }

  private static List<Party> all(List<Party> parties, Map<Party, Party> changed) {
    return parties.stream().map(party -> changed.getOrDefault(party, party)).toList();
  }

  /**
   * What people read in the place of digits that several keys share: {@code [digits]} and more
   * digits of the key that came first, in the same form.
   */
  Map<String, String> longer() {
    Map<String, String> longer = new HashMap<>();
    first.forEach(
        (start, print) -> {
          if (shared.contains(start)) {
            longer.put(Party.mark(start), Party.mark(alone(print, start.length())));
          }
        });
    return longer;
  }

  /** More digits than so many, which no other key has. */
  private String alone(Thumbprint print, int fewer) {
    int digits = ShortPrint.longer(fewer);
    while (shared.contains(ShortPrint.of(print.toString(), digits))) {
      digits = ShortPrint.longer(digits);
    }
    return ShortPrint.of(print.toString(), digits);
  }
}
