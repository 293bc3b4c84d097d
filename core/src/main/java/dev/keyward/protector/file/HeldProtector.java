package dev.keyward.protector.file;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.NotCollectedException;
import dev.keyward.internal.export.ExportSink.Found;
import dev.keyward.protector.file.ExportScope.Column;
import dev.keyward.protector.form.Frame;
import dev.keyward.text.ForeignText;
import java.util.List;
import java.util.Optional;

/** A protector of an export that is held back as long as an object around it may name it. */
final class HeldProtector {

  private static final int MOST_PROBLEM = 300;

  private final int index;
  private final Column column;
  private final Value value;
  private final List<ColumnUse> uses;

  /** The innermost object or list around it that may still name it; empty when it is settled. */
  private Optional<ExportScope> scope = Optional.empty();

  private VmLabel label = VmLabel.NONE;
  private Optional<String> problem = Optional.empty();
  private Optional<String> unclear = Optional.empty();

  private HeldProtector(int index, Column column, Value value, List<ColumnUse> uses) {
    this.index = index;
    this.column = column;
    this.value = value;
    this.uses = uses;
  }

  /** What stands in a column for protectors. */
  sealed interface Value {

    /**
     * Bytes, or what was meant to be bytes.
     *
     * @param document the document or why there is none
     * @param found where it stands
     */
    record Bytes(EncodedProtector.Content document, Found found) implements Value {

      @Override
      public Optional<Found> place() {
        return Optional.of(found);
      }

      @Override
      public EncodedProtector.Content content(Optional<String> problem) {
        return document;
      }
    }

    /**
     * No bytes: the protector was not collected.
     *
     * @param what stands there instead
     */
    record Missing(String what) implements Value {

      @Override
      public Optional<Found> place() {
        return Optional.empty();
      }

      @Override
      public EncodedProtector.Content content(Optional<String> problem) {
        String reason = problem.map(text -> "; its Problem says: " + text).orElse("");
        Fault fault =
            Fault.of(
                "not-collected", "", what + " in place of the protector" + reason, "its bytes");
        return EncodedProtector.Content.failed(
            new NotCollectedException(
                fault.withHint(
                    "whether the VM has a protector is not known; read it with Get-VMKeyProtector"
                        + " -VMName NAME -ErrorAction Stop and export again")));
      }
    }

    /** Where the bytes stand; empty where there are none. */
    Optional<Found> place();

    /**
     * The document or why there is none.
     *
     * @param problem what the export says about the machine
     */
    EncodedProtector.Content content(Optional<String> problem);

    default boolean isMissing() {
      return this instanceof Missing;
    }

    /** Whether it is none, or says that there is none. */
    default boolean isNothing() {
      return isMissing() || place().flatMap(Found::content).filter(Frame::isNone).isPresent();
    }
  }

  /**
   * Holds one until the object that says which machine it is of has ended.
   *
   * @param uses the columns that it stands in
   */
  static HeldProtector in(int index, Column column, Value value, List<ColumnUse> uses) {
    HeldProtector held = new HeldProtector(index, column, value, uses);
    held.reach(ExportScope.namer(column));
    return held;
  }

  /** A machine in whose entry something is missing. */
  static HeldProtector of(int index, Column none, VmLabel label, String missing) {
    HeldProtector held = new HeldProtector(index, none, new Value.Missing(missing), List.of());
    held.label = label;
    return held;
  }

  /** An entry for what nobody can say about that machine. */
  static HeldProtector unclear(int index, Column none, VmLabel label, String unclear) {
    HeldProtector held = of(index, none, label, "");
    held.unclear = Optional.of(unclear);
    return held;
  }

  int size() {
    return value.place().flatMap(Found::content).map(bytes -> bytes.length).orElse(0);
  }

  Optional<Found> place() {
    return value.place();
  }

  boolean isSettled() {
    return scope.isEmpty();
  }

  /** An object has ended: it names what stands in it, or leaves that to the one around it. */
  void close(ExportScope closed) {
    if (scope.filter(closed::equals).isEmpty()) {
      return;
    }
    Optional<String> name = closed.first(ExportColumns.NAMES);
    if (name.isPresent() || closed.texts().problem(ExportColumns.NAMES).isPresent()) {
      settle(closed, name);
    } else if (isNamedByField() && column.scope() == closed) {
      settle(closed, fieldName());
    } else {
      reach(closed.outer());
    }
  }

  /** The next one that may name it; the file and a list have no name. */
  private void reach(ExportScope next) {
    ExportScope reached = next;
    while (reached.isList() && column.scope() != reached) {
      reached = reached.outer();
    }
    scope = Optional.of(reached);
    if (reached.isFile()) {
      settle(reached, fieldName());
    }
  }

  /** It cannot be held longer: it gets the name that its object has said by now, if any. */
  void release() {
    if (scope.isPresent()) {
      ExportScope at = scope.get();
      Optional<String> name = at.first(ExportColumns.NAMES);
      if (name.isEmpty()) {
        at.markNameless();
      }
      settle(at, name.or(this::fieldName));
    }
  }

  private void settle(ExportScope at, Optional<String> name) {
    problem = at.first(List.of(ExportColumns.PROBLEM)).map(HeldProtector::printable);
    boolean byField = isNamedByField() && name.filter(column.name()::equals).isPresent();
    label =
        new VmLabel(
            name,
            byField ? Optional.empty() : at.first(ExportColumns.IDS),
            at.nearest(ExportColumns.HOSTS),
            ExportColumns.isLastKnownGood(column.name()),
            at.texts().facts(problem));
    unclear =
        uses.stream()
            .flatMap(use -> use.problem().stream())
            .findFirst()
            .or(() -> at.texts().problem(ExportColumns.NAMES));
    scope = Optional.empty();
  }

  private boolean isNamedByField() {
    return !column.isExpected()
        && !column.name().equalsIgnoreCase("value")
        && ExportScope.namer(column) == column.scope();
  }

  /** What is known by now. */
  EncodedProtector encoded() {
    EncodedProtector.Content content =
        unclear
            .map(found -> EncodedProtector.Content.failed(ambiguous(found)))
            .orElseGet(() -> value.content(problem));
    return new EncodedProtector(index, label, content);
  }

  private static MalformedInputException ambiguous(String found) {
    return new MalformedInputException(
        Fault.of("ambiguous-export", "", found, "what PowerShell writes")
            .withHint("export again on the host; PowerShell writes each name once in an object"));
  }

  /** Its text is in the host's language. */
  private static String printable(String text) {
    String start = text.substring(0, Math.min(text.length(), MOST_PROBLEM + 1));
    return ForeignText.line(start.replaceAll("\\s+", " ").strip(), MOST_PROBLEM);
  }

  private Optional<String> fieldName() {
    return isNamedByField() ? Optional.of(column.name()) : Optional.empty();
  }
}
