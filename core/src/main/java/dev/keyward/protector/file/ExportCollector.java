package dev.keyward.protector.file;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.export.ExportSink;
import dev.keyward.protector.file.ExportScope.Column;
import dev.keyward.protector.file.HeldProtector.Value;
import dev.keyward.protector.form.Frame;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the protectors among the values of an export and the names that stand beside them. A name
 * may come after the protector, so one is held back until its object ends; they are given in the
 * order in which they stand. A column for a protector is never passed over: what is not read is
 * given with the reason.
 */
final class ExportCollector implements ExportSink {

  private static final int MOST_HELD = 64;
  private static final int MOST_BYTES_HELD = 4 << 20;

  /** In the place of a name these say that there is none. */
  private static final Set<String> NOTHING = Set.of("null", "nothing");

  /** A bare list of so many numbers was meant to be a protector. */
  private static final int LEAST_BARE = 300;

  /** What is done with each protector, and where it stood. */
  interface Receiver {
    void receive(EncodedProtector protector, Optional<Place> where)
        throws KeywardException, IOException;
  }

  /**
   * Where a protector stands and how it is written.
   *
   * @param start offset in characters of its first one
   * @param end offset behind its last character
   * @param spelling how another one is written there; empty where none can be
   * @param framed whether it has a frame
   */
  record Place(long start, long end, Optional<Spelling> spelling, boolean framed) {
    private static Place of(Found found) {
      boolean framed = found.content().filter(Frame::isFramed).isPresent();
      return new Place(found.start(), found.end(), found.spelling(), framed);
    }
  }

  private final Receiver receiver;
  private final Deque<HeldProtector> held = new ArrayDeque<>();
  private final BareMachines bare = new BareMachines();
  private final ExportScope file = ExportScope.file();
  private ExportScope open = file;
  private boolean certificates;
  private boolean column;
  private int bytesHeld;
  private int count;

  ExportCollector(Receiver receiver) {
    this.receiver = receiver;
  }

  /** Whether what was read so far is of virtual machines or has a column for protectors. */
  boolean isOfMachines() {
    for (ExportScope scope = open; scope != file; scope = scope.outer()) {
      if (scope.isTop() && ExportColumns.areOfMachine(scope.columns().keySet())) {
        return true;
      }
    }
    return bare.any() || file.hasProtector() || column;
  }

  private void see(String field) {
    open.see(field);
    column |= ExportColumns.holdsProtector(field) && !ExportColumns.holdsRawData(field);
  }

  @Override
  public void open(String field) {
    see(field);
    open = new ExportScope(open, field, false);
  }

  @Override
  public void openList(String field) {
    see(field);
    open = new ExportScope(open, field, true);
  }

  @Override
  public void members(Members kind) {
    open.setMembers(kind);
  }

  @Override
  public void printed(String text) {
    open.outer().texts().printed(open.field(), text);
  }

  /** Beside a value of its own an object has nothing that was not read where it stands. */
  @Override
  public Follow follow(String field) {
    Column column = open.column(field);
    return !column.name().isEmpty() && column.isExpected() ? Follow.ALL : Follow.VALUE;
  }

  @Override
  public void close() throws KeywardException, IOException {
    ExportScope closed = open;
    if (closed.isUnanswered() && !isCertificates(closed)) {
      hold(closed.column(""), new Value.Missing("a value without bytes"));
    }
    closed.end();
    if (!closed.hasProtector() && !ExportColumns.holdsProtector(closed.field())) {
      closed.outer().keepEmpty(closed.field());
    }
    if (closed.isNamed() && closed.first(ExportColumns.NAMES).isEmpty()) {
      for (ExportScope.Empty nothing : closed.empty()) {
        Column column = new Column(nothing.name(), closed, true);
        hold(column, new Value.Missing("nothing"), List.of(closed.use(nothing)));
      }
    }
    Optional<String> lateName = closed.first(ExportColumns.NAMES);
    if (closed.nameless() > 0 && lateName.isPresent()) {
      holdLate(closed, lateName);
    }
    bare.note(closed);
    for (HeldProtector protector : held) {
      protector.close(closed);
    }
    open = closed.outer();
    deliverSettled();
  }

  /** After the last value: gives what is still held. */
  FileReading end() throws KeywardException, IOException {
    if (count > 0) {
      for (VmLabel label : bare.machines()) {
        held.add(HeldProtector.of(count++, file.column(""), label, "no column"));
      }
    }
    while (!held.isEmpty()) {
      deliver();
    }
    if (count > 0) {
      return new FileReading.Protectors(count);
    }
    return bare.any()
        ? new FileReading.WithoutProtectors(bare.columns())
        : new FileReading.OtherExport(certificates, bare.columns());
  }

  private void deliverSettled() throws KeywardException, IOException {
    while (!held.isEmpty() && held.peek().isSettled()) {
      deliver();
    }
  }

