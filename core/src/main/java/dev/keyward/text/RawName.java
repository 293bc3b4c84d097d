package dev.keyward.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;

/**
 * The name of an entry as text. Where its bytes are no text in the encoding of this system, each
 * byte that cannot be read stands as U+DC00 plus that byte. No name of a file that can be read has
 * such a character, so two names never become one; reports show it escaped.
 */
public final class RawName {

  private static final char UNREADABLE = '\udc00';
  private static final Charset SYSTEM = system();

  private RawName() {}

  /** Whether the name as text leads to the entry: the bytes of a name need not be text. */
  public static boolean isText(Path entry) {
    try {
      return entry.resolveSibling(entry.getFileName().toString()).equals(entry);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** The name of {@code entry}, the last part of a path that has one. */
  public static String of(Path entry) {
    return isText(entry) ? entry.getFileName().toString() : decoded(bytes(entry));
  }

  private static Charset system() {
    String name = System.getProperty("sun.jnu.encoding", "UTF-8");
    return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.US_ASCII;
  }

  /** Only the address of a file gives the bytes of its name. */
  private static byte[] bytes(Path entry) {
    String address = entry.toUri().getRawPath().replaceFirst("/$", "");
    String name = address.substring(address.lastIndexOf('/') + 1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '%') {
        bytes.write(Integer.parseInt(name.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return bytes.toByteArray();
  }

  /** Whether {@code text} has a byte that could not be read, or half of a pair of surrogates. */
  public static boolean hasUnreadable(String text) {
    return text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE);
  }

  /**
   * The bytes of a name or path that {@link #of} gave: UTF-8, and each byte that could not be read.
   * Half of a pair of surrogates, which names on Windows may have, gets the three bytes that UTF-8
   * has no use for.
   */
  public static byte[] bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    text.codePoints()
        .forEach(
            point -> {
              if (point >= UNREADABLE + 0x80 && point <= UNREADABLE + 0xff) {
                bytes.write(point);
              } else if (Character.getType(point) == Character.SURROGATE) {
                bytes.write(0xe0 | point >> 12);
                bytes.write(0x80 | point >> 6 & 0x3f);
                bytes.write(0x80 | point & 0x3f);
              } else {
                bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
              }
            });
    return bytes.toByteArray();
  }

  /**
   * What the bytes of a name say; a byte that cannot be read as in {@link #of}. In ASCII nothing
   * else could be read, so UTF-8 takes no name from another file.
   */
  public static String decoded(byte[] name) {
    boolean unicode = Set.of(StandardCharsets.UTF_8, StandardCharsets.US_ASCII).contains(SYSTEM);
    CharsetDecoder decoder =
        (unicode ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII).newDecoder();
    ByteBuffer in = ByteBuffer.wrap(name);
    CharBuffer out = CharBuffer.allocate(name.length);
    while (in.hasRemaining()) {
      if (decoder.reset().decode(in, out, true).isError()) {
        out.put((char) (UNREADABLE + (in.get() & 0xff)));
      }
    }
    return out.flip().toString();
  }
}
