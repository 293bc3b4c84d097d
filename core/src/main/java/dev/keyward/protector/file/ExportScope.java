package dev.keyward.protector.file;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.export.ExportSink.Members;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** An object or list of an export that is open, with what it says; final when it has ended. */
final class ExportScope {

  private static final Fault.Kind TOO_MANY =
      new Fault.Kind("malformed-export", "", "protectors of virtual machines");

  private static final int MOST_COLUMNS = 64;
  private static final int MOST_COLUMN = 128;
  private static final int MOST_USES = 1 << 16;

  private final ExportScope outer;
  private final String field;
  private final boolean list;
  private final AtomicInteger used;
  private final ExportTexts texts = new ExportTexts();
  private final ColumnUse.Columns uses = new ColumnUse.Columns();
  private final Map<String, String> columns = new LinkedHashMap<>(2);
  private final List<Empty> empty = new ArrayList<>(0);
  private Members members = Members.PLAIN;
  private int place;
  private int values;
  private int nameless;
  private boolean textGiven;
  private boolean protectors;
  private boolean answered;
  private boolean named;

  /** The one that is open in {@code outer}. */
  ExportScope(ExportScope outer, String field, boolean list) {
    this.outer = outer;
    this.field = field;
    this.list = list;
    this.used = outer.used;
  }

  /** The file itself, which no scope is around: it is its own outer one. */
  private ExportScope() {
    this.outer = this;
    this.field = "";
    this.list = false;
    this.used = new AtomicInteger();
  }

  /**
   * A field that holds nothing.
   *
   * @param place which of the object's values it is
   */
  record Empty(String name, int place) {}

  static ExportScope file() {
    return new ExportScope();
  }

  boolean isFile() {
    return outer == this;
  }

  ExportScope outer() {
    return outer;
  }

  boolean isList() {
    return list;
  }

  /** The properties that follow are of that kind. */
  void setMembers(Members kind) {
    members = kind;
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

    /** Whether it is the column that {@code value} stands in. */
    private boolean isOf(ExportScope value) {
      return scope == value.outer && name.equals(value.field);
    }

    boolean isExpected() {
      return name.isEmpty() || ExportColumns.holdsProtector(name);
    }
  }

  /** Where the machine is named that a protector in that column is of. */
  static ExportScope namer(Column column) {
    ExportScope namer = column.scope();
    for (ExportScope scope = namer; !scope.isFile(); scope = scope.outer) {
      // What is said inside of a protector's own object is not said about a machine.
      namer = ExportColumns.holdsProtector(scope.field) ? scope.outer : namer;
    }
    return namer;
  }

  /**
   * A protector stands in a column, which may be one of an object that stands in another.
   *
   * @param at the innermost object or list around it
   * @return the columns, of the innermost object first
   * @throws MalformedInputException if there are too many in one object
   */
  static List<ColumnUse> uses(Column column, ExportScope at) throws MalformedInputException {
    List<ColumnUse> uses = new ArrayList<>(1);
    uses.add(column.scope().use(column.name()));
    for (ExportScope scope = at; !scope.isFile(); scope = scope.outer) {
      if (scope.values > 1) {
        uses.get(0).markTwice(column.name());
      }
      if (ExportColumns.holdsProtector(scope.field) && !column.isOf(scope)) {
        uses.add(scope.outer.use(scope.field));
      }
    }
    return uses;
  }

  private ColumnUse use(String name) throws MalformedInputException {
    int before = uses.size();
    ColumnUse use = uses.use(name, place, members);
    // Counted over all objects that are open.
    if (used.addAndGet(uses.size() - before) > MOST_USES) {
      throw TOO_MANY.malformed("an object with more than 65,536 protectors under names");
    }
    return use;
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
    place += column.isEmpty() ? 0 : 1;
    values += isWrapper(column) ? 1 : 0;
    if (!column.isEmpty() && columns.size() < MOST_COLUMNS) {
      String shown = column.length() <= MOST_COLUMN ? column : column.substring(0, MOST_COLUMN);
      columns.putIfAbsent(ExportColumns.key(shown), shown);
    }
  }

  /** A text stands in a column, or in the object that stands there. */
  void keep(String name, String text) {
    if (ExportColumns.isKept(name)) {
      texts.put(name, members, text);
    } else if (isValue(name)) {
      outer.texts.put(field, outer.members, text);
      textGiven = true;
    }
  }

  /** Something that is no text stands there. */
  void keepUnusable(String name, String what) {
    if (ExportColumns.isKept(name)) {
      texts.putUnusable(name, members, what);
    }
  }

  /**
   * Whether it is what an object in a kept column stands for: a text with properties of its own.
   */
  private boolean isValue(String name) {
    return !list && ExportColumns.isKept(field) && (name.isEmpty() || isWrapper(name));
  }

  /** It has ended: where it stands in a kept column and is no text, it is in the way of one. */
  void end() {
    used.addAndGet(-uses.size());
    if (!textGiven) {
      outer.keepUnusable(field, list ? "a list" : "an object");
    }
  }

  /** A field that holds nothing, which counts where the others hold protectors by their names. */
  void keepEmpty(String name) {
    boolean room = empty.size() < MOST_COLUMNS && name.length() <= MOST_COLUMN;
    if (room && !name.isEmpty() && !isWrapper(name)) {
      empty.add(new Empty(name, place));
    }
  }

  List<Empty> empty() {
    return empty;
  }

  /** The use of a column that holds nothing. */
  ColumnUse use(Empty nothing) {
    return uses.use(nothing.name(), nothing.place(), members);
  }

  /**
   * A protector was given before its name could be known, which may yet come here or further out.
   */
  void markNameless() {
    for (ExportScope scope = this; !scope.isFile(); scope = scope.outer) {
      scope.nameless++;
    }
  }

  /** How many were given without the name that this object says. */
  int nameless() {
    return nameless;
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

  ExportTexts texts() {
    return texts;
  }

  Optional<String> first(List<String> keys) {
    return texts.first(keys);
  }

  /** The same here or, where there is none, further out. */
  Optional<String> nearest(List<String> keys) {
    Optional<String> value = first(keys);
    return value.isPresent() || isFile() ? value : outer.nearest(keys);
  }
}
