package dev.keyward.cli.console;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.keyward.ForeignText;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Escapes, besides what JSON demands, the characters that act on a terminal instead of being shown:
 * names from files may hold C1 controls and bidirectional marks.
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
    return ForeignText.isUnsafe(character)
        ? new SerializedString(String.format(Locale.ROOT, "\\u%04X", character))
        : null;
  }
}
