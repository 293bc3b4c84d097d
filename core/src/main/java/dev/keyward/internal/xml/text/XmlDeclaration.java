package dev.keyward.internal.xml.text;

import dev.keyward.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The XML declaration at the beginning of a document.
 *
 * @param end where it ends, which is where it would begin when there is none
 * @param lines how many line feeds are in it
 * @param encoding what it says, if it says any
 */
record XmlDeclaration(int end, int lines, Optional<String> encoding) {

  private static final int LONGEST = 256;
  private static final String QUOTED = "\\s*=\\s*(?:\"(VALUE)\"|'(VALUE)')";
  private static final Pattern FORM =
      Pattern.compile(
          "<\\?xml\\s+version"
              + QUOTED.replace("VALUE", "[0-9A-Za-z.:_-]+")
              + "(?:\\s+encoding"
              + QUOTED.replace("VALUE", "[A-Za-z][A-Za-z0-9._-]*")
              + ")?(?:\\s+standalone"
              + QUOTED.replace("VALUE", "yes|no")
              + ")?\\s*\\?>");

  static XmlDeclaration read(byte[] bytes, int start) throws MalformedInputException {
    int longest = Math.min(bytes.length - start, LONGEST);
    String head = new String(bytes, start, longest, StandardCharsets.ISO_8859_1);
    if (!head.startsWith("<?xml") || (head.length() > 5 && !XmlText.isSpace(head.charAt(5)))) {
      return new XmlDeclaration(start, 0, Optional.empty());
    }
    Matcher form = FORM.matcher(head);
    if (!form.lookingAt()) {
      throw XmlText.bad(
          "malformed-xml", "document", "a declaration of another form", "an XML declaration");
    }
    String version = either(form, 1);
    if (!version.equals("1.0")) {
      throw XmlText.bad(
          "malformed-xml", "document", "XML version " + XmlText.shown(version), "1.0");
    }
    int lines = (int) form.group().chars().filter(c -> c == '\n').count();
    return new XmlDeclaration(start + form.end(), lines, Optional.ofNullable(either(form, 3)));
  }

  /** The encoding that the first declaration claims; empty where there is none of this form. */
  static Optional<String> claimed(byte[] bytes, int start) {
    int longest = Math.min(bytes.length - start, LONGEST);
    Matcher form = FORM.matcher(new String(bytes, start, longest, StandardCharsets.ISO_8859_1));
    return form.lookingAt() ? Optional.ofNullable(either(form, 3)) : Optional.empty();
  }

  private static String either(Matcher form, int group) {
    return form.group(group) != null ? form.group(group) : form.group(group + 1);
  }
}
