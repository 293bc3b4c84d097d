package dev.keyward.tpm.log;

import dev.keyward.KeywardException;
import dev.keyward.guardian.Thumbprint;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A recorded log with other events in it, as another boot could have measured them. */
public final class ChangedLog {

  private static final int HEADER = 32;

  private final byte[] header;
  private final List<LogEvent> events;

  private ChangedLog(byte[] header, List<LogEvent> events) {
    this.header = header;
    this.events = events;
  }

  /** Of a log with SHA-256 digests alone. */
  public static ChangedLog of(String name) throws KeywardException {
    EventLog log = new RecordedBoot(name).log();
    byte[] content = log.content();
    int data = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getInt(HEADER - 4);
    return new ChangedLog(Arrays.copyOf(content, HEADER + data), new ArrayList<>(log.events()));
  }

  public LogEvent event(int number) {
    return events.get(number - 1);
  }

  /** The event measures these data. */
  public ChangedLog with(int number, byte[] data) {
    return with(number, Thumbprint.of(data), data);
  }

  public ChangedLog with(int number, Thumbprint digest, byte[] data) {
    LogEvent old = event(number);
    events.set(number - 1, new LogEvent(number, old.register(), old.type(), digest, data));
    return this;
  }

  /** The byte of its data at {@code place} is another, and it measures these data. */
  public ChangedLog flipped(int number, int place) {
    byte[] data = event(number).data();
    data[place < 0 ? data.length + place : place] ^= 1;
    return with(number, data);
  }

  /** A new event before the one of that number. */
  public ChangedLog added(int number, int register, String text) {
    byte[] data = text.getBytes(StandardCharsets.US_ASCII);
    events.add(number - 1, new LogEvent(number, register, 5, Thumbprint.of(data), data));
    return this;
  }

  public ChangedLog without(int number) {
    events.remove(number - 1);
    return this;
  }

  public ChangedLog swapped(int number, int other) {
    Collections.swap(events, number - 1, other - 1);
    return this;
  }

  public byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header);
    for (LogEvent event : events) {
      byte[] data = event.data();
      ByteBuffer fields = ByteBuffer.allocate(50 + data.length).order(ByteOrder.LITTLE_ENDIAN);
      fields.putInt(event.register()).putInt((int) event.type());
      fields.putInt(1).putShort((short) 0xb).put(event.digest().bytes());
      fields.putInt(data.length).put(data);
      out.writeBytes(Arrays.copyOf(fields.array(), fields.position()));
    }
    return out.toByteArray();
  }

  public EventLog log() throws KeywardException {
    return EventLog.read(encode(), "the changed log");
  }
}
