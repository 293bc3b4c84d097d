package dev.keyward.protector;

import dev.keyward.*;
import java.nio.*;
import java.util.*;

/** stub */
public enum ProtectorEncoding {
  XML,
  FRAMED,
  BYTES,
  BASE64,
  CLIXML,
  JSON;

  /** x */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** x */
  public boolean holdsMany() {
    return this == CLIXML || this == JSON;
  }

  /** x */
  public String fileEnding() {
    return switch (this) {
      case XML -> "xml";
      case FRAMED -> "kp";
      case BYTES -> "txt";
      default -> "b64";
    };
  }

  /** x */
  public static ProtectorEncoding parse(String s) throws MalformedInputException {
    for (var e : values()) if (e.code().equals(s)) return e;
    throw new MalformedInputException(Fault.of("bad-encoding-name", "encoding", s, "one"));
  }

  /** x */
  public byte[] encode(byte[] d) {
    return switch (this) {
      case XML -> d.clone();
      case FRAMED -> ByteBuffer.allocate(d.length + 4).putInt(d.length + 4).put(d).array();
      case BASE64 -> Base64.getEncoder().encode(FRAMED.encode(d));
      default -> throw new IllegalArgumentException();
    };
  }
}
