package dev.keyward.internal.hvs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes that Hyper-V wrote to the log and perhaps not yet to their places: 34 bytes, then an
 * entry of 28 bytes for each change. They are applied in memory, all of them or none.
 */
final class ReplayLog {

  private static final String PART = "replay log";
  private static final int SIGNATURE = 0x01110003;
  private static final int HEAD = 34;
  private static final int ENTRY = 28;
  private static final int CHECKSUM_AT = 4;
  private static final int COUNT_AT = 8;
  private static final int PAGE = 4096;
  private static final int MOST_PAGES = 4096;

  private final HvsSource source;
  private final long offset;
  private final long size;

  private ReplayLog(HvsSource source, HvsHeader header) {
    this.source = source;
    this.offset = header.logOffset();
    this.size = header.logSize();
  }

  /** The file with the changes of its log; empty where the log has a fault. */
  static Optional<HvsSource> applied(HvsSource source, HvsHeader header) throws IOException {
    if (header.logSize() == 0) {
      return Optional.of(source);
    }
    try {
      List<Change> changes = new ReplayLog(source, header).changes();
      return Optional.of(changes.isEmpty() ? source : ChangedSource.of(source, changes));
    } catch (HvsException e) {
      return Optional.empty();
    }
  }

  /**
   * Bytes for a place in the file.
   *
   * @param destination where they belong
   */
  record Change(long destination, byte[] bytes) {}

  private List<Change> changes() throws HvsException, IOException {
    HvsPart.requireInside(source, PART, offset, size);
    if (size < HEAD) {
      throw fault("a head of " + size + " bytes");
    }
    ByteBuffer head = HvsPart.read(source, PART, offset, HEAD);
    if (head.getInt(0) != SIGNATURE) {
      throw fault("another signature");
    }
    HvsPart.requireRight(PART, head, HEAD, CHECKSUM_AT);
    long count = Integer.toUnsignedLong(head.getInt(COUNT_AT));
    if (count > MOST_PAGES || HEAD + count * ENTRY > size) {
      throw fault(count + " entries");
    }
    ByteBuffer entries = HvsPart.read(source, PART, offset + HEAD, (int) count * ENTRY);
    List<Change> changes = new ArrayList<>();
    long pages = 0;
    for (int index = 0; index < count; index++) {
      ByteBuffer entry = HvsPart.entry(entries, index, ENTRY);
      pages += (Integer.toUnsignedLong(entry.getInt(12)) + PAGE - 1) / PAGE;
      if (pages > MOST_PAGES) {
        throw fault("more than " + MOST_PAGES + " pages");
      }
      changes.add(change(entry));
    }
    return changes;
  }

  private Change change(ByteBuffer entry) throws HvsException, IOException {
    HvsPart.requireRight(PART, entry, ENTRY, 0);
    long destination = entry.getLong(4);
    long length = Integer.toUnsignedLong(entry.getInt(12));
    long start = entry.getLong(16);
    HvsPart.requireInside(source, PART, destination, length);
    if (start < 0 || start > size - length) {
      throw fault("data outside the log");
    }
    byte[] data = HvsPart.read(source, PART, offset + start, (int) length).array();
    if (HvsPart.checksum(data) != entry.getInt(24)) {
      throw HvsPart.wrongChecksum(PART);
    }
    return new Change(destination, data);
  }

  private static HvsException fault(String found) {
    return new HvsException(PART, found, "a log that can be applied");
  }
}
