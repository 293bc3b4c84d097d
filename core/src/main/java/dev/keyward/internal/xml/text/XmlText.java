package dev.keyward.internal.xml.text;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.text.ForeignText;

/** Text on its way into XML, and foreign text on its way into a message. */
public final class XmlText {

  private static final int SHOWN = 40;

  private XmlText() {}

  /** Element content as canonical XML writes it. */
  public static String escape(String text) {
    return escaped(text, false);
  }

  /** An attribute's value as canonical XML writes it between double quotes. */
  public static String escapeAttribute(String value) {
    return escaped(value, true);
  }

  private static String escaped(String text, boolean attribute) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      String reference = reference(c, attribute);
      if (reference.isEmpty()) {
        out.append(c);
      } else {
        out.append(reference);
      }
    }
    return out.toString();
  }

  /** What canonical XML writes instead of {@code c}, or nothing where it is written as it is. */
  public static String reference(int c, boolean attribute) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> attribute ? "" : "&gt;";
      case '"' -> attribute ? "&quot;" : "";
      case '\t' -> attribute ? "&#x9;" : "";
      case '\n' -> attribute ? "&#xA;" : "";
      case '\r' -> "&#xD;";
      default -> "";
    };
  }

  /**
   * At most 40 characters of input and dots for the rest, the printable ASCII ones as they are,
   * others as {@code ?}.
   */
  public static String shown(CharSequence input) {
    return ForeignText.ascii(input, SHOWN);
  }

  public static boolean isBlank(char[] text, int start, int length) {
    for (int i = start; i < start + length; i++) {
      if (!isSpace(text[i])) {
        return false;
      }
    }
    return true;
  }

  public static boolean isSpace(int c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  public static MalformedInputException bad(
      String code, String where, String found, String expected) {
    return new MalformedInputException(Fault.of(code, where, found, expected));
  }
}
