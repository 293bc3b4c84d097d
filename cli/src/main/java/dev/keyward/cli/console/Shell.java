package dev.keyward.cli.console;

import java.io.File;
import java.util.regex.Pattern;

/**
 * The shell that a printed command is pasted into: how a word is written there, so that it stays a
 * word and does nothing. Names of files and machines are strangers' words.
 */
public enum Shell {
  /** Nothing acts between single quotes but the quote itself. */
  POSIX("[A-Za-z0-9._/+][A-Za-z0-9._/+-]*") {
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
  POWERSHELL("[\\p{L}\\p{N}._/+:\\\\][\\p{L}\\p{N}._/+:\\\\-]*") {
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

  private final Pattern plain;

  Shell(String plain) {
    this.plain = Pattern.compile(plain);
  }

  /** The one that users of this system have. */
  public static Shell here() {
    return File.separatorChar == '\\' ? POWERSHELL : POSIX;
  }

  /**
   * The word as it is typed here.
   *
   * @param word without characters that act on a terminal
   * @param otherwise stands for a word that no quoting keeps from acting
   */
  public String quoted(String word, String otherwise) {
    if (plain.matcher(word).matches()) {
      return word;
    }
    return canQuote(word) ? inQuotes(word) : otherwise;
  }

  abstract String inQuotes(String word);

  boolean canQuote(String word) {
    return true;
  }
}
