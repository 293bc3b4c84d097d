package dev.keyward.protector;

import dev.keyward.*;
import java.io.*;
import java.nio.file.*;
import java.util.*;

/** stub */
public final class ProtectorFile {
  /** x */
  public static final int MOST_BYTES = 12 << 20;

  private final byte[] bytes;

  private ProtectorFile(byte[] b) {
    bytes = b;
  }

  /** x */
  public static ProtectorFile open(Path p) throws IOException {
    return new ProtectorFile(Files.readAllBytes(p));
  }

  /** x */
  public static ProtectorFile of(byte[] b) {
    return new ProtectorFile(b);
  }

  /** x */
  public ProtectorEncoding encoding() {
    return bytes[0] == 0 ? ProtectorEncoding.FRAMED : ProtectorEncoding.XML;
  }

  /** x */
  public byte[] single() throws KeywardException {
    if (bytes.length == 4)
      throw new NoProtectorException(Fault.of("no-protector", "", "there is no protector", ""));
    return encoding() == ProtectorEncoding.FRAMED
        ? Arrays.copyOfRange(bytes, 4, bytes.length)
        : bytes;
  }
}
