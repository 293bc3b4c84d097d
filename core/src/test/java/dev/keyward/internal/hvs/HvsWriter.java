package dev.keyward.internal.hvs;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Writes a container: two headers, one object table, an empty replay log, one key table, and behind
 * them the values of 2048 bytes and more. It does no more than tests need.
 */
public final class HvsWriter {

  /** Where the object table is. */
  public static final int OBJECT_TABLE = 8192;

  /** Where the replay log is. */
  public static final int LOG = 12_288;

  /** Where the key table is. */
  public static final int KEY_TABLE = 16_384;

  private static final int PAGE = 4096;
  private static final int OUTSIDE_FROM = 2048;

  private final List<Written> keys = new ArrayList<>();
  private final Map<String, Integer> nodes = new LinkedHashMap<>();

  /** A key and the index of the node above it, -1 for the root. */
  private record Written(int parent, String name, int type, byte[] value) {}

  /** Text. */
  public HvsWriter text(String path, String text) {
    return key(path, 6, (text + "\0").getBytes(StandardCharsets.UTF_16LE));
  }

  /** Bytes. */
  public HvsWriter bytes(String path, byte[] value) {
    return key(path, 7, value);
  }

  /** A number of 8 bytes. */
  public HvsWriter number(String path, long value) {
    return key(path, 3, little(8).putLong(value).array());
  }

  /** Yes or no. */
  public HvsWriter bool(String path, boolean value) {
    return key(path, 8, little(4).putInt(value ? 1 : 0).array());
  }

  /** A key of any type, below nodes that are made where they are missing. */
  public HvsWriter key(String path, int type, byte[] value) {
    int slash = path.lastIndexOf('/');
    keys.add(new Written(node(path.substring(0, slash)), path.substring(slash + 1), type, value));
    return this;
  }

  private int node(String path) {
    if (path.isEmpty()) {
      return -1;
    }
    Integer known = nodes.get(path);
    if (known != null) {
      return known;
    }
    int slash = path.lastIndexOf('/');
    int parent = node(path.substring(0, slash));
    keys.add(new Written(parent, path.substring(slash + 1), 9, new byte[12]));
    nodes.put(path, keys.size() - 1);
    return keys.size() - 1;
  }

  /** The whole file. */
  public byte[] file() {
    // Other readers want a free entry at the end, so there is always room for one.
    int tableSize = pages(10 + keys.stream().mapToInt(HvsWriter::entrySize).sum() + 21);
    ByteBuffer table = little(tableSize);
    ByteArrayOutputStream values = new ByteArrayOutputStream();
    table.putShort((short) 2).putShort((short) 1).putShort((short) 1).putInt(0);
    table.putInt(6, crc(table, 0, 10));
    int[] places = new int[keys.size()];
    for (int index = 0; index < places.length; index++) {
      Written key = keys.get(index);
      places[index] = table.position();
      int parent = key.parent() < 0 ? 0 : places[key.parent()];
      entry(table, key, parent, KEY_TABLE + tableSize + values.size());
      if (isOutside(key)) {
        values.writeBytes(Arrays.copyOf(key.value(), pages(key.value().length)));
      }
    }
    int rest = table.remaining();
    table.put((byte) 1).put((byte) 0).putInt(rest);
    return file(table, values.toByteArray());
  }

  private static byte[] file(ByteBuffer table, byte[] values) {
    byte[] content = new byte[KEY_TABLE + table.capacity() + values.length];
    ByteBuffer file = wrap(content);
    header(file, 0, 1);
    header(file, PAGE, 0);
    file.putInt(OBJECT_TABLE, 0x01110001).putInt(OBJECT_TABLE + 4, 2);
    object(file, OBJECT_TABLE + 8, 2, KEY_TABLE, table.capacity());
    if (values.length > 0) {
      object(file, OBJECT_TABLE + 26, 3, KEY_TABLE + table.capacity(), values.length);
    }
    file.putInt(LOG, 0x01110003);
    file.putInt(LOG + 4, crc(file, LOG, 34));
    file.put(KEY_TABLE, table, 0, table.capacity());
    file.put(KEY_TABLE + table.capacity(), values);
    return content;
  }

