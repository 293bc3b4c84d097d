package dev.keyward.internal.hvs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The tables, from 8192 on and chained, that say where everything else is: 8 bytes, then entries of
 * 18 bytes.
 */
final class ObjectTable {

  private static final String PART = "object table";
  private static final int FIRST = 8192;
  private static final int SIGNATURE = 0x01110001;
  private static final int HEAD = 8;
  private static final int ENTRY = 18;
  private static final int CHECKSUM_AT = 1;
  private static final int MOST_OBJECTS = 65_536;

  private static final int CHAIN = 1;
  private static final int KEY_TABLE = 2;

  private final HvsSource source;
  private final List<Place> keyTables = new ArrayList<>();
  private long objects;

  private ObjectTable(HvsSource source) {
    this.source = source;
  }

  /**
   * Where an object is.
   *
   * @param offset as the table says; not checked
   * @param size in bytes, 0 to 4 GiB
   */
  record Place(long offset, long size) {}

  /** The places of all key tables. */
  static List<Place> keyTables(HvsSource source) throws HvsException, IOException {
    ObjectTable table = new ObjectTable(source);
    Set<Long> seen = new HashSet<>();
    long offset = FIRST;
    while (offset != 0) {
      if (!seen.add(offset)) {
        throw new HvsException(PART, "a chain that returns to a table", "a chain that ends");
      }
      offset = table.read(offset);
    }
    return table.keyTables;
  }

  /** Reads one table and returns where the next one is, 0 for none. */
  private long read(long offset) throws HvsException, IOException {
    ByteBuffer head = HvsPart.read(source, PART, offset, HEAD);
    if (head.getInt(0) != SIGNATURE) {
      throw new HvsException(PART, "another signature at " + offset, "an object table");
    }
    long count = Integer.toUnsignedLong(head.getInt(4));
    HvsPart.requireInside(source, PART, offset + HEAD, count * ENTRY);
    objects += count;
    if (objects > MOST_OBJECTS) {
      throw HvsException.tooLarge(PART, objects + " objects", "at most " + MOST_OBJECTS);
    }
    ByteBuffer entries = HvsPart.read(source, PART, offset + HEAD, (int) count * ENTRY);
    long next = 0;
    for (int index = 0; index < count; index++) {
      next = take(HvsPart.entry(entries, index, ENTRY), index == count - 1);
    }
    return next;
  }

  private long take(ByteBuffer entry, boolean last) throws HvsException {
    if (entry.equals(ByteBuffer.allocate(ENTRY))) {
      return 0;
    }
    HvsPart.requireRight(PART, entry, ENTRY, CHECKSUM_AT);
    int type = Byte.toUnsignedInt(entry.get(0));
    long offset = entry.getLong(5);
    if (type == KEY_TABLE) {
      keyTables.add(new Place(offset, Integer.toUnsignedLong(entry.getInt(13))));
    }
    if (type != CHAIN) {
      return 0;
    }
    if (!last || offset == 0) {
      String found = last ? "a chain to 0" : "a chain before the last entry";
      throw new HvsException(PART, found, "a chain to a table in the last entry");
    }
    return offset;
  }
}
