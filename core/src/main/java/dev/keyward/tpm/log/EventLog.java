package dev.keyward.tpm.log;

import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.guardian.Thumbprint;
import java.util.List;

/**
 * An event log in the crypto-agile form (TCG PC Client Platform Firmware Profile, 10.2), as Linux
 * shows it at {@code /sys/kernel/security/tpm0/binary_bios_measurements}. It is what its writer
 * says until its replay is compared with a quote.
 */
public final class EventLog {

  /** The largest log that is read, in bytes. */
  public static final int MOST_BYTES = 1 << 20;

  private final byte[] content;
  private final List<LogEvent> events;
  private final int locality;

  EventLog(byte[] content, List<LogEvent> events, int locality) {
    this.content = content;
    this.events = List.copyOf(events);
    this.locality = locality;
  }

  /**
   * Reads a log to its last byte.
   *
   * @param log at most {@link #MOST_BYTES} bytes, copied
   * @param where the place that an error names
   * @throws MalformedInputException code {@code bad-event-log}
   * @throws UnsupportedFormatException code {@code unknown-event-log}: without SHA-256
   */
  public static EventLog read(byte[] log, String where)
      throws MalformedInputException, UnsupportedFormatException {
    return new EventLogReader(where).read(log);
  }

  /** The log's bytes, a copy. */
  public byte[] content() {
    return content.clone();
  }

  /** The events that were measured, in their order; those that only inform are left out. */
  public List<LogEvent> events() {
    return events;
  }

  /** The events of one register, in their order. */
  public List<LogEvent> events(int register) {
    return events.stream().filter(event -> event.register() == register).toList();
  }

  /** The values that the registers have after these events. */
  public RegisterValues replay() {
    byte[] first = new byte[Thumbprint.SIZE];
    first[first.length - 1] = (byte) locality;
    RegisterValues values = RegisterValues.atStart(Thumbprint.ofDigest(first));
    for (LogEvent event : events) {
      values = values.extended(event.register(), event.digest());
    }
    return values;
  }
}
