package dev.keyward.internal.xml;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A start tag of a plain document.
 *
 * @param start where its name begins
 * @param end where its name ends
 * @param binding what its prefix stands for
 * @param scope all declarations that hold within the element, the innermost last
 * @param attributes in the order of the document
 * @param form how it is written
 */
record PlainTag(
    int start,
    int end,
    Binding binding,
    List<Binding> scope,
    List<XmlAttribute> attributes,
    Form form) {

  /**
   * How a tag is written.
   *
   * @param end where it ends
   * @param tight whether there is one blank before each attribute, its value is in double quotes,
   *     and no other white space or slash is in the tag
   * @param declarations how many namespaces it declares
   * @param attributes how many other attributes it has
   * @param own whether the first declaration is the one of its own prefix, before other attributes
   */
  record Form(int end, boolean tight, int declarations, int attributes, boolean own) {

    /** Whether canonical XML has it so, with that many declarations, which are of its prefix. */
    boolean isCanonical(int rendered) {
      return tight
          && attributes <= 1
          && rendered == declarations
          && (declarations == 0 || declarations == 1 && own);
    }
  }

  /** A prefix, empty for the default namespace, and the namespace that it stands for. */
  record Binding(String prefix, String uri) {

    static final Binding NONE = new Binding("", "");

    boolean isOf(byte[] bytes, int start, int end) {
      return isAt(prefix, bytes, start, end);
    }
  }

  static final PlainTag NONE =
      new PlainTag(0, 0, Binding.NONE, List.of(), List.of(), new Form(0, false, 0, 0, false));

  int length() {
    return end - start;
  }

  /** Whether this is its name without prefix. */
  boolean isNamed(byte[] bytes, String localName) {
    return isAt(localName, bytes, localStart(), end);
  }

  String localName(byte[] bytes) {
    return ascii(bytes, localStart(), end);
  }

  private int localStart() {
    return binding.prefix.isEmpty() ? start : start + binding.prefix.length() + 1;
  }

  static String ascii(byte[] bytes, int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  private static boolean isAt(String text, byte[] bytes, int start, int end) {
    if (text.length() != end - start) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != bytes[start + i]) {
        return false;
      }
    }
    return true;
  }
}
