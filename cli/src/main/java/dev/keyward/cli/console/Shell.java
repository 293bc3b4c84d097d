package dev.keyward.cli.console;

import java.io.File;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The shell that a printed command is pasted into: how a word is written there, so that it stays a
 * word and does nothing. Names of files and machines are strangers' words.
 */
public enum Shell {
  /** Nothing acts between single quotes but the quote itself. */
  POSIX("a POSIX shell", "[A-Za-z0-9._/+][A-Za-z0-9._/+-]*") {
    @Override
    String inQuotes(String word) {
      return "'" + word.replace("'", "'\\''") + "'";
    }
  },
  /**
   * PowerShell hands a word to {@code keyward.cmd}, so {@code cmd} reads it too, and in quotes only
   * if it has a blank or brings quotes of its own. Between these, {@code cmd} still replaces what
   * stands between percent signs, and a quote ends them: no quoting makes such words safe.
   */
  POWERSHELL("PowerShell", "[\\p{L}\\p{N}._/+:\\\\][\\p{L}\\p{N}._/+:\\\\-]*") {
    @Override
    String inQuotes(String word) {
      // PowerShell takes the typographical ones for single quotes, too.
      String doubled = word.replaceAll("['\u2018-\u201b]", "$0$0");
      return TAME.matcher(word).matches()
          ? "'" + doubled + "'"
          : "'\"" + doubled + (word.endsWith("\\") ? "\\" : "") + "\"'";
    }

    @Override
    boolean canQuote(String word) {
      return word.indexOf('%') < 0 && word.indexOf('"') < 0;
    }
  };

  /** What {@code cmd} takes for a word as it is, with blanks that make PowerShell add quotes. */
  private static final Pattern TAME = Pattern.compile("[\\p{L}\\p{N} ._/+:'\\\\-]*[^\\\\]");

  private final String words;
  private final Pattern plain;

  Shell(String words, String plain) {
    this.words = words;
    this.plain = Pattern.compile(plain);
  }

  /** The one that users of this system have. */
  public static Shell here() {
    return File.separatorChar == '\\' ? POWERSHELL : POSIX;
  }

  /**
   * The word as it is typed in this shell; empty where no quoting keeps it from acting.
   *
   * @param word without characters that act on a terminal
   */
  public Optional<String> quoted(String word) {
    if (plain.matcher(word).matches()) {
      return Optional.of(word);
    }
    return canQuote(word) ? Optional.of(inQuotes(word)) : Optional.empty();
  }

  /** What people call it. */
  public String words() {
    return words;
  }

  /** How {@code --shell} calls it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All of them, by their codes. */
  public static Map<String, Shell> byCode() {
    return Arrays.stream(values()).collect(Collectors.toMap(Shell::code, Function.identity()));
  }

  abstract String inQuotes(String word);

  boolean canQuote(String word) {
    return true;
  }
}
