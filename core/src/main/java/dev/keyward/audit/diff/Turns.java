package dev.keyward.audit.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Tells how guardian sets changed. */
final class Turns {

  private final PartyNumbers numbers;

  Turns(PartyNumbers numbers) {
    this.numbers = numbers;
  }

  /** From one to the other; the same document has the same set under any label. */
  Turn of(Content before, Content after) {
    Content.Parties one = before.parties();
    Content.Parties other = after.parties();
    if (!before.hasDocument()
        || !after.hasDocument()
        || one.equals(other)
        || (before.isSameDocument(after) && before.standing() == after.standing())) {
      return Turn.NONE;
    }
    List<Integer> letIn = without(other.members(), one.members());
    List<Integer> takenOut = without(one.members(), other.members());
    List<Turn.OtherKey> otherKeys = new ArrayList<>();
    for (Integer came : List.copyOf(letIn)) {
      Optional<Integer> former =
          takenOut.stream().filter(left -> numbers.sameName(left, came)).findFirst();
      if (former.isPresent()) {
        otherKeys.add(new Turn.OtherKey(numbers.party(former.get()), numbers.party(came)));
        letIn.remove(came);
        takenOut.remove(former.get());
      }
    }
    Optional<Turn.OtherOwner> owner =
        one.owner() == other.owner()
            ? Optional.empty()
            : Optional.of(new Turn.OtherOwner(owner(one), owner(other)));
    return new Turn(owner, parties(letIn), parties(takenOut), otherKeys);
  }

  private Optional<DiffParty> owner(Content.Parties parties) {
    return Optional.of(parties.owner())
        .filter(number -> number != Content.NOBODY)
        .map(numbers::party);
  }

  private static List<Integer> without(Set<Integer> all, Set<Integer> others) {
    Set<Integer> rest = new TreeSet<>(all);
    rest.removeAll(others);
    return new ArrayList<>(rest);
  }

  private List<DiffParty> parties(List<Integer> all) {
    return all.stream().map(numbers::party).toList();
  }
}
