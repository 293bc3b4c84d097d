package dev.keyward.host;

import dev.keyward.host.Acceptance.Kind;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What hosts should do with the states of one VM, slow and obvious: every state knows the one that
 * it was made from, and questions walk up from state to state. Test-only.
 */
final class HistoryModel {

  /** A state of the VM. */
  static final class State {

    private final Optional<State> before;
    final String owner;
    final int number;

    State(Optional<State> before, String owner) {
      this.before = before;
      this.owner = owner;
      this.number = before.map(each -> each.number + 1).orElse(1);
    }

    /** One that an edit makes of this one. */
    State next(String newOwner) {
      return new State(Optional.of(this), newOwner);
    }

    private State root() {
      return before.map(State::root).orElse(this);
    }

    private boolean comesFrom(State other) {
      return before.isPresent() && (before.get() == other || before.get().comesFrom(other));
    }
  }

  /** What a host remembers under an owner: a state, or a number alone. */
  private record Memory(Optional<State> state, int number) {}

  private final Map<String, Memory> memories = new HashMap<>();

  /** What the operator's word is needed for. */
  Set<Kind> needed(State file) {
    Set<Kind> needed = EnumSet.noneOf(Kind.class);
    Optional<Memory> memory = Optional.ofNullable(memories.get(file.owner));
    Optional<Memory> elsewhere =
        memories.entrySet().stream()
            .filter(each -> !each.getKey().equals(file.owner))
            .map(Map.Entry::getValue)
            .filter(each -> isSameVm(each, file))
            .findFirst();
    if (elsewhere.isPresent() && !memory.filter(each -> isSameVm(each, file)).isPresent()) {
      needed.add(Kind.OWNER);
      memory = elsewhere;
    }
    memory.ifPresent(each -> compare(file, each, needed));
    return needed;
  }

  private static boolean isSameVm(Memory memory, State file) {
    return memory.state().map(State::root).equals(Optional.of(file.root()));
  }

  private static void compare(State file, Memory memory, Set<Kind> needed) {
    if (memory.state().isEmpty()) {
      if (file.number < memory.number()) {
        needed.add(Kind.ROLLBACK);
      }
      return;
    }
    State last = memory.state().get();
    if (last.comesFrom(file)) {
      needed.add(Kind.ROLLBACK);
    } else if (file != last && !file.comesFrom(last)) {
      needed.add(Kind.BRANCH);
    }
  }

  /** The host has this state now; the VM is nobody else's. */
  void remember(State state) {
    Iterator<Map.Entry<String, Memory>> all = memories.entrySet().iterator();
    while (all.hasNext()) {
      if (isSameVm(all.next().getValue(), state)) {
        all.remove();
      }
    }
    memories.put(state.owner, new Memory(Optional.of(state), state.number));
  }

  /** The host was older software, and knows the number of what it has. */
  void forgetAllButNumber(String owner) {
    memories.computeIfPresent(
        owner, (key, memory) -> new Memory(Optional.empty(), memory.number()));
  }
}
