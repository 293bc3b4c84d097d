package dev.keyward.vm.disk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/** GUIDs as Windows stores them: the first three fields little-endian, the rest as written. */
public final class Guids {

  public static final UUID NONE = new UUID(0, 0);

  private Guids() {}

  /** The GUID in the 16 bytes at an offset. */
  public static UUID at(ByteBuffer bytes, int offset) {
    ByteBuffer little = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    long first = Integer.toUnsignedLong(little.getInt(offset));
    long second = Short.toUnsignedLong(little.getShort(offset + 4));
    long third = Short.toUnsignedLong(little.getShort(offset + 6));
    long rest = little.order(ByteOrder.BIG_ENDIAN).getLong(offset + 8);
    return new UUID(first << 32 | second << 16 | third, rest);
  }
}
