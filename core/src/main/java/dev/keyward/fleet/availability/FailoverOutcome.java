package dev.keyward.fleet.availability;

import dev.keyward.fleet.topology.Verdict;
import java.util.BitSet;
import java.util.Optional;

/** The failover rule, as we read the article, applied to one class of machines at one moment. */
final class FailoverOutcome {

  private static final int TRIES = 2;

  private final FleetIndex index;
  private final Conditions conditions;
  private final StartClass machine;

  FailoverOutcome(FleetIndex index, Conditions conditions, StartClass machine) {
    this.index = index;
    this.conditions = conditions;
    this.machine = machine;
  }

  StartOutcome with(BitSet serving) {
    if (conditions.isDown(machine.site())) {
      return StartOutcome.of(StartOutcome.End.SITE_DOWN);
    }
    if (machine.primary().isEmpty()) {
      return StartOutcome.of(StartOutcome.End.NOT_CONFIGURED);
    }
    StartClass.Asked primary = machine.primary().get();
    if (reaches(primary, serving)) {
      boolean released = primary.verdict() == Verdict.RELEASES;
      return reached(
          released ? StartOutcome.End.BY_PRIMARY : StartOutcome.End.REFUSED_BY_PRIMARY,
          primary,
          1,
          0);
    }
    int limit = machine.limit();
    if (machine.fallback().isEmpty()) {
      return unreached(StartOutcome.End.UNREACHABLE_NO_FALLBACK, TRIES, limit);
    }
    StartClass.Asked fallback = machine.fallback().get();
    if (reaches(fallback, serving)) {
      boolean released = fallback.verdict() == Verdict.RELEASES;
      return reached(
          released ? StartOutcome.End.BY_FALLBACK : StartOutcome.End.REFUSED_BY_FALLBACK,
          fallback,
          TRIES + 1,
          limit);
    }
    return unreached(StartOutcome.End.UNREACHABLE_BOTH, 2 * TRIES, 2 * limit);
  }

  private boolean reaches(StartClass.Asked asked, BitSet serving) {
    return conditions.reaches(machine.site(), asked.cluster(), serving, machine.own());
  }

  private StartOutcome reached(
      StartOutcome.End end, StartClass.Asked asked, int tries, int atMostSeconds) {
    String name = index.topology().clusters().get(asked.cluster()).name();
    return new StartOutcome(
        end, Optional.of(name), Optional.of(asked.verdict()), tries, atMostSeconds, 0);
  }

  private static StartOutcome unreached(StartOutcome.End end, int tries, int atMostSeconds) {
    return new StartOutcome(end, Optional.empty(), Optional.empty(), tries, atMostSeconds, 0);
  }
}
