package dev.keyward.internal.xml.text;

import dev.keyward.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Keeps the names in a long document few. The parser's own tables take time that grows with the
 * square of how many names, prefixes and attributes of one element there are; in a short document
 * that does not matter, so it is not looked at.
 */
final class NameLimits {

  private static final int SHORT = 1 << 15;
  private static final int MAX_ATTRIBUTES = 256;
  private static final int MAX_NAMES = 1024;

  private final byte[] bytes;
  private final Set<String> names = new HashSet<>();
  private int at;

  private NameLimits(byte[] bytes, int start) {
    this.bytes = bytes;
    at = start;
  }

  /** Looks at UTF-8; what is not well-formed is left to the parser, which stops there. */
  static void check(byte[] bytes, int start) throws MalformedInputException {
    if (bytes.length - start > SHORT) {
      new NameLimits(bytes, start).checkTags();
    }
  }

  private void checkTags() throws MalformedInputException {
    while (skipPast("<")) {
      if (lookingAt("!--")) {
        at += 3;
        skipPast("-->");
      } else if (lookingAt("![CDATA[")) {
        skipPast("]]>");
      } else if (lookingAt("?")) {
        skipPast("?>");
      } else if (!lookingAt("/") && !lookingAt("!")) {
        checkStartTag();
      }
    }
  }

  private void checkStartTag() throws MalformedInputException {
    readName();
    for (int attributes = 0; skipSpace() && bytes[at] != '>' && bytes[at] != '/'; attributes++) {
      if (attributes == MAX_ATTRIBUTES) {
        throw tooMany("more than " + MAX_ATTRIBUTES + " attributes on an element");
      }
      readName();
      // An equals sign and a quoted value are next in anything well-formed.
      if (skipPast("=") && skipSpace()) {
        skipPast(bytes[at++] == '"' ? "\"" : "'");
      }
    }
  }

  private void readName() throws MalformedInputException {
    int start = at;
    while (at < bytes.length && !isAfterName(bytes[at])) {
      at++;
    }
    names.add(new String(bytes, start, at - start, StandardCharsets.ISO_8859_1));
    if (names.size() > MAX_NAMES) {
      throw tooMany("more than " + MAX_NAMES + " different names");
    }
  }

  private static boolean isAfterName(byte b) {
    return b == '>' || b == '/' || b == '=' || XmlText.isSpace(b);
  }

  private boolean skipSpace() {
    while (at < bytes.length && XmlText.isSpace(bytes[at])) {
      at++;
    }
    return at < bytes.length;
  }

  private boolean lookingAt(String ascii) {
    if (at + ascii.length() > bytes.length) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (bytes[at + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean skipPast(String ascii) {
    while (at < bytes.length) {
      if (lookingAt(ascii)) {
        at += ascii.length();
        return true;
      }
      at++;
    }
    return false;
  }

  private static MalformedInputException tooMany(String found) {
    return XmlText.bad("too-large", "document", found, "fewer");
  }
}
