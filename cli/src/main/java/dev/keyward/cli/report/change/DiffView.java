package dev.keyward.cli.report.change;

import dev.keyward.audit.diff.Change;
import dev.keyward.audit.diff.DiffCounts;
import dev.keyward.audit.diff.DiffCounts.State;
import dev.keyward.audit.diff.DiffSummary;
import dev.keyward.cli.report.Headline;
import dev.keyward.cli.report.Inert;
import dev.keyward.cli.report.Words;
import dev.keyward.finding.Place;
import dev.keyward.finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What changed, as pages show it.
 *
 * @param turned whether anybody was let in or taken out
 * @param cutOnPaper what the printed page leaves out
 */
public record DiffView(
    String since,
    String protectors,
    String sealedAgain,
    List<Headline> numbers,
    boolean turned,
    List<Guardian> guardians,
    List<Turned> sets,
    List<KindView> appeared,
    List<KindView> solved,
    List<Group> groups,
    Optional<String> cut,
    Optional<String> cutOnPaper) {

  private static final int MOST_ROWS = 1_000;
  private static final int MOST_IN_NAME = 120;
  private static final int MOST_IN_TEXT = 500;

  /** Entries of a list on paper: on a page of its own, and in an audit. */
  private static final int PAPER = 40;

  private static final int PAPER_IN_AUDIT = 5;

  /** Places of one entry on paper. */
  private static final int PLACES_ON_PAPER = 6;

  /**
   * Who was let in and taken out.
   *
   * @param beyond whether the printed page leaves it out
   */
  record Guardian(String label, boolean stranger, String letIn, String takenOut, boolean beyond) {}

  /**
   * Protectors whose sets changed in the same way.
   *
   * @param beyond whether the printed page leaves them out
   */
  record Turned(String count, String words, Places places, boolean beyond) {}

  /** Protectors of one kind. */
  record Group(String heading, String lead, String count, Places places) {}

  /**
   * Some protectors, and how many there are besides.
   *
   * @param moreOnPaper the same on paper, which has fewer
   */
  record Places(List<PlaceView> places, Optional<String> more, Optional<String> moreOnPaper) {

    static Places of(long count, List<Place> places) {
      int printed = Math.min(places.size(), PLACES_ON_PAPER);
      List<PlaceView> views = new ArrayList<>();
      for (Place place : places) {
        views.add(PlaceView.of(place, views.size() >= PLACES_ON_PAPER));
      }
      return new Places(
          views,
          more(count - places.size()),
          more(count - printed).filter(more -> printed < places.size()));
    }

    private static Optional<String> more(long more) {
      return more <= 0 ? Optional.empty() : Optional.of("and " + Words.number(more) + " more");
    }
  }

  /**
   * A protector.
   *
   * @param beyond whether the printed page leaves it out
   */
  record PlaceView(String vm, String file, boolean beyond) {

    static PlaceView of(Place place, boolean beyond) {
      String entry = place.entry().isPresent() ? " #" + place.entry().getAsInt() : "";
      return new PlaceView(
          Inert.name(place.vm(), MOST_IN_NAME),
          Inert.name(place.file(), MOST_IN_NAME) + entry,
          beyond);
    }
  }

  /** Of these changes, on a page of their own. */
  public static DiffView of(DiffSummary summary) {
    return of(summary, PAPER);
  }

  /** The same on the page of an audit, which has to stay short on paper. */
  public static DiffView inAudit(DiffSummary summary) {
    return of(summary, PAPER_IN_AUDIT);
  }

  private static DiffView of(DiffSummary summary, int printed) {
    DiffCounts counts = summary.counts();
    return new DiffView(
        Words.day(summary.before().summary().basis().clock()),
        Words.sentence(
            Words.count(counts.of(Change.UNCHANGED), "protector")
                + " unchanged, "
                + Words.number(counts.of(Change.CHANGED))
                + " changed, "
                + Words.number(counts.of(Change.NEW))
                + " new, "
                + Words.number(counts.of(Change.GONE))
                + " gone, "
                + Words.number(counts.of(Change.AMBIGUOUS))
                + " ambiguous"),
        Words.sentence(sealedAgain(counts)),
        numbers(counts),
        !summary.guardians().isEmpty(),
        views(summary.guardians(), printed, DiffView::guardian),
        views(summary.turns(), printed, DiffView::turned),
        KindView.of(first(summary.appeared()), printed),
        KindView.of(first(summary.solved()), printed),
        groups(summary),
        cut(summary),
        longest(summary) <= printed
            ? Optional.empty()
            : Optional.of(
                "The printed page has only the first " + printed + " entries of each list."));
  }

  private static int longest(DiffSummary summary) {
    return Math.max(
        Math.max(summary.appeared().size(), summary.solved().size()),
        Math.max(summary.guardians().size(), summary.turns().size()));
  }

  private static Optional<String> cut(DiffSummary summary) {
    return longest(summary) > MOST_ROWS || summary.unlisted() > 0
        ? Optional.of("There is more than this page shows. A report as CSV or JSON has all of it.")
        : Optional.empty();
  }

  private static String sealedAgain(DiffCounts counts) {
    return Words.count(counts.sealedAgain(), "protector")
        + " sealed again for the same guardians, "
        + Words.number(counts.sealedByOther())
        + " of these by another guardian than before";
  }

  private static List<Headline> numbers(DiffCounts counts) {
    return List.of(
        Headline.of(counts.of(State.NEW, Severity.ERROR), "new errors", "error"),
        Headline.of(counts.of(State.NEW, Severity.WARNING), "new warnings", "warning"),
        Headline.of(counts.of(State.SOLVED), "findings solved", "fine"),
        Headline.of(counts.sets(), "guardian sets changed", ""),
        Headline.of(counts.of(Change.NEW), "new protectors", ""),
        Headline.of(counts.of(Change.GONE), "protectors gone", ""));
  }

  private static Guardian guardian(DiffSummary.GuardianTurns turns, boolean beyond) {
    return new Guardian(
        Inert.shown(TurnWords.withKey(turns.guardian()), MOST_IN_NAME),
        turns.guardian().party().name().isEmpty(),
        Words.number(turns.letIn()),
        Words.number(turns.takenOut()),
        beyond);
  }

  private static Turned turned(DiffSummary.SetTurns turns, boolean beyond) {
    return new Turned(
        Words.count(turns.count(), "protector"),
        Words.sentence(Inert.shown(TurnWords.of(turns.turn(), turns.sealer()), MOST_IN_TEXT)),
        Places.of(turns.count(), turns.places()),
        beyond);
  }

  private static List<Group> groups(DiffSummary summary) {
    List<Group> groups = new ArrayList<>();
    group(summary, Change.NEW, "New protectors", "").ifPresent(groups::add);
    group(summary, Change.GONE, "Protectors that are gone", "").ifPresent(groups::add);
    group(
            summary,
            Change.AMBIGUOUS,
            "Ambiguous protectors",
            "Several VMs have one name or id, so only their findings were compared. Exports with"
                + " ids tell such VMs apart.")
        .ifPresent(groups::add);
    return groups;
  }

  private static Optional<Group> group(
      DiffSummary summary, Change change, String heading, String lead) {
    long count = summary.counts().of(change);
    Places places = Places.of(count, summary.first().getOrDefault(change, List.of()));
    return count == 0
        ? Optional.empty()
        : Optional.of(new Group(heading, lead, Words.count(count, "protector"), places));
  }

  /** The first of a list as the page shows them, with whether the printed page leaves each out. */
  private static <T, V> List<V> views(List<T> all, int printed, BiFunction<T, Boolean, V> view) {
    List<V> views = new ArrayList<>();
    for (T each : first(all)) {
      views.add(view.apply(each, views.size() >= printed));
    }
    return views;
  }

  private static <T> List<T> first(List<T> all) {
    return all.subList(0, Math.min(all.size(), MOST_ROWS));
  }
}
