package dev.keyward.tpm.log;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.tpm.FieldReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A firmware variable as it was measured (UEFI_VARIABLE_DATA). It is read only from data that the
 * event's digest covers.
 */
public final class FirmwareVariable {

  private static final int GUID_BYTES = 16;
  private static final int LONGEST_NAME = 512;

  private final LogEvent event;
  private final String name;
  private final byte[] content;

  private FirmwareVariable(LogEvent event, String name, byte[] content) {
    this.event = event;
    this.name = name;
    this.content = content;
  }

  /** The variable of an event; empty where the data are not covered or are no variable. */
  public static Optional<FirmwareVariable> of(LogEvent event) {
    Optional<byte[]> data = event.coveredData();
    if (data.isEmpty()) {
      return Optional.empty();
    }
    Fault.Kind kind = new Fault.Kind("bad-event-log", event.toString(), "a variable");
    FieldReader fields = FieldReader.ofLog(data.get(), kind);
    try {
      fields.bytes(GUID_BYTES);
      long characters = fields.number64();
      long size = fields.number64();
      if (characters < 0 || characters > LONGEST_NAME) {
        return Optional.empty();
      }
      String name = new String(fields.bytes(characters * 2), StandardCharsets.UTF_16LE);
      byte[] content = fields.bytes(size);
      fields.end();
      return Optional.of(new FirmwareVariable(event, name, content));
    } catch (MalformedInputException e) {
      return Optional.empty();
    }
  }

  /** The event that measured it. */
  public LogEvent event() {
    return event;
  }

  /** Its name, such as {@code SecureBoot}. */
  public String name() {
    return name;
  }

  /** Its content, a copy. */
  public byte[] content() {
    return content.clone();
  }
}
