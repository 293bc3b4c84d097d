package dev.keyward.internal.export;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Passes on what a reader reports, and follows references to earlier objects: what they hold is
 * reported again where the reference stands, as PowerShell reads it. How far back it reaches has a
 * bound, and so has what is repeated, because a reference is shorter than what it stands for.
 */
public final class References implements ExportSink {

  private static final Fault.Kind REFERENCES =
      new Fault.Kind("malformed-clixml", "", "what Export-Clixml writes");

  private static final int MOST_OBJECTS = 1 << 15;
  private static final int MOST_DEPTH = 16;
  private static final long MOST_REPEATED = 64L << 20;

  private final ExportSink sink;
  private final EventLog log = new EventLog();
  private final Deque<Opened> open = new ArrayDeque<>();
  private final Map<String, Span> objects = new LinkedHashMap<>();
  private long repeated;
  private int depth;

  /** Passes on to {@code sink}. */
  public References(ExportSink sink) {
    this.sink = sink;
  }

  /** An object or list that is open. */
  private static final class Opened {
    private final Optional<String> id;
    private final long from;
    private Members members = Members.PLAIN;
    private boolean value;

    Opened(Optional<String> id, long from) {
      this.id = id;
      this.from = from;
    }
  }

  /**
   * The events of an object.
   *
   * @param from the number of the first
   * @param to the number behind the last
   * @param value whether it stands for a value
   */
  private record Span(long from, long to, boolean value) {

    /** An object that has not ended; a reference to it stands in it. */
    static Span open(long from) {
      return new Span(from, -1, false);
    }

    boolean isOpen() {
      return to < 0;
    }
  }

  /** An object begins to which a reference may lead. */
  public void open(String field, Optional<String> id) {
    sink.open(field);
    begin(id, to -> to.open(field));
    id.ifPresent(each -> remember(each, Span.open(log.next())));
  }

  private void remember(String id, Span object) {
    objects.remove(id);
    objects.put(id, object);
    if (objects.size() > MOST_OBJECTS) {
      objects.remove(objects.keySet().iterator().next());
    }
  }

  @Override
  public void open(String field) {
    open(field, Optional.empty());
  }

  @Override
  public void openList(String field) {
    sink.openList(field);
    begin(Optional.empty(), to -> to.openList(field));
  }

  private void begin(Optional<String> id, EventLog.Report report) {
    note(report, 0);
    open.push(new Opened(id, log.next()));
  }

  /** Outside of every object nothing can be referred to. */
  private void note(EventLog.Report report, int size) {
    if (!open.isEmpty()) {
      Opened around = open.peek();
      around.value |= around.members == Members.PLAIN;
      log.add(report, size);
    }
  }

  @Override
  public void members(Members kind) {
    sink.members(kind);
    if (!open.isEmpty()) {
      open.peek().members = kind;
      log.add(to -> to.members(kind), 0);
    }
  }

  @Override
  public void printed(String text) {
    sink.printed(text);
    if (!open.isEmpty()) {
      log.add(to -> to.printed(text), text.length());
    }
  }

  @Override
  public void close() throws KeywardException, IOException {
    sink.close();
    Opened closed = open.pop();
    // An object that began later may have taken the number.
    closed
        .id
        .filter(id -> Span.open(closed.from).equals(objects.get(id)))
        .ifPresent(id -> remember(id, new Span(closed.from, log.next(), closed.value)));
    if (!open.isEmpty()) {
      log.add(ExportSink::close, 0);
    }
  }

  @Override
  public void text(String field, Text text) throws KeywardException, IOException {
    sink.text(field, text);
    note(to -> to.text(field, text.again()), text.value().length());
  }

  @Override
  public void bytes(String field, Found found) throws KeywardException, IOException {
    sink.bytes(field, found);
    note(
        to -> to.bytes(field, found.again()),
        found.content().map(content -> content.length).orElse(0));
  }

  @Override
  public void other(String field, String what, String shown) throws KeywardException, IOException {
    sink.other(field, what, shown);
    note(to -> to.other(field, what, shown), 0);
  }

  @Override
  public Follow follow(String field) {
    return sink.follow(field);
  }

  /** A reference to the object of that id. */
  public void reference(String field, String id) throws KeywardException, IOException {
    Optional<Span> known = Optional.ofNullable(objects.get(id));
    String missing =
        known.filter(Span::isOpen).isPresent()
            ? "a reference to the object around it"
            : "a reference to an object that is not there, or too far before it";
    Optional<Span> object = known.filter(span -> !span.isOpen());
    EventLog.Report report = to -> follow(field, object, missing, to);
    report.to(sink);
    note(report, 0);
  }

  private void follow(String field, Optional<Span> object, String missing, ExportSink to)
      throws KeywardException, IOException {
    Follow follow = to.follow(field);
    if (object.filter(span -> log.has(span.from)).isEmpty()) {
      to.other(field, missing, "");
    } else if (follow == Follow.NOT || (follow == Follow.VALUE && !object.get().value)) {
      to.other(field, "a reference to an earlier object", "");
    } else if (depth == MOST_DEPTH) {
      to.other(field, "a reference behind " + MOST_DEPTH + " others", "");
    } else {
      depth++;
      to.open(field);
      repeat(object.get(), follow == Follow.VALUE ? new PlainValues(to) : to);
      to.close();
      depth--;
    }
  }

  private void repeat(Span object, ExportSink to) throws KeywardException, IOException {
    for (long number = object.from; number < object.to; number++) {
      EventLog.Event event = log.event(number);
      repeated += event.size();
      if (repeated > MOST_REPEATED) {
        throw REFERENCES.malformed("references that repeat more than 64 MiB");
      }
      event.report().to(to);
    }
  }
}