  private static void header(ByteBuffer file, int offset, int sequence) {
    file.putInt(offset, 0x01282014).putShort(offset + 8, (short) sequence);
    file.putInt(offset + 10, 0x0400).putInt(offset + 22, PAGE);
    file.putLong(offset + 26, LOG).putLong(offset + 34, PAGE).putInt(offset + 42, PAGE);
    file.putInt(offset + 4, crc(file, offset, 46));
  }

  private static void object(ByteBuffer file, int offset, int type, long place, int size) {
    file.put(offset, (byte) type).putLong(offset + 5, place).putInt(offset + 13, size);
    file.put(offset + 17, (byte) 1);
    file.putInt(offset + 1, crc(file, offset, 18));
  }

  private static void entry(ByteBuffer table, Written key, int parent, long outside) {
    int start = table.position();
    byte[] name = (key.name() + "\0").getBytes(StandardCharsets.UTF_8);
    table.put((byte) key.type()).put((byte) (isOutside(key) ? 1 : 0)).putInt(entrySize(key));
    table.putShort((short) (parent == 0 ? 0 : 1)).putInt(parent).putInt(0).putInt(0);
    table.put((byte) name.length).put(name);
    if (isOutside(key)) {
      table.putInt(key.value().length).putLong(outside);
    } else {
      if (isSized(key)) {
        table.putInt(key.value().length);
      }
      table.put(key.value());
    }
    table.putInt(start + 12, crc(table, start, table.position() - start));
  }

  private static int entrySize(Written key) {
    int value = isSized(key) ? 4 + key.value().length : key.value().length;
    return 21
        + key.name().getBytes(StandardCharsets.UTF_8).length
        + 1
        + (isOutside(key) ? 12 : value);
  }

  private static boolean isSized(Written key) {
    return key.type() == 6 || key.type() == 7;
  }

  private static boolean isOutside(Written key) {
    return key.value().length >= OUTSIDE_FROM;
  }

  private static int pages(int bytes) {
    return Math.max(PAGE, (bytes + PAGE - 1) / PAGE * PAGE);
  }

  private static ByteBuffer little(int size) {
    return wrap(new byte[size]);
  }

  private static ByteBuffer wrap(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * A file with room for a replay log at its end.
   *
   * @param pages how many pages the log can hold
   */
  public static byte[] withLog(byte[] content, int pages) {
    byte[] longer = Arrays.copyOf(content, content.length + PAGE + pages * PAGE);
    ByteBuffer file = ByteBuffer.wrap(longer).order(ByteOrder.LITTLE_ENDIAN);
    for (int header = 0; header <= PAGE; header += PAGE) {
      file.putLong(header + 26, content.length);
      file.putLong(header + 34, longer.length - content.length).putInt(header + 4, 0);
      file.putInt(header + 4, crc(longer, header, 46));
    }
    System.arraycopy(logHead(0), 0, longer, content.length, 34);
    return longer;
  }

  /** The head of a replay log with so many entries that count. */
  public static byte[] logHead(int count) {
    byte[] bytes = new byte[34];
    ByteBuffer head = wrap(bytes).putInt(0, 0x01110003).putInt(8, count);
    head.putInt(4, crc(head, 0, 34));
    return bytes;
  }

  /**
   * An entry of a replay log.
   *
   * @param index its place in the log; its page is as far behind the log's first page
   * @param destination where the page belongs
   */
  public static byte[] logEntry(int index, long destination, byte[] page) {
    byte[] bytes = new byte[28];
    ByteBuffer entry = wrap(bytes).putLong(4, destination).putInt(12, PAGE);
    entry.putLong(16, (index + 1L) * PAGE).putInt(24, crc(page, 0, PAGE));
    entry.putInt(0, crc(entry, 0, 28));
    return bytes;
  }

  private static int crc(ByteBuffer bytes, int offset, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes.slice(offset, length));
    return (int) crc.getValue();
  }

  /** The checksum of bytes as they are; a structure must have zeros in place of its own. */
  static int crc(byte[] bytes, int offset, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}
