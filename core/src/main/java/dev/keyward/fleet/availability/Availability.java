package dev.keyward.fleet.availability;

import dev.keyward.fleet.topology.FleetVm;
import dev.keyward.fleet.topology.Topology;
import dev.keyward.fleet.topology.fact.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which service starts which machine, in every outage: each single one, and every pair of them.
 * Machines that fare alike are computed once; of the pairs only counts are kept.
 */
public final class Availability {

  private final FleetIndex index;
  private final List<Situation> singles;
  private final StartOutcome[][] outcomes;
  private final int[] failingPairs;
  private final int[] ownSitePairs;
  private final int[] machinesOfClass;
  private long pairs;
  private Optional<Loss> worstPair = Optional.empty();
  private Optional<Gaps.Found> found = Optional.empty();

  /**
   * How many machines cannot be started in a situation.
   *
   * @param situation what is out
   * @param machines how many do not start, those of sites that are down among them
   */
  public record Loss(Situation situation, long machines) {}

  private Availability(FleetIndex index) {
    this.index = index;
    this.singles = situations(index.topology());
    int classes = index.classes().size();
    outcomes = new StartOutcome[singles.size()][];
    for (int i = 0; i < outcomes.length; i++) {
      outcomes[i] = compute(singles.get(i));
    }
    failingPairs = new int[classes];
    ownSitePairs = new int[classes];
    machinesOfClass = new int[classes];
    for (int vm = 0; vm < index.topology().vms().size(); vm++) {
      machinesOfClass[index.classOf(vm)]++;
    }
  }

  /** Computes everything, the pairs too. */
  public static Availability of(Fleet fleet) {
    Availability availability = withoutPairs(fleet);
    availability.computePairs();
    return availability;
  }

  /** Computes the single outages only. */
  public static Availability withoutPairs(Fleet fleet) {
    return new Availability(new FleetIndex(fleet));
  }

  /**
   * All up; each HGS, node, host in local mode, link and site down; each site cold; all of them
   * cold.
   */
  private static List<Situation> situations(Topology topology) {
    List<Situation> all = new ArrayList<>();
    all.add(Situation.ALL_UP);
    topology.clusters().forEach(each -> add(all, Outage.Kind.HGS, each.name()));
    topology.clusters().stream()
        .flatMap(each -> each.nodes().stream())
        .forEach(node -> add(all, Outage.Kind.NODE, node.name()));
    topology.hosts().stream()
        .filter(host -> host.local().isPresent())
        .forEach(host -> add(all, Outage.Kind.HOST, host.name()));
    topology.links().forEach(link -> add(all, Outage.Kind.LINK, link.name()));
    topology.sites().forEach(site -> add(all, Outage.Kind.SITE, site));
    topology.sites().forEach(site -> add(all, Outage.Kind.COLD_SITE, site));
    add(all, Outage.Kind.ALL_COLD, "");
    return List.copyOf(all);
  }

  private static void add(List<Situation> all, Outage.Kind kind, String name) {
    all.add(Situation.of(new Outage(kind, name)));
  }

  private StartOutcome[] compute(Situation situation) {
    Start start = new Start(index, situation);
    return index.classes().stream().map(start::outcome).toArray(StartOutcome[]::new);
  }

  private void computePairs() {
    for (int i = 1; i < singles.size(); i++) {
      for (int j = i + 1; j < singles.size(); j++) {
        Outage first = singles.get(i).outages().get(0);
        Outage second = singles.get(j).outages().get(0);
        if (!includes(first, second)) {
          count(new Situation(List.of(first, second)));
        }
      }
    }
  }

  /** Whether the second adds nothing to the first: the same site, or one of all. */
  private static boolean includes(Outage first, Outage second) {
    boolean sameSite =
        first.kind() == Outage.Kind.SITE
            && second.kind() == Outage.Kind.COLD_SITE
            && first.name().equals(second.name());
    boolean oneOfAll =
        first.kind() == Outage.Kind.COLD_SITE && second.kind() == Outage.Kind.ALL_COLD;
    return sameSite || oneOfAll;
  }

