package dev.keyward.cli.console.passphrase;

import dev.keyward.Fault;
import dev.keyward.secret.Passphrase;
import dev.keyward.text.RawName;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A passphrase from a variable or a person. It also opens keys that an earlier Keyward locked with
 * a wrong form of it.
 *
 * @param source where the passphrase comes from, as errors name it
 * @param listener hears that such a form opened keys
 */
record PassphraseForms(String source, EarlierForm.Listener listener) {

  private static final char REPLACED = '\ufffd';

  /** In UTF-8. A surrogate pair is two signs and has four bytes. */
  private static final int MOST_BYTES_OF_SIGN = 3;

  /** The passphrase in a variable; a byte that is not text is as in {@link RawName}. */
  Passphrase ofVariable(String value) {
    byte[] bytes = RawName.bytes(value);
    try {
      if (RawName.hasUnreadable(value)) {
        char[] replaced = new String(bytes, StandardCharsets.UTF_8).toCharArray();
        return alike(or(unreadable(), replaced, weakness(bytes)), bytes);
      }
      int end = end(value);
      Passphrase given = Passphrase.takeFrom(value.substring(0, end).toCharArray());
      return alike(
          end < value.length() ? or(given, value.toCharArray(), EarlierForm.LINE_END) : given,
          bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** The passphrase that a person typed; wipes {@code typed}. */
  Passphrase ofPerson(char[] typed) {
    byte[] room = new byte[typed.length * MOST_BYTES_OF_SIGN];
    ByteBuffer encoded = ByteBuffer.wrap(room);
    encoder().encode(CharBuffer.wrap(typed), encoded, true);
    byte[] bytes = Arrays.copyOf(room, encoded.position());
    boolean replaced = CharBuffer.wrap(typed).chars().anyMatch(sign -> sign == REPLACED);
    try {
      return replaced
          ? or(unreadable(), typed, EarlierForm.SOME_BYTES_ALIKE)
          : alike(Passphrase.takeFrom(typed), bytes);
    } finally {
      Arrays.fill(room, (byte) 0);
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** Half a surrogate pair becomes a question mark. */
  private static CharsetEncoder encoder() {
    return StandardCharsets.UTF_8
        .newEncoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .onUnmappableCharacter(CodingErrorAction.REPLACE);
  }

  private Passphrase unreadable() {
    return Passphrase.unreadable(
        Fault.of("passphrase-not-text", source, "bytes that are not UTF-8", "text in UTF-8")
            .withHint(
                "write the passphrase in UTF-8, where LC_ALL=C.UTF-8 is set; a file with it works in"
                    + " every locale"));
  }

  /** One line end is not part of the passphrase, as in a file. */
  private static int end(String value) {
    int end = value.endsWith("\n") ? value.length() - 1 : value.length();
    return end > 0 && value.charAt(end - 1) == '\r' ? end - 1 : end;
  }

  private Passphrase alike(Passphrase given, byte[] bytes) {
    char[] signs = new char[bytes.length];
    boolean others = false;
    for (int i = 0; i < bytes.length; i++) {
      signs[i] = bytes[i] < 0 ? REPLACED : (char) bytes[i];
      others |= bytes[i] < 0;
    }
    if (others) {
      return or(given, signs, weakness(bytes));
    }
    Arrays.fill(signs, '\0');
    return given;
  }

  private Passphrase or(Passphrase given, char[] form, EarlierForm what) {
    return given.orEarlier(Passphrase.takeFrom(form), () -> listener.opened(what, source));
  }

  private static EarlierForm weakness(byte[] bytes) {
    for (byte each : bytes) {
      if (each >= ' ') {
        return EarlierForm.SOME_BYTES_ALIKE;
      }
    }
    return EarlierForm.ALL_BYTES_ALIKE;
  }
}
