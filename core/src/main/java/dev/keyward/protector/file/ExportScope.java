package dev.keyward.protector.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An object or list of an export that is open, with what it says; final when it has ended. */
final class ExportScope {

  private static final int MOST_COLUMNS = 64;
  private static final int MOST_NAME = 1024;
  private static final int MOST_COLUMN = 128;

  private final ExportScope outer;
  private final String field;
  private final Map<String, String> texts = new LinkedHashMap<>(2);
  private final Map<String, String> columns = new LinkedHashMap<>(2);
  private final List<String> empty = new ArrayList<>(0);
  private boolean protectors;
  private boolean answered;
  private boolean named;

  /** The one that is open in {@code outer}. */
  ExportScope(ExportScope outer, String field) {
    this.outer = outer;
    this.field = field;
  }

  /** The file itself, which no scope is around: it is its own outer one. */
  private ExportScope() {
    this.outer = this;
    this.field = "";
  }

  static ExportScope file() {
    return new ExportScope();
  }

  boolean isFile() {
    return outer == this;
  }

  ExportScope outer() {
    return outer;
  }

  /** The column that a value of that field belongs to; empty where it has none. */
  Column column(String name) {
    if (!name.isEmpty() && !isWrapper(name)) {
      return new Column(name, this, true);
    }
    for (ExportScope scope = this; !scope.isFile(); scope = scope.outer) {
      if (!scope.field.isEmpty() && !isWrapper(scope.field)) {
        return new Column(scope.field, scope.outer, false);
      }
    }
    return new Column(name, this, !name.isEmpty());
  }

  /**
   * A column and where it stands.
   *
   * @param name as it is written; empty in a file that is one value or a list of them
   * @param scope the object that has the column
   * @param direct whether the value stands in that object, not in a list or a wrapper
   */
  record Column(String name, ExportScope scope, boolean direct) {

    boolean isExpected() {
      return name.isEmpty() || ExportColumns.holdsProtector(name);
    }
  }

  /** PowerShell 5.1 writes an array with added members as value and Count. */
  private static boolean isWrapper(String name) {
    return name.equalsIgnoreCase("value");
  }

  /** Whether nothing around it is an object with columns. */
  boolean isTop() {
    for (ExportScope scope = outer; !scope.isFile(); scope = scope.outer) {
      if (!scope.columns.isEmpty()) {
        return false;
      }
    }
    return !isFile();
  }

  void see(String column) {
    if (!column.isEmpty() && columns.size() < MOST_COLUMNS) {
      String shown = column.length() <= MOST_COLUMN ? column : column.substring(0, MOST_COLUMN);
      columns.putIfAbsent(ExportColumns.key(shown), shown);
    }
  }

  void keep(String column, String value) {
    if (!value.isEmpty() && value.length() <= MOST_NAME) {
      texts.putIfAbsent(ExportColumns.key(column), value);
    }
  }

  /** A field that holds nothing, which counts where the others hold protectors by their names. */
  void keepEmpty(String name) {
    if (empty.size() < MOST_COLUMNS && name.length() <= MOST_COLUMN) {
      empty.add(name);
    }
  }

  List<String> empty() {
    return empty;
  }

  Map<String, String> columns() {
    return columns;
  }

  /** Something stands here or further in that is or should be a protector. */
  void markProtector() {
    for (ExportScope scope = this; !scope.protectors; scope = scope.outer) {
      scope.protectors = true;
    }
  }

  /** The column that is open here, if it is one for protectors, has got its answer. */
  void markAnswered() {
    ExportScope scope = this;
    while (!scope.isFile() && (scope.field.isEmpty() || isWrapper(scope.field))) {
      scope.answered = true;
      scope = scope.outer;
    }
    scope.answered = true;
  }

  /** Whether this is a column for protectors in which nothing was found. */
  boolean isUnanswered() {
    return !isFile() && !answered && !protectors && ExportColumns.holdsProtector(field);
  }

  String field() {
    return field;
  }

  boolean hasProtector() {
    return protectors;
  }

  /** The name of a field is that of a machine. */
  void markNamed() {
    named = true;
  }

  boolean isNamed() {
    return named;
  }

  Optional<String> first(List<String> keys) {
    return keys.stream().flatMap(key -> value(key).stream()).findFirst();
  }

  private Optional<String> value(String key) {
    return Optional.ofNullable(texts.get(key)).flatMap(text -> ExportColumns.value(key, text));
  }

  /** The same here or, where there is none, further out. */
  Optional<String> nearest(List<String> keys) {
    Optional<String> value = first(keys);
    return value.isPresent() || isFile() ? value : outer.nearest(keys);
  }
}
