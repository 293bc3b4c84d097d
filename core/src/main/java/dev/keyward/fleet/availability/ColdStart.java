package dev.keyward.fleet.availability;

import dev.keyward.fleet.topology.FleetVm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The order in which machines start after a loss of power everywhere.
 *
 * @param rounds the names of those that start in the first round, in the second, and so on
 * @param never the names of those that do not start at all
 */
public record ColdStart(List<List<String>> rounds, List<String> never) {

  /** Copies the lists. */
  public ColdStart {
    rounds = rounds.stream().map(List::copyOf).toList();
    never = List.copyOf(never);
  }

  static ColdStart of(List<FleetVm> vms, List<StartOutcome> outcomes) {
    Map<Integer, List<String>> byRound = new TreeMap<>();
    List<String> never = new ArrayList<>();
    int last = 0;
    for (int vm = 0; vm < vms.size(); vm++) {
      StartOutcome outcome = outcomes.get(vm);
      last = Math.max(last, outcome.round());
      List<String> where =
          outcome.starts()
              ? byRound.computeIfAbsent(outcome.round(), absent -> new ArrayList<>())
              : never;
      where.add(vms.get(vm).name());
    }
    List<List<String>> rounds = new ArrayList<>();
    for (int round = 1; round <= last; round++) {
      rounds.add(byRound.getOrDefault(round, List.of()));
    }
    return new ColdStart(rounds, never);
  }
}