  private void count(Situation situation) {
    pairs++;
    long lost = 0;
    Start start = new Start(index, situation);
    for (int c = 0; c < machinesOfClass.length; c++) {
      StartOutcome outcome = start.outcome(index.classes().get(c));
      if (!outcome.starts()) {
        failingPairs[c]++;
        lost += machinesOfClass[c];
        if (outcome.end() == StartOutcome.End.SITE_DOWN) {
          ownSitePairs[c]++;
        }
      }
    }
    if (worstPair.isEmpty() || lost > worstPair.get().machines()) {
      worstPair = Optional.of(new Loss(situation, lost));
    }
  }

  /** The situations with nothing or one thing out; all up is the first. */
  public List<Situation> singles() {
    return singles;
  }

  /**
   * What a machine comes to.
   *
   * @param vm its place in the topology
   * @param single the situation's place in {@link #singles}
   */
  public StartOutcome outcome(int vm, int single) {
    return outcomes[single][index.classOf(vm)];
  }

  /** What comes up in which round where everything starts cold. */
  public ColdStart coldStart() {
    List<FleetVm> vms = index.topology().vms();
    List<StartOutcome> last =
        IntStream.range(0, vms.size()).mapToObj(vm -> outcome(vm, singles.size() - 1)).toList();
    return ColdStart.of(vms, last);
  }

  /** What happens to a machine in any situation, computed again. */
  public StartOutcome outcome(int vm, Situation situation) {
    return new Start(index, situation).outcome(index.classes().get(index.classOf(vm)));
  }

  /**
   * Whether a machine can be started if any single thing except its own site is down. Cold starts
   * are no part of it.
   */
  public boolean survivesSingles(int vm) {
    for (int single = 0; single < outcomes.length; single++) {
      StartOutcome outcome = outcome(vm, single);
      boolean fine = outcome.starts() || outcome.end() == StartOutcome.End.SITE_DOWN;
      if (!fine && singles.get(single).outages().stream().noneMatch(Outage::isCold)) {
        return false;
      }
    }
    return true;
  }

  /** How many machines {@link #survivesSingles}. */
  public long survivors() {
    long survivors = 0;
    for (int vm = 0; vm < index.topology().vms().size(); vm++) {
      survivors += survivesSingles(vm) ? 1 : 0;
    }
    return survivors;
  }

  /** Whether the fallback of a machine's host would release its key. */
  public boolean fallbackWouldRelease(int vm) {
    return index
        .classes()
        .get(index.classOf(vm))
        .fallback()
        .filter(each -> each.verdict() == Verdict.RELEASES)
        .isPresent();
  }

  /** The services that a machine's host asks and that would release its key. */
  List<String> releasing(int vm) {
    StartClass machine = index.classes().get(index.classOf(vm));
    return Stream.of(machine.primary(), machine.fallback())
        .flatMap(Optional::stream)
        .filter(each -> each.verdict() == Verdict.RELEASES)
        .map(each -> index.topology().clusters().get(each.cluster()).name())
        .toList();
  }

  /** The least changes that mend gaps in single outages, those that help most first. */
  public List<Gap> gaps() {
    return mended().gaps();
  }

  /** In how many cases of a machine and a single outage no such change helps. */
  public long unmended() {
    return mended().unmended();
  }

  private Gaps.Found mended() {
    if (found.isEmpty()) {
      found = Optional.of(Gaps.of(index, singles));
    }
    return found.get();
  }

  /** How many machines cannot be started in a single situation. */
  public long lost(int single) {
    long lost = 0;
    for (int c = 0; c < machinesOfClass.length; c++) {
      lost += outcomes[single][c].starts() ? 0 : machinesOfClass[c];
    }
    return lost;
  }

  /** The single outage that most machines cannot be started in; the first of equals. */
  public Loss worstSingle() {
    int worst = 0;
    for (int i = 1; i < singles.size(); i++) {
      worst = lost(i) > lost(worst) ? i : worst;
    }
    return new Loss(singles.get(worst), lost(worst));
  }

  /** The pair of outages that most machines cannot be started in. */
  public Optional<Loss> worstPair() {
    return worstPair;
  }

  /** How many pairs of outages were computed. */
  public long pairs() {
    return pairs;
  }

  /** In how many pairs of outages a machine cannot be started though its own site is up. */
  public long failingPairs(int vm) {
    int vmClass = index.classOf(vm);
    return (long) failingPairs[vmClass] - ownSitePairs[vmClass];
  }
}
