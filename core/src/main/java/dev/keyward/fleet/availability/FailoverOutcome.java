package dev.keyward.fleet.availability;

import dev.keyward.fleet.topology.fact.Verdict;
import dev.keyward.host.failover.FailoverRule;
import dev.keyward.host.failover.FailoverRule.Next;
import dev.keyward.host.failover.Seen;
import dev.keyward.host.failover.Side;
import java.util.BitSet;
import java.util.Optional;

/**
 * What {@link FailoverRule} makes of one class of machines at one moment: each try sees what the
 * service would say, or that it cannot be reached.
 */
final class FailoverOutcome {

  private final FleetIndex index;
  private final Conditions conditions;
  private final StartClass machine;
  private final FailoverRule rule;

  FailoverOutcome(FleetIndex index, Conditions conditions, StartClass machine) {
    this.index = index;
    this.conditions = conditions;
    this.machine = machine;
    this.rule = new FailoverRule(machine.fallback().isPresent());
  }

  StartOutcome with(BitSet serving) {
    if (conditions.isDown(machine.site())) {
      return StartOutcome.of(StartOutcome.End.SITE_DOWN);
    }
    if (machine.local().isPresent()) {
      return conditions.outcome(machine.local().get());
    }
    if (machine.primary().isEmpty()) {
      return StartOutcome.of(StartOutcome.End.NOT_CONFIGURED);
    }
    Side side = Side.PRIMARY;
    int tries = 0;
    int number = 1;
    while (true) {
      StartClass.Asked asked = asked(side);
      Seen seen = reaches(asked, serving) ? asked.verdict().seen() : Seen.NO_CONNECTION;
      tries++;
      // Counted is what it takes at most, so time is left for every try that the rule allows.
      Next next = rule.after(side, number, seen, true);
      if (next == Next.TRY_AGAIN) {
        number++;
      } else if (next == Next.TRY_FALLBACK) {
        side = Side.FALLBACK;
        number = 1;
      } else {
        return seen.isOutage() ? unreached(side, tries) : reached(side, asked, tries);
      }
    }
  }

  private StartClass.Asked asked(Side side) {
    return (side == Side.PRIMARY ? machine.primary() : machine.fallback()).orElseThrow();
  }

  private boolean reaches(StartClass.Asked asked, BitSet serving) {
    return conditions.reaches(machine.site(), asked.cluster(), serving, machine.own());
  }

  private StartOutcome reached(Side side, StartClass.Asked asked, int tries) {
    boolean primary = side == Side.PRIMARY;
    StartOutcome.End released =
        primary ? StartOutcome.End.BY_PRIMARY : StartOutcome.End.BY_FALLBACK;
    StartOutcome.End refused =
        primary ? StartOutcome.End.REFUSED_BY_PRIMARY : StartOutcome.End.REFUSED_BY_FALLBACK;
    String name = index.topology().clusters().get(asked.cluster()).name();
    return new StartOutcome(
        asked.verdict() == Verdict.RELEASES ? released : refused,
        Optional.of(name),
        Optional.of(asked.verdict()),
        tries,
        primary ? 0 : machine.limit(),
        0);
  }

  private StartOutcome unreached(Side side, int tries) {
    StartOutcome.End end =
        side == Side.PRIMARY
            ? StartOutcome.End.UNREACHABLE_NO_FALLBACK
            : StartOutcome.End.UNREACHABLE_BOTH;
    int services = side == Side.PRIMARY ? 1 : 2;
    return new StartOutcome(
        end, Optional.empty(), Optional.empty(), tries, services * machine.limit(), 0);
  }
}