  private void deliver() throws KeywardException, IOException {
    HeldProtector first = held.remove();
    first.release();
    bytesHeld -= first.size();
    receiver.receive(first.encoded(), first.place().map(Place::of));
  }

  @Override
  public void text(String field, Text text) throws KeywardException, IOException {
    see(field);
    Column column = open.column(field);
    if (!column.name().isEmpty() && column.isExpected()) {
      expected(column, text);
      return;
    }
    open.keep(field, text.value());
    if (column.direct() && ExportText.isNothing(text.value())) {
      open.keepEmpty(field);
    }
    Optional<Found> bytes = ExportText.unexpected(text);
    if (bytes.isPresent()) {
      collect(open.column(field), bytes.get());
    }
  }

  private void expected(Column column, Text text) throws KeywardException, IOException {
    Value value = ExportText.expected(text);
    if (ExportColumns.holdsCertificate(column.name(), value.place().flatMap(Found::content))) {
      certificates = true;
      open.markAnswered();
    } else if (column.direct() || !value.isMissing()) {
      hold(column, value);
    }
  }

  @Override
  public void bytes(String field, Found found) throws KeywardException, IOException {
    see(field);
    open.keepUnusable(field, "bytes");
    collect(open.column(field), found);
  }

  private void collect(Column column, Found found) throws KeywardException, IOException {
    Optional<byte[]> protector = found.content().filter(bytes -> isProtector(column, bytes));
    if (ExportColumns.holdsCertificate(column.name(), found.content())) {
      certificates = true;
      open.markAnswered();
    } else if (protector.isPresent()) {
      hold(column, new Value.Bytes(EncodedProtector.Content.unframed(protector.get()), found));
    } else if (column.isExpected() && !isBareAndShort(column, found.content())) {
      hold(column, new Value.Bytes(EncodedProtector.Content.failed(notAProtector()), found));
    }
  }

  /** A frame of a wrong length is reported as such only where a protector is expected. */
  private static boolean isProtector(Column column, byte[] content) {
    if (!column.isExpected()) {
      return Frame.isLikelyProtector(content);
    }
    boolean framed = content.length >= 2 && content[0] == 0 && content[1] == 0;
    return Frame.looksLikeProtector(content)
        || (framed && !isBareAndShort(column, Optional.of(content)));
  }

  private static boolean isBareAndShort(Column column, Optional<byte[]> content) {
    return column.name().isEmpty() && content.filter(bytes -> bytes.length >= LEAST_BARE).isEmpty();
  }

  private static boolean isCertificates(ExportScope closed) {
    return ExportColumns.holdsRawData(closed.field()) && isOfCertificate(closed.outer());
  }

  private static boolean isOfCertificate(ExportScope scope) {
    return scope.columns().containsKey("thumbprint") || scope.columns().containsKey("subject");
  }

  @Override
  public void other(String field, String what, String shown) throws KeywardException, IOException {
    see(field);
    if (shown.isEmpty() && !NOTHING.contains(what)) {
      open.keepUnusable(field, what);
    } else {
      open.keep(field, shown);
    }
    Column column = open.column(field);
    if (!column.direct()) {
      return;
    }
    if (!column.isExpected()) {
      open.keepEmpty(field);
    } else if (!(ExportColumns.holdsRawData(field) && isOfCertificate(open))) {
      hold(column, new Value.Missing(what));
    }
  }

  private void hold(Column column, Value value) throws KeywardException, IOException {
    open.markAnswered();
    // A machine need not have a last known good protector.
    if (ExportColumns.isLastKnownGood(column.name()) && value.isNothing()) {
      return;
    }
    open.markProtector();
    if (!column.isExpected()) {
      column.scope().markNamed();
    }
    hold(column, value, ExportScope.uses(column, open));
  }

  private void hold(Column column, Value value, List<ColumnUse> uses)
      throws KeywardException, IOException {
    HeldProtector last = HeldProtector.in(count++, column, value, uses);
    held.add(last);
    bytesHeld += last.size();
    deliverSettled();
    // Memory is bounded first: a name that comes later than this is lost.
    while (held.size() > MOST_HELD || bytesHeld > MOST_BYTES_HELD) {
      deliver();
    }
  }

  /** Which of the protectors given before have the name can no longer be said at their places. */
  private void holdLate(ExportScope closed, Optional<String> name) {
    VmLabel label = VmLabel.named(name, closed.first(ExportColumns.IDS));
    String unclear =
        "a name behind "
            + closed.nameless()
            + " of its object's protectors, which are shown without it";
    held.add(HeldProtector.unclear(count++, file.column(""), label, unclear));
  }

  private static MalformedInputException notAProtector() {
    return new MalformedInputException(
        Fault.of("not-a-protector", "", "bytes of another kind", "a key protector"));
  }
}
