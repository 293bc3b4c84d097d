package dev.keyward.protector;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.io.ExportSink;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the protectors among the values of an export and the names that stand beside them. A name
 * may come after the protector, so one is held back until its object ends; they are given in the
 * order in which they stand.
 */
final class ExportCollector implements ExportSink {

  private static final List<String> NAMES = List.of("VMName", "Name", "VMId", "Id");
  private static final List<String> HOLDERS = List.of("keyprotector", "rawdata");
  private static final int MOST_HELD = 64;
  private static final int MOST_BYTES_HELD = 4 << 20;

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
   * @param numbers whether it is an array of numbers rather than base64
   * @param framed whether it has a frame
   */
  record Place(long start, long end, boolean numbers, boolean framed) {
    private static Place of(Found found) {
      byte[] content = found.content();
      boolean framed = content != null && content.length > 0 && content[0] == 0;
      return new Place(found.start(), found.end(), found.numbers(), framed);
    }
  }

  /** The names of an object; final when it has ended. */
  private static final class Names {
    private final Map<String, String> texts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    Optional<String> best() {
      return NAMES.stream().filter(texts::containsKey).map(texts::get).findFirst();
    }
  }

  /** A protector that is held back, and the object that may still name it; null when none may. */
  private static final class Held {
    private final int index;
    private final EncodedProtector.Content content;
    private final int size;
    private final Optional<Place> where;
    private Names object;
    private Optional<String> name = Optional.empty();

    Held(int index, EncodedProtector.Content content, Optional<Found> found) {
      this.index = index;
      this.content = content;
      this.size = found.map(Found::content).map(bytes -> bytes.length).orElse(0);
      this.where = found.map(Place::of);
    }
  }

  private final Receiver receiver;
  private final Deque<Names> open = new ArrayDeque<>();
  private final Deque<Held> held = new ArrayDeque<>();
  private int bytesHeld;
  private int count;

  ExportCollector(Receiver receiver) {
    this.receiver = receiver;
    open.push(new Names());
  }

  int count() {
    return count;
  }

  @Override
  public void open() {
    open.push(new Names());
  }

  @Override
  public void close() throws KeywardException, IOException {
    Names closed = open.pop();
    Optional<String> name = closed.best();
    boolean outerMayName = name.isEmpty() && open.size() > 1;
    for (Held each : held) {
      if (each.object == closed) {
        each.name = name;
        each.object = outerMayName ? open.element() : null;
      }
    }
    while (isSettled(held.peek())) {
      deliver();
    }
  }

  /** After the last value: gives what is still held. */
  void end() throws KeywardException, IOException {
    while (!held.isEmpty()) {
      deliver();
    }
  }

  private void deliver() throws KeywardException, IOException {
    Held first = held.remove();
    bytesHeld -= first.size;
    Optional<String> name = first.object == null ? first.name : first.object.best();
    receiver.receive(new EncodedProtector(first.index, name, first.content), first.where);
  }

  @Override
  public void text(String name, String value) {
    if (NAMES.stream().anyMatch(name::equalsIgnoreCase) && !value.isEmpty()) {
      open.element().texts.putIfAbsent(name, value);
    }
  }

  @Override
  public void bytes(String name, Found found) throws KeywardException, IOException {
    byte[] content = found.content();
    boolean expected = isHolder(name) || (open.size() == 1 && name.isEmpty());
    boolean framed = content != null && content.length > 0 && content[0] == 0;
    // A frame of a wrong length is told as such only where a protector is expected.
    if (content != null && (Frame.looksLikeProtector(content) || (expected && framed))) {
      hold(EncodedProtector.Content.unframed(content), Optional.of(found));
    } else if (expected) {
      hold(EncodedProtector.Content.failed(notAProtector()), Optional.of(found));
    }
  }

  @Override
  public void nothing(String name) throws KeywardException, IOException {
    if (isHolder(name)) {
      hold(EncodedProtector.Content.failed(Frame.none()), Optional.empty());
    }
  }

  private void hold(EncodedProtector.Content content, Optional<Found> where)
      throws KeywardException, IOException {
    Held last = new Held(count++, content, where);
    last.object = open.size() == 1 ? null : open.element();
    held.add(last);
    bytesHeld += last.size;
    // Memory is bounded first: a name that comes later than this is lost.
    while (held.size() > MOST_HELD || bytesHeld > MOST_BYTES_HELD || isSettled(held.peek())) {
      deliver();
    }
  }

  private static boolean isSettled(Held first) {
    return first != null && first.object == null;
  }

  private static boolean isHolder(String name) {
    return HOLDERS.contains(name.toLowerCase(Locale.ROOT));
  }

  private static MalformedInputException notAProtector() {
    return new MalformedInputException(
        Fault.of("not-a-protector", "", "bytes of another kind", "a key protector"));
  }
}
