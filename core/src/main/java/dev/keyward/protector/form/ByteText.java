package dev.keyward.protector.form;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.export.NumberRun;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Bytes that somebody wrote as text: decimals from 0 to 255 with line ends, blanks or commas
 * between them, as PowerShell's {@code Out-File}, {@code "$bytes"} and {@code -join ','} write
 * them, or pairs of hexadecimal digits with or without dashes, as {@code BitConverter} writes them.
 *
 * @param content the bytes
 * @param style how they are written
 */
public record ByteText(byte[] content, Style style) {

  private static final String NUMBER = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9][0-9]|[0-9])";
  private static final Pattern DECIMAL = Pattern.compile("(?:0|[1-9][0-9]{0,2})(?![0-9A-Fa-f-])");
  private static final Pattern DECIMALS =
      Pattern.compile(NUMBER + "(?:(?:[ \\t]*,[ \\t]*|[ \\t]+)" + NUMBER + ")*+,?");
  private static final Pattern DASHED = Pattern.compile("[0-9A-Fa-f]{2}(?:([- ])[0-9A-Fa-f]{2})+");

  /** What begins like a frame or a document; other hexadecimal digits may be base64. */
  private static final Pattern PLAIN_HEX =
      Pattern.compile(
          "(?:00|3[Cc]|[Ee][Ff][Bb][Bb][Bb][Ff]|[Ff][Ff][Ff][Ee]|[Ff][Ee][Ff][Ff])[0-9A-Fa-f]{6,}");

  /**
   * How bytes are written as text.
   *
   * @param hex whether in pairs of hexadecimal digits
   * @param lower whether these have small letters
   * @param separator what stands between two bytes
   */
  public record Style(boolean hex, boolean lower, String separator) {

    /** One decimal a line, as {@code Out-File} writes them. */
    public static final Style LINES = new Style(false, false, "\n");

    /** Other bytes in the same style, without a separator at the end. */
    public String of(byte[] content) {
      HexFormat digits = lower ? HexFormat.of() : HexFormat.of().withUpperCase();
      StringBuilder text = new StringBuilder(content.length * 4);
      for (byte value : content) {
        text.append(text.isEmpty() ? "" : separator);
        text.append(hex ? digits.toHexDigits(value) : String.valueOf(value & 0xff));
      }
      return text.toString();
    }
  }

  /** Whether a text begins like bytes, judged by its first line. */
  public static boolean isStart(String text) {
    int end = text.indexOf('\n');
    String line = (end < 0 ? text : text.substring(0, end)).strip();
    if (DECIMALS.matcher(line).matches()) {
      return true;
    }
    // What was cut off may end within a pair.
    String pairs = end < 0 && line.length() > 64 ? line.substring(0, 62) : line;
    return DASHED.matcher(pairs).matches() || PLAIN_HEX.matcher(line).matches();
  }

  /** The same of a text that may be anything else: empty where it is. */
  public static Optional<ByteText> find(String text) {
    if (!isStart(text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse(text));
    } catch (MalformedInputException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads all of a text that {@link #isStart}; blanks and line ends may follow.
   *
   * @throws MalformedInputException code {@code bad-byte-line}, with the line
   */
  public static ByteText parse(String text) throws MalformedInputException {
    boolean hex = !DECIMAL.matcher(text.stripLeading()).lookingAt();
    return new Scan(text, hex).read();
  }

  /** One pass over a text. */
  private static final class Scan {

    private final String text;
    private final boolean hex;
    private final ByteArrayOutputStream bytes;
    private int line = 1;
    private int at;
    private Optional<String> separator = Optional.empty();

    Scan(String text, boolean hex) {
      this.text = text;
      this.hex = hex;
      this.bytes = new ByteArrayOutputStream(text.length() / 3);
    }

    ByteText read() throws MalformedInputException {
      skip();
      while (at < text.length()) {
        int start = at;
        while (at < text.length() && isDigit(text.charAt(at)) && !(hex && at - start == 2)) {
          at++;
        }
        bytes.write(value(text.substring(start, at)));
        String between = skip();
        if (separator.isEmpty() && at < text.length()) {
          separator = Optional.of(between);
        }
      }
      boolean lower = hex && text.chars().anyMatch(c -> c >= 'a' && c <= 'f');
      String between = separator.orElse(hex ? "" : "\n");
      return new ByteText(bytes.toByteArray(), new Style(hex, lower, between));
    }

    private boolean isDigit(char c) {
      return (c >= '0' && c <= '9') || (hex && Character.digit(c, 16) >= 0 && c < 128);
    }

    private int value(String digits) throws MalformedInputException {
      int value = -1;
      if (hex && digits.length() == 2) {
        value = Integer.parseInt(digits, 16);
      } else if (!hex && (digits.equals("0") || !digits.startsWith("0"))) {
        value = NumberRun.byteOf(digits);
      }
      if (value < 0) {
        throw bad(hex ? "two hexadecimal digits" : "a decimal from 0 to 255");
      }
      return value;
    }

    /** Passes over what separates two bytes: blanks, line ends and at most one comma or dash. */
    private String skip() throws MalformedInputException {
      int start = at;
      boolean mark = false;
      while (at < text.length() && isBetween(text.charAt(at))) {
        char c = text.charAt(at);
        if (c == ',' || c == '-') {
          if (mark || bytes.size() == 0) {
            throw bad("one separator between two bytes");
          }
          mark = true;
        }
        line += c == '\n' ? 1 : 0;
        at++;
      }
      return text.substring(start, at);
    }

    private boolean isBetween(char c) {
      return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == (hex ? '-' : ',');
    }

    private MalformedInputException bad(String expected) {
      return new MalformedInputException(
          Fault.of("bad-byte-line", "line " + line, "not a byte", expected));
    }
  }
}
