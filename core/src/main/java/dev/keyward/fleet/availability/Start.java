package dev.keyward.fleet.availability;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** All classes of machines in one situation, a cold start played round by round. */
final class Start {

  private final FleetIndex index;
  private final Conditions conditions;
  private final List<BitSet> rounds = new ArrayList<>();

  Start(FleetIndex index, Situation situation) {
    this.index = index;
    this.conditions = new Conditions(index, situation);
    rounds.add(conditions.servingAtFirst());
    if (conditions.anyOff()) {
      playRounds();
    }
  }

  /** Until a round brings no new node up. */
  private void playRounds() {
    BitSet started = new BitSet();
    boolean more = true;
    while (more) {
      BitSet now = rounds.get(rounds.size() - 1);
      BitSet next = (BitSet) now.clone();
      more = false;
      for (int node = 0; node < index.nodes().size(); node++) {
        if (isWaiting(node, started) && starts(node, now)) {
          started.set(node);
          more = true;
          next.set(node, conditions.isUsable(node));
        }
      }
      if (more) {
        rounds.add(next);
      }
    }
  }

  private boolean isWaiting(int node, BitSet started) {
    return conditions.isOff(index.nodes().get(node)) && !started.get(node);
  }

  private boolean starts(int node, BitSet serving) {
    StartClass machine = index.classes().get(index.nodes().get(node).vmClass());
    return new FailoverOutcome(index, conditions, machine).with(serving).starts();
  }

  /** The first of these hosts in local mode that is up. */
  Optional<Integer> firstUp(List<Integer> hosts) {
    return conditions.firstUp(hosts);
  }

  /** What the machines of that class come to. */
  StartOutcome outcome(StartClass machine) {
    FailoverOutcome rule = new FailoverOutcome(index, conditions, machine);
    if (!conditions.isCold(machine.site()) || conditions.isDown(machine.site())) {
      return rule.with(rounds.get(rounds.size() - 1));
    }
    StartOutcome outcome = rule.with(rounds.get(0));
    for (int round = 0; round < rounds.size(); round++) {
      outcome = rule.with(rounds.get(round));
      if (outcome.starts()) {
        return outcome.in(round + 1);
      }
    }
    return outcome;
  }
}
