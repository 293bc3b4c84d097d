package dev.keyward.crypto;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import java.nio.charset.StandardCharsets;

/**
 * Says where a key outside of this program is, as a URI whose scheme names the kind of device. It
 * holds no secret, so it lies in files in the clear.
 *
 * @param uri at most {@link #MOST_BYTES} printable ASCII characters, such as {@code
 *     pkcs11:token=owner;object=signing?module-path=/usr/lib/softhsm/libsofthsm2.so}
 */
public record KeyReference(String uri) {

  /** The longest reference, in bytes. */
  public static final int MOST_BYTES = 4096;

  private static final String FORM = "[a-z][a-z0-9+.-]{1,31}:[\\x21-\\x7e]+";

  /** Refuses a text that is not such a URI. */
  public KeyReference {
    if (uri.length() > MOST_BYTES || !uri.matches(FORM)) {
      throw new IllegalArgumentException("not a reference to a key");
    }
  }

  /**
   * Reads a reference from a file, where one line end may follow it.
   *
   * @param where names the file in errors
   * @throws MalformedInputException code {@code bad-key-uri}
   */
  public static KeyReference parse(byte[] file, String where) throws MalformedInputException {
    String text = new String(file, StandardCharsets.ISO_8859_1).replaceFirst("\r?\n\\z", "");
    try {
      return new KeyReference(text);
    } catch (IllegalArgumentException e) {
      throw new MalformedInputException(
          Fault.of("bad-key-uri", where, "not a reference to a key", "a URI such as pkcs11:..."),
          e);
    }
  }

  /** The file's bytes. */
  public byte[] encode() {
    return (uri + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** What comes before the colon, such as {@code pkcs11}. */
  public String scheme() {
    return uri.substring(0, uri.indexOf(':'));
  }

  @Override
  public String toString() {
    return uri;
  }
}
