package dev.keyward.protector.file;

import dev.keyward.finding.VmFacts;
import dev.keyward.internal.export.ExportSink.Members;
import dev.keyward.internal.export.FactTexts;
import dev.keyward.text.ForeignText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an object of an export says about itself in the columns that are kept, as PowerShell shows
 * it: of two properties with one name it shows the one that was added to the object. Two of one
 * kind are an error, because each reader may take another.
 */
final class ExportTexts {

  private static final int MOST_NAME = 1024;
  private static final int MOST_SHOWN = 100;

  private final Map<String, Entry> entries = new LinkedHashMap<>(2);
  private final FactTexts facts = new FactTexts();

  /** A column with what stands there. */
  private static final class Entry {
    private final String column;
    private final Members members;
    private final Optional<String> text;
    private final Optional<String> problem;
    private Optional<String> twice = Optional.empty();

    Entry(String column, Members members, Optional<String> text, Optional<String> problem) {
      this.column = column;
      this.members = members;
      this.text = text;
      this.problem = problem;
    }

    String shown() {
      return text.map(each -> '"' + ForeignText.line(each, MOST_SHOWN) + '"')
          .or(() -> problem)
          .orElse("nothing");
    }
  }

  /** A text stands there; an empty one says nothing. */
  void put(String column, Members members, String text) {
    if (ExportColumns.isFact(column)) {
      facts.put(column, text);
    } else if (text.length() > MOST_NAME) {
      putUnusable(column, members, "a text of " + text.length() + " characters");
    } else {
      Optional<String> said = Optional.of(text).filter(each -> !each.isEmpty());
      put(new Entry(column, members, said, Optional.empty()));
    }
  }

  /** PowerShell prints the object in that column so; for an enumeration this is its word. */
  void printed(String column, String text) {
    if (ExportColumns.isFact(column)) {
      facts.put(column, text);
    }
  }

  /**
   * The facts about the machine.
   *
   * @param problem why its protector could not be read; empty if it could
   */
  VmFacts facts(Optional<String> problem) {
    return new VmFacts(
        facts.flag(ExportColumns.CLUSTERED),
        facts.flag(ExportColumns.TPM),
        facts.text(ExportColumns.ISOLATION).filter(text -> !text.matches("-?[0-9]+")),
        problem);
  }

  /** Takes a value that is no text. Such a fact stays unknown. */
  void putUnusable(String column, Members members, String what) {
    if (ExportColumns.isFact(column)) {
      return;
    }
    put(new Entry(column, members, Optional.empty(), Optional.of(what)));
  }

  private void put(Entry entry) {
    String key = ExportColumns.key(entry.column);
    Optional<Entry> before = Optional.ofNullable(entries.get(key));
    if (before.isEmpty() || before.get().members.compareTo(entry.members) < 0) {
      entries.put(key, entry);
    } else if (before.get().members == entry.members && before.get().twice.isEmpty()) {
      String both = before.get().shown() + " and " + entry.shown();
      before.get().twice =
          Optional.of(ExportColumns.twice(before.get().column, entry.column) + ": " + both);
    }
  }

  /** The text of that column; empty where there is none or not one alone. */
  Optional<String> text(String key) {
    return Optional.ofNullable(entries.get(key))
        .filter(entry -> entry.twice.isEmpty())
        .flatMap(entry -> entry.text)
        .flatMap(text -> ExportColumns.value(key, text));
  }

  /** The first of the columns that has a text, as far as no column before it has a problem. */
  Optional<String> first(List<String> keys) {
    for (String key : keys) {
      if (problem(key).isPresent()) {
        return Optional.empty();
      }
      Optional<String> text = text(key);
      if (text.isPresent()) {
        return text;
      }
    }
    return Optional.empty();
  }

  /** Why nobody can say which of the texts of these columns is meant; empty where one is. */
  Optional<String> problem(List<String> keys) {
    for (String key : keys) {
      Optional<String> problem = problem(key);
      if (problem.isPresent() || text(key).isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private Optional<String> problem(String key) {
    return Optional.ofNullable(entries.get(key))
        .flatMap(
            entry ->
                entry.twice.or(
                    () -> entry.problem.map(what -> what + " in place of the " + entry.column)));
  }
}
