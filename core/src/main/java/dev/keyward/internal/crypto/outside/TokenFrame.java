package dev.keyward.internal.crypto.outside;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One message between {@link TokenProcess} and {@link TokenServer}: a request, or the answer to the
 * request of the same number.
 *
 * @param fields their number and meaning depend on the kind; the reader of a frame may wipe them
 */
record TokenFrame(int number, Kind kind, List<byte[]> fields) {

  private static final int MARK = 0x4b575031;
  private static final int MOST_FIELDS = 64;
  private static final int MOST_BYTES = 64 << 20;

  /** What a frame is. */
  enum Kind {
    /** The PIN in UTF-16. */
    LOGIN,
    /** A public key, and what its private key signs. */
    SIGN,
    /** A public key, both digests of OAEP, a text, and the length of its message as a byte each. */
    OPEN,
    /**
     * The result, and how many sessions are open with the token where that is known. A login has
     * neither.
     */
    DONE,
    /** The text does not open. */
    CLOSED,
    /** The five parts of a fault. */
    REFUSED,
    /** The same, where the PIN is wrong. */
    WRONG_PIN,
    /** The same, where a later try may succeed. */
    FAILED
  }

  /** Copies the list. */
  TokenFrame {
    fields = List.copyOf(fields);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(MARK);
    out.writeInt(number);
    out.writeByte(kind.ordinal());
    out.writeByte(fields.size());
    for (byte[] field : fields) {
      out.writeInt(field.length);
      out.write(field);
    }
    out.flush();
  }

  /**
   * Reads one.
   *
   * @throws IOException also if {@link #write} did not write the bytes
   */
  static TokenFrame read(DataInputStream in) throws IOException {
    if (in.readInt() != MARK) {
      throw new IOException("not a frame of a token's process");
    }
    int number = in.readInt();
    int kind = in.readUnsignedByte();
    int count = in.readUnsignedByte();
    if (kind >= Kind.values().length || count > MOST_FIELDS) {
      throw new IOException("an unknown frame of a token's process");
    }
    List<byte[]> fields = new ArrayList<>();
    int left = MOST_BYTES;
    for (int i = 0; i < count; i++) {
      int length = in.readInt();
      if (length < 0 || length > left) {
        throw new IOException("a frame of a token's process that is too long");
      }
      left -= length;
      byte[] field = in.readNBytes(length);
      if (field.length != length) {
        throw new IOException("a frame of a token's process that is cut off");
      }
      fields.add(field);
    }
    return new TokenFrame(number, Kind.values()[kind], fields);
  }

  /** Overwrites the fields. */
  void wipe() {
    fields.forEach(field -> Arrays.fill(field, (byte) 0));
  }
}
