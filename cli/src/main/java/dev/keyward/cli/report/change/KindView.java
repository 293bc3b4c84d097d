package dev.keyward.cli.report.change;

import dev.keyward.cli.report.Inert;
import dev.keyward.cli.report.Words;
import dev.keyward.finding.FindingCode;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * New or solved findings of one kind, as pages show them.
 *
 * @param beyond whether the printed page leaves it out
 */
record KindView(
    String severity, String title, String code, String why, boolean beyond, List<Item> items) {

  private static final int MOST_IN_TEXT = 500;

  /**
   * One finding with its protectors.
   *
   * @param beyond whether the printed page leaves it out
   */
  record Item(String found, String count, boolean beyond, DiffView.Places places) {}

  private record Key(Severity severity, FindingCode code) {}

  /**
   * Each kind once, in the order of the first finding of it.
   *
   * @param printed how many findings the printed page has
   */
  static List<KindView> of(List<LocatedFinding> all, int printed) {
    Map<Key, List<LocatedFinding>> kinds = new LinkedHashMap<>();
    for (LocatedFinding each : all) {
      Key key = new Key(each.finding().severity(), each.finding().code());
      kinds.computeIfAbsent(key, of -> new ArrayList<>()).add(each);
    }
    List<KindView> views = new ArrayList<>();
    int before = 0;
    for (Map.Entry<Key, List<LocatedFinding>> kind : kinds.entrySet()) {
      views.add(of(kind.getKey(), kind.getValue(), printed - before));
      before += kind.getValue().size();
    }
    return views;
  }

  private static KindView of(Key key, List<LocatedFinding> all, int printed) {
    List<Item> items = new ArrayList<>();
    for (LocatedFinding each : all) {
      items.add(
          new Item(
              Inert.shown(each.finding().found(), MOST_IN_TEXT),
              Words.count(each.count(), "protector"),
              items.size() >= printed,
              DiffView.Places.of(each.count(), each.places())));
    }
    String title = Words.sentence(key.code().title());
    return new KindView(
        key.severity().code(),
        title.substring(0, title.length() - 1),
        key.code().code(),
        key.code().why(),
        printed <= 0,
        items);
  }
}
