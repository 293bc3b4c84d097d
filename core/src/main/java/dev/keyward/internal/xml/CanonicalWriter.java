package dev.keyward.internal.xml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Writes the element that a reader goes through as exclusive canonical XML without comments ({@code
 * http://www.w3.org/2001/10/xml-exc-c14n#}, no inclusive prefixes).
 */
final class CanonicalWriter {

  private record Declaration(String prefix, String uri) {}

  // The recommendation sorts by code point; comparing UTF-16 units would differ above U+FFFF.
  private static final Comparator<String> BY_CODE_POINT = CanonicalWriter::compareCodePoints;
  private static final Comparator<Declaration> BY_PREFIX =
      Comparator.comparing(Declaration::prefix, BY_CODE_POINT);
  private static final Comparator<XmlAttribute> BY_NAME =
      Comparator.comparing(XmlAttribute::namespace, BY_CODE_POINT)
          .thenComparing(XmlAttribute::localName, BY_CODE_POINT);

  private final Utf8Output out = new Utf8Output();
  private final RenderedNamespaces rendered = new RenderedNamespaces();
  private final List<Declaration> declarations = new ArrayList<>();
  private int depth;

  /** Whether the apex has been entered and not been left. */
  boolean isOpen() {
    return depth > 0;
  }

  void start(XmlTokens element) {
    List<XmlAttribute> attributes = element.attributes();
    depth++;
    use(element.prefix(), element.namespace());
    for (XmlAttribute attribute : attributes) {
      if (!attribute.prefix().isEmpty()) {
        use(attribute.prefix(), attribute.namespace());
      }
    }
    if (element.writeStart(declarations.size(), out)) {
      declarations.clear();
      return;
    }
    out.raw('<');
    element.writeName(out);
    writeDeclarations();
    writeAttributes(attributes);
    out.raw('>');
  }

  void end(XmlTokens element) {
    element.writeEnd(out);
    rendered.leave(depth);
    depth--;
  }

  void text(XmlTokens text) {
    text.writeText(out);
  }

  void processingInstruction(XmlTokens instruction) {
    instruction.writeInstruction(out);
  }

  /** What is written already. */
  Utf8Output out() {
    return out;
  }

  /** The declarations that what is written next need not have. */
  Map<String, String> declared() {
    return rendered.declared();
  }

  byte[] toBytes() {
    return out.toBytes();
  }

  private void use(String prefix, String uri) {
    // The prefix xml is bound by definition and never declared.
    if (!prefix.equals("xml") && rendered.declare(depth, prefix, uri)) {
      declarations.add(new Declaration(prefix, uri));
    }
  }

  private void writeDeclarations() {
    declarations.sort(BY_PREFIX);
    for (Declaration declaration : declarations) {
      out.raw(" xmlns");
      if (!declaration.prefix.isEmpty()) {
        out.raw(':');
        out.raw(declaration.prefix);
      }
      value(declaration.uri);
    }
    declarations.clear();
  }

  private void writeAttributes(List<XmlAttribute> attributes) {
    List<XmlAttribute> sorted = attributes;
    if (attributes.size() > 1) {
      sorted = new ArrayList<>(attributes);
      sorted.sort(BY_NAME);
    }
    for (XmlAttribute attribute : sorted) {
      out.raw(' ');
      name(attribute.prefix(), attribute.localName());
      value(attribute.value());
    }
  }

  private void name(String prefix, String localName) {
    if (!prefix.isEmpty()) {
      out.raw(prefix);
      out.raw(':');
    }
    out.raw(localName);
  }

  private void value(String value) {
    out.raw("=\"");
    out.attribute(value);
    out.raw('"');
  }

  private static int compareCodePoints(String left, String right) {
    int shorter = Math.min(left.length(), right.length());
    for (int i = 0; i < shorter; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean surrogates = Character.isSurrogate(a) || Character.isSurrogate(b);
        return surrogates ? Integer.compare(left.codePointAt(i), right.codePointAt(i)) : a - b;
      }
    }
    return left.length() - right.length();
  }
}
