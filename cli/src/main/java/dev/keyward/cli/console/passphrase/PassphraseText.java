package dev.keyward.cli.console.passphrase;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import dev.keyward.secret.Passphrase;
import dev.keyward.text.StandIn;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The first line of the bytes of a file as Unix tools and PowerShell write it: UTF-8 with or
 * without a byte order mark, or UTF-16 of either order with one. The line end is not part of it.
 */
final class PassphraseText {

  /** More than this many bytes are not a passphrase file. */
  static final int MAX_BYTES = 4096;

  private PassphraseText() {}

  static Passphrase firstLine(byte[] bytes, String where) throws BadPassphraseException {
    if (bytes.length > MAX_BYTES) {
      throw refused(where, "more than " + MAX_BYTES + " bytes", "a passphrase on the first line");
    }
    if (StandIn.of(bytes).isPresent()) {
      throw refused(where, StandIn.of(bytes).get().found(), "a passphrase on the first line");
    }
    CharBuffer text = decode(bytes, where);
    try {
      int end = 0;
      while (end < text.limit() && text.get(end) != '\n') {
        end++;
      }
      if (end > 0 && text.get(end - 1) == '\r') {
        end--;
      }
      return Passphrase.takeFrom(Arrays.copyOf(text.array(), end));
    } finally {
      Arrays.fill(text.array(), '\0');
    }
  }

  private static CharBuffer decode(byte[] bytes, String where) throws BadPassphraseException {
    Charset charset = StandardCharsets.UTF_8;
    int mark = 0;
    if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
      mark = 3;
    } else if (starts(bytes, 0xFF, 0xFE)) {
      charset = StandardCharsets.UTF_16LE;
      mark = 2;
    } else if (starts(bytes, 0xFE, 0xFF)) {
      charset = StandardCharsets.UTF_16BE;
      mark = 2;
    }
    CharBuffer text = CharBuffer.allocate(bytes.length + 1);
    var decoder = charset.newDecoder();
    try {
      var result = decoder.decode(ByteBuffer.wrap(bytes, mark, bytes.length - mark), text, true);
      if (result.isError()) {
        result.throwException();
      }
    } catch (CharacterCodingException e) {
      Arrays.fill(text.array(), '\0');
      throw refused(where, "bytes that are not " + charset, "text in UTF-8 or UTF-16");
    }
    return text.flip();
  }

  private static boolean starts(byte[] bytes, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static BadPassphraseException refused(String where, String found, String expected) {
    return new BadPassphraseException(Fault.of("passphrase-file", where, found, expected));
  }
}
