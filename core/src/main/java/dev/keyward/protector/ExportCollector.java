package dev.keyward.protector;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.io.ExportSink;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the protectors among the values of an export and the names that stand beside them. A name
 * may come after the protector, so one is held back until its object ends.
 */
final class ExportCollector implements ExportSink {

  private static final List<String> NAMES = List.of("VMName", "Name", "VMId", "Id");
  private static final List<String> HOLDERS = List.of("keyprotector", "rawdata");
  private static final int MOST_HELD = 64;

  /** What is done with each protector, and where it stood. */
  interface Receiver {
    void receive(EncodedProtector protector, Optional<Found> where)
        throws KeywardException, IOException;
  }

  /** An object that has not ended. */
  private static final class OpenObject {
    private final Map<String, String> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<Held> held = new ArrayList<>();
  }

  private record Held(int index, EncodedProtector.Content content, Optional<Found> where) {}

  private final Receiver receiver;
  private final Deque<OpenObject> open = new ArrayDeque<>();
  private int count;

  ExportCollector(Receiver receiver) {
    this.receiver = receiver;
    open.push(new OpenObject());
  }

  int count() {
    return count;
  }

  @Override
  public void open() {
    open.push(new OpenObject());
  }

  @Override
  public void close() throws KeywardException, IOException {
    OpenObject closed = open.pop();
    Optional<String> name = nameOf(closed);
    if (name.isEmpty() && open.size() > 1) {
      OpenObject outer = open.element();
      outer.held.addAll(closed.held);
      if (outer.held.size() > MOST_HELD) {
        deliver(outer.held, nameOf(outer));
        outer.held.clear();
      }
    } else {
      deliver(closed.held, name);
    }
  }

  /** After the last value: gives what stood outside of every object. */
  void end() throws KeywardException, IOException {
    while (!open.isEmpty()) {
      OpenObject last = open.pop();
      deliver(last.held, nameOf(last));
    }
  }

  private void deliver(List<Held> held, Optional<String> name)
      throws KeywardException, IOException {
    for (Held each : held) {
      receiver.receive(new EncodedProtector(each.index(), name, each.content()), each.where());
    }
  }

  private static Optional<String> nameOf(OpenObject object) {
    return NAMES.stream().filter(object.names::containsKey).map(object.names::get).findFirst();
  }

  @Override
  public void text(String name, String value) {
    if (NAMES.stream().anyMatch(name::equalsIgnoreCase) && !value.isEmpty()) {
      open.element().names.putIfAbsent(name, value);
    }
  }

  @Override
  public void bytes(String name, Found found) throws KeywardException, IOException {
    byte[] content = found.content();
    boolean expected = isHolder(name) || (open.size() == 1 && name.isEmpty());
    if (content != null && Frame.looksLikeProtector(content)) {
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
    // Only the place is kept with it: the bytes are in the content.
    Optional<Found> place =
        where.map(found -> new Found(null, found.start(), found.end(), found.numbers()));
    OpenObject object = open.element();
    object.held.add(new Held(count++, content, place));
    if (object.held.size() > MOST_HELD || open.size() == 1) {
      // Memory is bounded first; a name that comes later than this is lost.
      deliver(object.held, nameOf(object));
      object.held.clear();
    }
  }

  private static boolean isHolder(String name) {
    return HOLDERS.contains(name.toLowerCase(Locale.ROOT));
  }

  private static MalformedInputException notAProtector() {
    return new MalformedInputException(
        Fault.of("not-a-protector", "", "bytes of another kind", "a key protector"));
  }
}
