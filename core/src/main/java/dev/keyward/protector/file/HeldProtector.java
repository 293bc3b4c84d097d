package dev.keyward.protector.file;

import dev.keyward.Fault;
import dev.keyward.ForeignText;
import dev.keyward.KeywardException;
import dev.keyward.NotCollectedException;
import dev.keyward.internal.io.ExportSink.Found;
import dev.keyward.protector.file.ExportScope.Column;
import java.util.List;
import java.util.Optional;

/** A protector of an export that is held back as long as an object around it may name it. */
final class HeldProtector {

  private static final int MOST_PROBLEM = 300;

  private final int index;
  private final Column column;
  private final Optional<Found> place;
  private final EncodedProtector.Content content;
  private final Optional<String> missing;
  private ExportScope scope;
  private VmLabel label = VmLabel.NONE;
  private Optional<String> problem = Optional.empty();

  private HeldProtector(int index, Column column, Value value) {
    this.index = index;
    this.column = column;
    this.place = value.place();
    this.content = value.content();
    this.missing = value.missing();
  }

  /**
   * What stands in a column for protectors.
   *
   * @param content the document or why there is none; null where it was not collected
   * @param place where it stands
   * @param missing what stands there instead of bytes
   */
  record Value(EncodedProtector.Content content, Optional<Found> place, Optional<String> missing) {

    static Value of(EncodedProtector.Content content, Found place) {
      return new Value(content, Optional.of(place), Optional.empty());
    }

    static Value missing(String what) {
      return new Value(null, Optional.empty(), Optional.of(what));
    }

    boolean isMissing() {
      return missing.isPresent();
    }
  }

  /**
   * Holds one.
   *
   * @param scope the innermost object or list around it
   */
  static HeldProtector in(ExportScope scope, int index, Column column, Value value) {
    HeldProtector held = new HeldProtector(index, column, value);
    held.scope = scope;
    held.settleOutside();
    return held;
  }

  /** A machine in whose entry something is missing. */
  static HeldProtector of(int index, VmLabel label, String missing) {
    Column none = new Column("", null, true);
    HeldProtector held = new HeldProtector(index, none, Value.missing(missing));
    held.label = label;
    return held;
  }

  int size() {
    return place.map(Found::content).map(bytes -> bytes.length).orElse(0);
  }

  Optional<Found> place() {
    return place;
  }

  boolean isSettled() {
    return scope == null;
  }

  /** An object has ended: it names what stands in it, or leaves that to the one around it. */
  void close(ExportScope closed) {
    if (scope != closed) {
      return;
    }
    Optional<String> name = closed.first(ExportColumns.NAMES);
    if (name.isPresent()) {
      settle(name);
    } else if (isNamedByField() && column.scope() == closed) {
      settle(Optional.of(column.name()));
    } else {
      scope = closed.outer();
      settleOutside();
    }
  }

  private void settleOutside() {
    if (scope.outer() == null) {
      settle(isNamedByField() ? Optional.of(column.name()) : Optional.empty());
    }
  }

  private void settle(Optional<String> name) {
    boolean byField = isNamedByField() && name.filter(column.name()::equals).isPresent();
    label =
        new VmLabel(
            name,
            byField ? Optional.empty() : scope.first(ExportColumns.IDS),
            scope.nearest(ExportColumns.HOSTS),
            ExportColumns.isLastKnownGood(column.name()));
    problem = scope.first(List.of(ExportColumns.PROBLEM)).map(HeldProtector::printable);
    scope = null;
  }

  private boolean isNamedByField() {
    return !column.isExpected() && !column.name().equalsIgnoreCase("value");
  }

  /** What is known by now. */
  EncodedProtector encoded() {
    if (scope != null) {
      settle(scope.nearest(ExportColumns.NAMES).or(() -> fieldName()));
    }
    EncodedProtector.Content result =
        missing.map(what -> EncodedProtector.Content.failed(failure(what))).orElse(content);
    return new EncodedProtector(index, label, result);
  }

  /** Its text is in the host's language. */
  private static String printable(String text) {
    String start = text.substring(0, Math.min(text.length(), MOST_PROBLEM + 1));
    return ForeignText.line(start.replaceAll("\\s+", " ").strip(), MOST_PROBLEM);
  }

  private Optional<String> fieldName() {
    return isNamedByField() ? Optional.of(column.name()) : Optional.empty();
  }

  private KeywardException failure(String what) {
    String reason = problem.map(text -> "; its Problem says: " + text).orElse("");
    Fault fault =
        Fault.of("not-collected", "", what + " in place of the protector" + reason, "its bytes");
    return new NotCollectedException(
        fault.withHint(
            "whether the VM has a protector is not known; read it with Get-VMKeyProtector -VMName"
                + " NAME -ErrorAction Stop and export again"));
  }
}
