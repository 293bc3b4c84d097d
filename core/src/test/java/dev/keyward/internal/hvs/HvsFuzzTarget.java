package dev.keyward.internal.hvs;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What Jazzer calls with each input. It does not name Jazzer, so that every build compiles it. Even
 * inputs are read as they are. In odd ones all checksums are made right first: without that, hardly
 * any change would reach what is behind them.
 */
public final class HvsFuzzTarget {

  private static final int OBJECT_TABLE = 8192;
  private static final int ENTRY = 18;
  private static final int MOST_ENTRIES = 4096;
  private static final int KEY_HEAD = 21;

  private HvsFuzzTarget() {}

  /** Reads an input; only the one declared error may leave the reader. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    byte[] content = input.clone();
    if (content.length % 2 == 1) {
      seal(content);
    }
    read(content);
  }

  /** Reads all keys and values of a container, or is refused. */
  static void read(byte[] content) throws IOException {
    try {
      HvsFile file = HvsFile.read(HvsSource.of(content));
      read(file.root());
      if (!file.isUnchanged()) {
        throw new IllegalStateException("bytes in memory changed");
      }
    } catch (HvsException e) {
      if (e.part().isEmpty() || e.expected().isEmpty()) {
        throw new IllegalStateException("an error that names no part", e);
      }
    }
  }

  private static void read(HvsKey key) throws HvsException, IOException {
    key.path();
    if (key.type() != KeyType.NODE) {
      key.number();
      key.text();
    }
    for (HvsKey below : key.children()) {
      read(below);
    }
  }

  /** Makes the checksums right of all structures that can be found, wherever they are. */
  static void seal(byte[] content) {
    ByteBuffer bytes = HvsPart.of(content);
    for (int header = 0; header <= HvsHeader.SECOND; header += HvsHeader.SECOND) {
      seal(content, header, HvsHeader.SIZE, 4);
      if (isInside(content, header, HvsHeader.SIZE)) {
        log(content, bytes.getLong(header + 26));
      }
    }
    int at = OBJECT_TABLE + 8;
    for (int entry = 0; entry < MOST_ENTRIES && isInside(content, at, ENTRY); entry++) {
      if (!bytes.slice(at, ENTRY).equals(ByteBuffer.allocate(ENTRY))) {
        seal(content, at, ENTRY, 1);
      }
      if (content[at] == 2) {
        keys(content, bytes.getLong(at + 5), bytes.getInt(at + 13));
      }
      at += ENTRY;
    }
  }

  private static void log(byte[] content, long offset) {
    ByteBuffer bytes = HvsPart.of(content);
    seal(content, offset, 34, 4);
    if (!isInside(content, offset, 34)) {
      return;
    }
    int count = bytes.getInt((int) offset + 8);
    long at = offset + 34;
    for (int entry = 0; entry < Math.min(count, 16) && isInside(content, at, 28); entry++) {
      int length = bytes.getInt((int) at + 12);
      long data = offset + bytes.getLong((int) at + 16);
      if (isInside(content, data, length)) {
        bytes.putInt((int) at + 24, HvsWriter.crc(content, (int) data, length));
      }
      seal(content, at, 28, 0);
      at += 28;
    }
  }

  private static void keys(byte[] content, long offset, int size) {
    if (!isInside(content, offset, size) || size < KeyTable.HEAD) {
      return;
    }
    ByteBuffer bytes = HvsPart.of(content);
    seal(content, offset, KeyTable.HEAD, 6);
    int end = (int) offset + size;
    int at = (int) offset + KeyTable.HEAD;
    while (end - at >= KEY_HEAD) {
      int entry = bytes.getInt(at + 2);
      if (entry < KEY_HEAD || entry > end - at) {
        return;
      }
      long length = KEY_HEAD + (content[at + 20] & 0xff) + value(bytes, at, end);
      if (length <= entry) {
        seal(content, at, (int) length, 12);
      }
      at += entry;
    }
  }

  /** How many bytes the value of an entry has there, with the length before it. */
  private static long value(ByteBuffer bytes, int at, int end) {
    int start = at + KEY_HEAD + (bytes.get(at + 20) & 0xff);
    if ((bytes.get(at + 1) & 1) != 0) {
      return 12;
    }
    return KeyType.of(bytes.get(at))
        .map(
            type ->
                type.fixedSize() > 0
                    ? type.fixedSize()
                    : start > end - Integer.BYTES
                        ? Integer.MAX_VALUE
                        : Integer.BYTES + Integer.toUnsignedLong(bytes.getInt(start)))
        .orElse(0L);
  }

  private static void seal(byte[] content, long offset, int length, int place) {
    if (isInside(content, offset, length)) {
      int at = (int) offset;
      HvsPart.of(content).putInt(at + place, 0);
      HvsPart.of(content).putInt(at + place, HvsWriter.crc(content, at, length));
    }
  }

  private static boolean isInside(byte[] content, long offset, int length) {
    return offset >= 0 && length >= 0 && offset <= content.length - (long) length;
  }
}
