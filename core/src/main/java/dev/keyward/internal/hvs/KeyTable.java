package dev.keyward.internal.hvs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A table of keys: 10 bytes, then its entries.
 *
 * @param index the number by which entries name the table of their parent, 1 to 65,535
 * @param bytes the whole table
 */
record KeyTable(int index, ByteBuffer bytes) {

  static final int HEAD = 10;

  private static final String PART = "key table";
  private static final int SIGNATURE = 0x0002;
  private static final int CHECKSUM_AT = 6;
  private static final int MOST_BYTES = 16 << 20;

  /** The first bytes of a table and where it is. */
  private record Head(int index, int sequence, ObjectTable.Place place) {}

  /** Of tables with one index the one with the higher sequence; the others are not read. */
  static List<KeyTable> read(HvsSource source, Collection<ObjectTable.Place> places)
      throws HvsException, IOException {
    Map<Integer, Head> newest = new TreeMap<>();
    for (ObjectTable.Place place : places) {
      Head head = head(source, place);
      Head other = newest.get(head.index);
      if (other != null && other.sequence == head.sequence) {
        throw new HvsException(
            PART, "two tables of index " + head.index + " with one sequence", "one of them newer");
      }
      if (other == null || other.sequence < head.sequence) {
        newest.put(head.index, head);
      }
    }
    return whole(source, newest.values());
  }

  private static Head head(HvsSource source, ObjectTable.Place place)
      throws HvsException, IOException {
    HvsPart.requireInside(source, PART, place.offset(), place.size());
    if (place.size() < HEAD) {
      throw new HvsException(PART, place.size() + " bytes", "at least " + HEAD);
    }
    ByteBuffer head = HvsPart.read(source, PART, place.offset(), HEAD);
    if (head.getShort(0) != SIGNATURE) {
      throw new HvsException(PART, "another signature at " + place.offset(), "a key table");
    }
    HvsPart.requireRight(PART, head, HEAD, CHECKSUM_AT);
    int index = Short.toUnsignedInt(head.getShort(2));
    if (index == 0) {
      throw new HvsException(PART, "index 0", "an index from 1 on");
    }
    return new Head(index, Short.toUnsignedInt(head.getShort(4)), place);
  }

  private static List<KeyTable> whole(HvsSource source, Collection<Head> heads)
      throws HvsException, IOException {
    long total = 0;
    for (Head head : heads) {
      total += head.place.size();
    }
    if (total > MOST_BYTES) {
      throw HvsException.tooLarge(PART, total + " bytes of key tables", "at most 16 MiB");
    }
    List<KeyTable> tables = new ArrayList<>();
    for (Head head : heads) {
      ObjectTable.Place place = head.place;
      tables.add(
          new KeyTable(head.index, HvsPart.read(source, PART, place.offset(), (int) place.size())));
    }
    return tables;
  }
}
