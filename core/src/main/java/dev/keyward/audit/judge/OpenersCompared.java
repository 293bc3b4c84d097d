package dev.keyward.audit.judge;

import dev.keyward.audit.result.GuardianSet;
import dev.keyward.audit.result.Party;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Two protectors of one VM, by who can open them.
 *
 * @param here what the first is called, as in "the current one"
 * @param there what the second is called
 */
public record OpenersCompared(String here, String there) {

  /** Who can open one of the two and not the other; empty where the same parties can open both. */
  public Optional<String> difference(GuardianSet first, GuardianSet second) {
    Set<Party> these = parties(first);
    Set<Party> those = parties(second);
    return these.equals(those)
        ? Optional.empty()
        : Optional.of(
            Stream.of(only(here, these, those), only(there, those, these))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; ")));
  }

  private static Set<Party> parties(GuardianSet set) {
    Set<Party> parties = new TreeSet<>(set.guardians());
    set.owner().ifPresent(parties::add);
    return parties;
  }

  private static Optional<String> only(String which, Set<Party> these, Set<Party> others) {
    String names =
        these.stream()
            .filter(party -> !others.contains(party))
            .map(Party::label)
            .collect(Collectors.joining(", "));
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of("only " + which + " opens for " + names);
  }
}
