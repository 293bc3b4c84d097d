package dev.keyward.cli.report.audit;

import dev.keyward.audit.result.Party;
import dev.keyward.audit.result.SetCount;
import dev.keyward.cli.report.Inert;
import dev.keyward.cli.report.Words;
import dev.keyward.cli.report.audit.rows.MatrixRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who can open what, as the page shows it. */
record SetsView(
    List<SetView> sets, boolean none, Optional<String> cut, Optional<String> cutOnPaper) {

  private static final int MOST_SETS = 500;
  private static final int MOST_NAMES = 10_000;
  private static final int MOST_IN_SET = 24;
  private static final int FEW = 6;
  private static final int NAMES_ON_PAPER = 3;

  /** Sets on paper. */
  private static final int PAPER = 30;

  /**
   * A set.
   *
   * @param share its share of the most frequent one, of 100
   * @param others how many guardians are not shown
   * @param printed the first names, for paper, where nobody can unfold the list
   * @param beyond whether the printed page leaves it out
   */
  record SetView(
      Optional<String> owner,
      List<String> guardians,
      Optional<String> others,
      boolean alone,
      String count,
      long share,
      boolean few,
      List<String> vms,
      Optional<String> more,
      String printed,
      boolean beyond) {}

  static SetsView of(List<SetCount> all) {
    long most = all.stream().mapToLong(SetCount::count).max().orElse(1);
    List<SetView> sets = new ArrayList<>();
    int names = MOST_NAMES;
    for (SetCount set : all.subList(0, Math.min(all.size(), MOST_SETS))) {
      SetView view = view(set, most, names, sets.size() >= PAPER);
      names -= view.vms().size();
      sets.add(view);
    }
    return new SetsView(
        sets,
        all.isEmpty(),
        Words.cut(sets.size(), all.size(), "guardian set"),
        Words.cutOnPaper(PAPER, sets.size(), "guardian set"));
  }

  private static SetView view(SetCount set, long most, int names, boolean beyond) {
    List<Party> guardians = set.set().guardians();
    List<String> vms =
        set.vms().stream()
            .limit(names)
            .map(name -> Inert.name(name, MatrixRows.MOST_IN_NAME))
            .toList();
    return new SetView(
        set.set().owner().map(owner -> shown(owner.label())),
        guardians.stream().limit(MOST_IN_SET).map(party -> shown(party.label())).toList(),
        more(guardians.size() - MOST_IN_SET),
        guardians.isEmpty(),
        Words.number(set.count()),
        Math.max(1, Math.round(100.0 * set.count() / most)),
        vms.size() <= FEW,
        vms,
        more(set.count() - vms.size()),
        Words.names(set.vms(), NAMES_ON_PAPER, set.count()),
        beyond);
  }

  private static Optional<String> more(long count) {
    return count <= 0 ? Optional.empty() : Optional.of("and " + Words.number(count) + " more");
  }

  private static String shown(String name) {
    return Inert.shown(name, MatrixRows.MOST_IN_NAME);
  }
}
