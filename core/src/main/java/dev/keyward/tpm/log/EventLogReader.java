package dev.keyward.tpm.log;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.tpm.Algorithms;
import dev.keyward.internal.tpm.FieldReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads an event log: a header in the old form with the sizes of digests, then the events. */
final class EventLogReader {

  private static final byte[] SIGNATURE = "Spec ID Event03\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LOCALITY = "StartupLocality\0".getBytes(StandardCharsets.US_ASCII);
  private static final long NO_ACTION = 3;
  private static final int SHA1_BYTES = 20;
  private static final int MOST_ALGORITHMS = 16;
  private static final int MOST_DIGEST = 128;
  private static final int MOST_LOCALITY = 4;

  private final Fault.Kind kind;
  private final Map<Integer, Integer> sizes = new HashMap<>();
  private final List<LogEvent> events = new ArrayList<>();
  private int locality;
  private int number;

  EventLogReader(String where) {
    this.kind = new Fault.Kind("bad-event-log", where, "an event log of the TCG");
  }

  EventLog read(byte[] log) throws MalformedInputException, UnsupportedFormatException {
    if (log.length > EventLog.MOST_BYTES) {
      throw kind.malformed("a log of more than " + EventLog.MOST_BYTES + " bytes");
    }
    byte[] copy = log.clone();
    FieldReader fields = FieldReader.ofLog(copy, kind);
    header(fields);
    while (fields.left() > 0) {
      number++;
      event(fields).ifPresent(events::add);
    }
    return new EventLog(copy, events, locality);
  }

  private void header(FieldReader fields)
      throws MalformedInputException, UnsupportedFormatException {
    fields.number32();
    long type = fields.number32();
    fields.bytes(SHA1_BYTES);
    byte[] data = fields.bytes(fields.number32());
    if (type != NO_ACTION || !startsWith(data, SIGNATURE)) {
      throw unsupported("a log with SHA-1 digests only");
    }
    FieldReader header = FieldReader.ofLog(data, kind);
    header.bytes(SIGNATURE.length + 8);
    long algorithms = header.number32();
    if (algorithms < 1 || algorithms > MOST_ALGORITHMS) {
      throw header.fault(algorithms + " digest algorithms");
    }
    for (int at = 0; at < algorithms; at++) {
      int algorithm = header.number16();
      int size = header.number16();
      boolean fits = size > 0 && size <= MOST_DIGEST;
      if (!fits || sizes.put(algorithm, size) != null) {
        throw header.fault("a digest algorithm of " + size + " bytes or given twice");
      }
    }
    header.bytes(header.number8());
    header.end();
    if (!Integer.valueOf(Thumbprint.SIZE).equals(sizes.get(Algorithms.SHA256))) {
      throw unsupported("a log without SHA-256");
    }
  }

  private UnsupportedFormatException unsupported(String found) {
    return new UnsupportedFormatException(
        Fault.of("unknown-event-log", kind.where(), found, "one with SHA-256"));
  }

  private Optional<LogEvent> event(FieldReader fields) throws MalformedInputException {
    long register = fields.number32();
    long type = fields.number32();
    Thumbprint digest = digest(fields);
    byte[] data = fields.bytes(fields.number32());
    if (type == NO_ACTION) {
      inform(register, data);
      return Optional.empty();
    }
    if (register >= RegisterValues.COUNT) {
      throw fields.fault("event " + number + " in register " + register);
    }
    return Optional.of(new LogEvent(number, (int) register, type, digest, data));
  }

  private Thumbprint digest(FieldReader fields) throws MalformedInputException {
    long count = fields.number32();
    if (count > sizes.size()) {
      throw fields.fault("event " + number + " with " + count + " digests");
    }
    Optional<Thumbprint> digest = Optional.empty();
    for (int at = 0; at < count; at++) {
      int algorithm = fields.number16();
      Integer size = sizes.get(algorithm);
      if (size == null || algorithm == Algorithms.SHA256 && digest.isPresent()) {
        throw fields.fault("event " + number + " with a digest of an algorithm of no header");
      }
      byte[] bytes = fields.bytes(size);
      if (algorithm == Algorithms.SHA256) {
        digest = Optional.of(Thumbprint.ofDigest(bytes));
      }
    }
    if (digest.isEmpty()) {
      throw fields.fault("event " + number + " without a SHA-256 digest");
    }
    return digest.get();
  }

  /**
   * The locality in which the TPM was started is the first value of register 0. No digest covers
   * it, but a wrong one gives other values.
   */
  private void inform(long register, byte[] data) throws MalformedInputException {
    if (register == 0 && startsWith(data, LOCALITY) && data.length == LOCALITY.length + 1) {
      locality = data[LOCALITY.length];
      if (locality < 0 || locality > MOST_LOCALITY) {
        throw kind.malformed("a start in locality " + locality);
      }
    }
  }

  private static boolean startsWith(byte[] data, byte[] start) {
    return data.length >= start.length
        && Arrays.equals(data, 0, start.length, start, 0, start.length);
  }
}
