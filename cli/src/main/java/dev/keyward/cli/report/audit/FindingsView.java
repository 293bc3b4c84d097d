package dev.keyward.cli.report.audit;

import dev.keyward.audit.result.AuditSummary;
import dev.keyward.cli.console.CommandLine;
import dev.keyward.cli.report.Inert;
import dev.keyward.cli.report.PrintedRemedy;
import dev.keyward.cli.report.Words;
import dev.keyward.cli.report.audit.rows.MatrixRows;
import dev.keyward.finding.Finding;
import dev.keyward.finding.FindingCode;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Place;
import dev.keyward.finding.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The findings as the page shows them: by severity, each kind once, with all that was found. */
record FindingsView(List<Group> groups, boolean none, Optional<String> cut, String shell) {

  private static final int MOST_FINDINGS = 1_000;
  private static final int MOST_PLACES = 10_000;
  private static final int MOST_IN_TEXT = 500;

  /** As many places are shown without being asked for. */
  private static final int FEW = 6;

  private static final int NAMES_ON_PAPER = 3;

  /** Findings of one kind on paper. */
  private static final int PAPER = 6;

  /** All of one severity. */
  record Group(String css, String heading, List<Kind> kinds) {}

  /**
   * All of one kind.
   *
   * @param shared what to do about each of several, where that is the same
   */
  record Kind(
      String code,
      String css,
      String word,
      String title,
      String why,
      Optional<String> shared,
      List<Item> items,
      Optional<String> cutOnPaper) {}

  /**
   * One finding with its places.
   *
   * @param risk who accepted it, where that is over
   * @param printed the first VMs, for paper, where nobody can unfold the list
   * @param beyond whether the printed page leaves it out
   */
  record Item(
      String found,
      Optional<String> risk,
      Optional<String> mend,
      Optional<String> command,
      String count,
      boolean few,
      List<PlaceView> places,
      Optional<String> more,
      String printed,
      boolean beyond) {

    Item withoutMend() {
      return new Item(
          found, risk, Optional.empty(), command, count, few, places, more, printed, beyond);
    }
  }

  /** A protector; its file only where that says more than the name. */
  record PlaceView(String vm, String file) {}

  private record KindKey(Severity severity, FindingCode code) {}

  static FindingsView of(AuditSummary summary, CommandLine commands) {
    Map<KindKey, List<Item>> kinds = new LinkedHashMap<>();
    int places = MOST_PLACES;
    List<LocatedFinding> all = summary.distinctFindings();
    for (LocatedFinding found : all.subList(0, Math.min(all.size(), MOST_FINDINGS))) {
      KindKey key = new KindKey(found.finding().severity(), found.finding().code());
      List<Item> items = kinds.computeIfAbsent(key, of -> new ArrayList<>());
      Item item = item(found, places, items.size() >= PAPER, commands);
      places -= item.places().size();
      items.add(item);
    }
    List<Group> groups = new ArrayList<>();
    for (Severity severity : List.of(Severity.ERROR, Severity.WARNING, Severity.NOTE)) {
      List<Kind> grave =
          kinds.entrySet().stream()
              .filter(kind -> kind.getKey().severity() == severity)
              .map(kind -> kind(kind.getKey(), kind.getValue()))
              .toList();
      if (!grave.isEmpty()) {
        groups.add(new Group(severity.code(), heading(severity), grave));
      }
    }
    long kept = Math.min(all.size(), MOST_FINDINGS);
    Optional<String> cut = Words.cut(kept, all.size() + summary.unlisted(), "finding");
    return new FindingsView(groups, all.isEmpty(), cut, commands.shell().words());
  }

  private static String heading(Severity severity) {
    return switch (severity) {
      case ERROR -> "Errors";
      case WARNING -> "Warnings";
      case NOTE -> "Notes";
    };
  }

  private static Kind kind(KindKey key, List<Item> items) {
    FindingCode code = key.code();
    String word = key.severity().code();
    boolean same = items.size() > 1 && items.stream().map(Item::mend).distinct().count() == 1;
    return new Kind(
        code.code(),
        word,
        word,
        capital(code.title()),
        code.why(),
        same ? items.get(0).mend() : Optional.empty(),
        same ? items.stream().map(Item::withoutMend).toList() : items,
        Words.cutOnPaper(PAPER, items.size(), "finding"));
  }

  private static Item item(LocatedFinding count, int most, boolean beyond, CommandLine commands) {
    Finding finding = count.finding();
    PrintedRemedy advice = PrintedRemedy.of(commands, count);
    List<PlaceView> places = count.places().stream().limit(most).map(FindingsView::place).toList();
    long more = count.count() - places.size();
    return new Item(
        Inert.shown(finding.found(), MOST_IN_TEXT),
        finding.acceptance().map(risk -> Words.sentence(Inert.shown(risk.words(), MOST_IN_TEXT))),
        Optional.of(Words.sentence(Inert.shown(advice.text(), MOST_IN_TEXT))),
        advice.command(),
        Words.count(count.count(), "protector"),
        places.size() <= FEW,
        places,
        more == 0 ? Optional.empty() : Optional.of("and " + Words.number(more) + " more"),
        Words.names(count.places().stream().map(Place::vm).toList(), NAMES_ON_PAPER, count.count()),
        beyond);
  }

  private static PlaceView place(Place place) {
    String entry = place.entry().isPresent() ? " #" + place.entry().getAsInt() : "";
    return new PlaceView(
        Inert.name(place.vm(), MatrixRows.MOST_IN_NAME),
        Inert.name(place.file(), MatrixRows.MOST_IN_NAME) + entry);
  }

  private static String capital(String title) {
    String sentence = Words.sentence(title);
    return sentence.substring(0, sentence.length() - 1);
  }
}
