package dev.keyward.internal.hvs;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A key as its table says it: 21 bytes, its name with a zero byte behind it, then its data.
 *
 * @param offset where it is in its table
 * @param name the name without the zero byte
 * @param data where its value is
 */
record KeyEntry(KeyTable table, int offset, String name, Data data) {

  /** The bytes before the name. */
  static final int HEAD = 21;

  static final int FREE = 1;

  private static final String PART = "key";
  private static final int POINTER = 0x01;
  private static final int POINTER_SIZE = 12;
  private static final int SIZE_AT = 2;
  private static final int PARENT_TABLE_AT = 6;
  private static final int PARENT_AT = 8;
  private static final int CHECKSUM_AT = 12;
  private static final int NAME_LENGTH_AT = 20;

  /**
   * The value of a key.
   *
   * @param isOutside whether it is somewhere in the file and not in the table
   * @param start where it begins, in the file or in the table
   * @param length its bytes, 0 to 4 GiB
   * @param end where the entry's own data ends in the table
   */
  record Data(KeyType type, boolean isOutside, long start, long length, int end) {}

  static int type(ByteBuffer table, int offset) {
    return Byte.toUnsignedInt(table.get(offset));
  }

  /**
   * How many bytes an entry has.
   *
   * @throws HvsException where it leaves its table or has less than a head
   */
  static int size(ByteBuffer table, int offset) throws HvsException {
    long size = Integer.toUnsignedLong(table.getInt(offset + SIZE_AT));
    if (size < HEAD || size > table.capacity() - offset) {
      throw fault(offset, size + " bytes", "an entry within its key table");
    }
    return (int) size;
  }

  /**
   * The entry at a place.
   *
   * @param size the bytes that it has
   */
  static KeyEntry read(KeyTable table, int offset, int size) throws HvsException {
    ByteBuffer bytes = table.bytes();
    int nameLength = Byte.toUnsignedInt(bytes.get(offset + NAME_LENGTH_AT));
    int start = offset + HEAD + nameLength;
    Data data = data(bytes, offset, start, offset + size);
    if (!HvsPart.isRight(bytes, offset, data.end - offset, CHECKSUM_AT)) {
      throw HvsPart.wrongChecksum(PART + " at " + offset);
    }
    return new KeyEntry(table, offset, name(bytes, offset, nameLength), data);
  }

  private static Data data(ByteBuffer bytes, int offset, int start, int end) throws HvsException {
    KeyType type = KeyType.of(type(bytes, offset)).orElseThrow(() -> unknown(bytes, offset));
    boolean outside = (bytes.get(offset + 1) & POINTER) != 0;
    int head = outside ? POINTER_SIZE : type.headSize();
    if (start > end - head) {
      throw tooShort(offset);
    }
    if (outside) {
      long length = Integer.toUnsignedLong(bytes.getInt(start));
      long place = bytes.getLong(start + Integer.BYTES);
      return new Data(type, true, place, length, start + POINTER_SIZE);
    }
    if (type.fixedSize() > 0) {
      return new Data(type, false, start, head, start + head);
    }
    long length = Integer.toUnsignedLong(bytes.getInt(start));
    if (length > end - head - start) {
      throw tooShort(offset);
    }
    int first = start + head;
    return new Data(type, false, first, length, first + (int) length);
  }

  private static String name(ByteBuffer bytes, int offset, int length) throws HvsException {
    int start = offset + HEAD;
    if (length == 0 || bytes.get(start + length - 1) != 0) {
      throw fault(offset, "a name without its end", "a name with a zero byte behind it");
    }
    ByteBuffer name = bytes.duplicate().position(start).limit(start + length - 1);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(name).toString();
    } catch (CharacterCodingException e) {
      throw fault(offset, "a name that is not UTF-8", "a name in UTF-8");
    }
  }

  int parentTable() {
    return Short.toUnsignedInt(table.bytes().getShort(offset + PARENT_TABLE_AT));
  }

  long parentOffset() {
    return Integer.toUnsignedLong(table.bytes().getInt(offset + PARENT_AT));
  }

  private static HvsException unknown(ByteBuffer bytes, int offset) {
    return fault(offset, "type " + type(bytes, offset), "a type from 3 to 9");
  }

  private static HvsException tooShort(int offset) {
    return fault(offset, "an entry that is shorter than its content", "an entry that holds it");
  }

  private static HvsException fault(int offset, String found, String expected) {
    return new HvsException(PART + " at " + offset + " of its table", found, expected);
  }
}
