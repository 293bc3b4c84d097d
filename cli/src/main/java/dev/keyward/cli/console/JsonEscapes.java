package dev.keyward.cli.console;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import org.jspecify.annotations.Nullable;

/**
 * Escapes, besides what JSON demands, the one character of ASCII that is a control all the same.
 */
final class JsonEscapes extends CharacterEscapes {

  private static final long serialVersionUID = 1L;
  private static final int DELETE = 0x7F;

  @Override
  public int[] getEscapeCodesForAscii() {
    int[] codes = standardAsciiEscapesForJSON();
    codes[DELETE] = ESCAPE_STANDARD;
    return codes;
  }

  /** Null where JSON's own escape will do, as the generator expects. */
  @Override
  public @Nullable SerializableString getEscapeSequence(int character) {
    return null;
  }
}
