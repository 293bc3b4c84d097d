package dev.keyward.cli.report.fleet;

import dev.keyward.cli.console.Answer;
import dev.keyward.cli.report.PrintedRemedy;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Severity;
import dev.keyward.fleet.availability.Availability;
import dev.keyward.fleet.availability.Gap;
import dev.keyward.fleet.availability.StartOutcome;
import dev.keyward.fleet.topology.FleetVm;
import dev.keyward.fleet.topology.Topology;
import dev.keyward.fleet.topology.fact.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A fleet as programs read it. */
final class FleetAnswer {

  private FleetAnswer() {}

  /** What was judged. */
  record Head(String topology, Instant clock, Counts counts) implements Answer {

    static Head of(FleetContent content) {
      return new Head(content.file(), content.clock(), Counts.of(content.fleet().topology()));
    }
  }

  /** What the topology holds. */
  record Counts(int sites, int services, int hosts, int vms) implements Answer {

    static Counts of(Topology topology) {
      return new Counts(
          topology.sites().size(),
          topology.clusters().size(),
          topology.hosts().size(),
          topology.vms().size());
    }
  }

  /** The rules that are broken. */
  @Answer.To("fleet-check")
  record Check(@Answer.Inline Head head, List<Found> findings) implements Answer {

    static Check of(FleetContent content) {
      return new Check(Head.of(content), Found.all(content));
    }
  }

  /**
   * What starts in each outage.
   *
   * @param vms each made when it is asked for, since all cells together are many
   */
  @Answer.To("fleet-availability")
  record Starts(
      @Answer.Inline Head head,
      long survivors,
      Loss worstSingle,
      Optional<Loss> worstPair,
      long pairs,
      List<Situation> situations,
      Order coldStart,
      Iterable<Machine> vms,
      List<Change> gaps,
      long unmended,
      List<Found> findings)
      implements Answer {

    static Starts of(FleetContent content) {
      Availability availability = content.availability();
      int machines = content.fleet().topology().vms().size();
      return new Starts(
          Head.of(content),
          availability.survivors(),
          Loss.of(availability.worstSingle()),
          availability.worstPair().map(Loss::of),
          availability.pairs(),
          IntStream.range(0, availability.singles().size())
              .mapToObj(single -> Situation.of(availability, single))
              .toList(),
          new Order(availability.coldStart().rounds(), availability.coldStart().never()),
          () -> IntStream.range(0, machines).mapToObj(vm -> Machine.of(content, vm)).iterator(),
          availability.gaps().stream().map(gap -> Change.of(gap, content)).toList(),
          availability.unmended(),
          Found.all(content));
    }
  }

  /** One finding with the machines that it is about. */
  record Found(
      String code,
      Severity severity,
      String found,
      List<String> vms,
      String mend,
      Optional<String> command)
      implements Answer {

    static List<Found> all(FleetContent content) {
      return content.findings().stream().map(found -> of(found, content.advice(found))).toList();
    }

    private static Found of(LocatedFinding located, PrintedRemedy advice) {
      return new Found(
          located.finding().code().code(),
          located.finding().severity(),
          located.finding().found(),
          located.vms(),
          advice.text(),
          advice.command());
    }
  }

  /** How many machines a situation stops. */
  record Loss(String situation, long machines) implements Answer {

    static Loss of(Availability.Loss loss) {
      return new Loss(loss.situation().toString(), loss.machines());
    }
  }

  /** The same of one of the columns. */
  record Situation(String name, long lost) implements Answer {

    static Situation of(Availability availability, int single) {
      String name = availability.singles().get(single).toString();
      return new Situation(name, availability.lost(single));
    }
  }

  /** Which machines a cold start brings up together. */
  record Order(List<List<String>> rounds, List<String> never) implements Answer {}

  /** A machine in each of the situations. */
  record Machine(
      String name,
      String host,
      Optional<String> protector,
      boolean survivesSingles,
      long failingPairs,
      List<Outcome> outcomes)
      implements Answer {

    static Machine of(FleetContent content, int vm) {
      FleetVm machine = content.fleet().topology().vms().get(vm);
      Availability availability = content.availability();
      return new Machine(
          machine.name(),
          machine.host(),
          content.fleet().access().get(vm).file(),
          availability.survivesSingles(vm),
          availability.failingPairs(vm),
          IntStream.range(0, availability.singles().size())
              .mapToObj(single -> Outcome.of(availability.outcome(vm, single)))
              .toList());
    }
  }

  /** How a start ends. */
  record Outcome(
      StartOutcome.End end,
      @Answer.IfPresent Optional<String> service,
      @Answer.IfPresent Optional<Verdict> verdict,
      int tries,
      long atMostSeconds,
      @Answer.IfPresent Optional<Integer> round,
      @Answer.IfPresent Optional<String> host)
      implements Answer {

    static Outcome of(StartOutcome outcome) {
      return new Outcome(
          outcome.end(),
          outcome.cluster(),
          outcome.verdict(),
          outcome.tries(),
          outcome.atMostSeconds(),
          Optional.of(outcome.round()).filter(round -> round > 0),
          outcome.host());
    }
  }

  /** A change that helps. */
  record Change(String mend, Optional<String> command, long cells, List<String> vms)
      implements Answer {

    static Change of(Gap gap, FleetContent content) {
      PrintedRemedy advice = content.advice(gap);
      return new Change(advice.text(), advice.command(), gap.cells(), gap.vms());
    }
  }
}
