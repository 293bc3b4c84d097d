package dev.keyward.fleet.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.fleet.RandomFleets;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The analysis against a simulation that was written from the rule alone. */
class AvailabilitySimulationTest {

  private static final int FLEETS = 500;
  private static final int PAIRS = 20;

  @Test
  void agreesWithASimulationOnFiveHundredFleets() {
    RandomFleets fleets = new RandomFleets(20261123);
    Random random = new Random(1709);
    Set<StartOutcome.End> ends = EnumSet.noneOf(StartOutcome.End.class);
    int latest = 0;
    for (int number = 0; number < FLEETS; number++) {
      Fleet fleet = fleets.next();
      Availability analysis = Availability.withoutPairs(fleet);
      List<Situation> singles = analysis.singles();
      for (int single = 0; single < singles.size(); single++) {
        FleetSimulation simulation = new FleetSimulation(fleet, singles.get(single));
        for (int vm = 0; vm < fleet.topology().vms().size(); vm++) {
          StartOutcome expected = simulation.result(fleet.topology().vms().get(vm).name());
          StartOutcome found = analysis.outcome(vm, single);
          assertEquals(expected, found, "fleet " + number + ", " + singles.get(single));
          ends.add(found.end());
          latest = Math.max(latest, found.round());
        }
      }
      for (int pair = 0; pair < PAIRS; pair++) {
        Outage first = singles.get(1 + random.nextInt(singles.size() - 1)).outages().get(0);
        Outage second = singles.get(1 + random.nextInt(singles.size() - 1)).outages().get(0);
        assertAgree(fleet, analysis, new Situation(List.of(first, second)));
      }
    }
    assertEquals(EnumSet.allOf(StartOutcome.End.class), ends);
    assertTrue(latest >= 3, "the latest round of a cold start was " + latest);
  }

  private static void assertAgree(Fleet fleet, Availability analysis, Situation situation) {
    FleetSimulation simulation = new FleetSimulation(fleet, situation);
    for (int vm = 0; vm < fleet.topology().vms().size(); vm++) {
      assertEquals(
          simulation.result(fleet.topology().vms().get(vm).name()),
          analysis.outcome(vm, situation),
          situation.toString());
    }
  }
}
