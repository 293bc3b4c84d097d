package dev.keyward.internal.export;

import dev.keyward.KeywardException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What was reported last, up to a bound in bytes; the oldest is given up first. */
final class EventLog {

  private static final int MOST_BYTES = 4 << 20;

  /** What an event takes beside its text or bytes, about. */
  private static final int COST = 96;

  private final List<Event> events = new ArrayList<>();
  private int given;
  private long first;
  private long bytes;

  /** A report that can be made again. */
  interface Report {
    void to(ExportSink sink) throws KeywardException, IOException;
  }

  /**
   * A report with about what it takes.
   *
   * @param size in bytes
   */
  record Event(Report report, int size) {}

  /** The number that the next event gets. */
  long next() {
    return first + events.size() - given;
  }

  /** Whether that event is still known. */
  boolean has(long number) {
    return number >= first;
  }

  Event event(long number) {
    return events.get(given + (int) (number - first));
  }

  /**
   * Adds one.
   *
   * @param size the bytes of its text or bytes
   */
  void add(Report report, int size) {
    Event event = new Event(report, size + COST);
    events.add(event);
    bytes += event.size();
    while (bytes > MOST_BYTES) {
      bytes -= events.get(given).size();
      given++;
      first++;
    }
    if (given > events.size() / 2) {
      events.subList(0, given).clear();
      given = 0;
    }
  }

  /** Gives all of it up; the numbers go on. */
  void clear() {
    first = next();
    events.clear();
    given = 0;
    bytes = 0;
  }
}
