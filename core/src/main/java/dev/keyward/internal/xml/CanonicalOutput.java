package dev.keyward.internal.xml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import javax.xml.stream.XMLStreamReader;

/**
 * Exclusive XML Canonicalization 1.0 without comments (W3C, xml-exc-c14n), written while the
 * document is read. The first element that is started is the apex.
 */
final class CanonicalOutput {

  private static final String XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace";

  /** By code points, as the specification orders names; differs from UTF-16 order beyond U+FFFF. */
  private static final Comparator<String> BY_CODE_POINT =
      (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

  private static final Comparator<Declaration> BY_PREFIX =
      Comparator.comparing(Declaration::prefix, BY_CODE_POINT);

  private static final Comparator<Attribute> BY_NAME =
      Comparator.comparing(Attribute::namespace, BY_CODE_POINT)
          .thenComparing(Attribute::localName, BY_CODE_POINT);

  private record Declaration(String prefix, String namespace) {}

  private record Attribute(String namespace, String localName, String qualified, String value) {}

  private final List<Declaration> rendered = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();
  private final List<String> open = new ArrayList<>();
  private byte[] bytes = new byte[16_384];
  private int length;

  void start(XMLStreamReader reader) {
    String name = qualified(reader.getPrefix(), reader.getLocalName());
    marks.add(rendered.size());
    open.add(name);
    ascii('<');
    text(name);
    List<Declaration> fresh = new ArrayList<>(2);
    use(fresh, nonNull(reader.getPrefix()), nonNull(reader.getNamespaceURI()));
    int count = reader.getAttributeCount();
    if (count == 0) {
      declare(fresh);
    } else {
      attributes(reader, count, fresh);
    }
    ascii('>');
  }

  private void attributes(XMLStreamReader reader, int count, List<Declaration> fresh) {
    List<Attribute> attributes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String prefix = nonNull(reader.getAttributePrefix(i));
      String namespace = nonNull(reader.getAttributeNamespace(i));
      String local = reader.getAttributeLocalName(i);
      if (!prefix.isEmpty()) {
        use(fresh, prefix, namespace);
      }
      attributes.add(
          new Attribute(namespace, local, qualified(prefix, local), reader.getAttributeValue(i)));
    }
    declare(fresh);
    attributes.sort(BY_NAME);
    for (Attribute attribute : attributes) {
      attribute(attribute.qualified(), attribute.value());
    }
  }

  /** Notes a prefix that is visibly used, unless an ancestor in the output means the same by it. */
  private void use(List<Declaration> fresh, String prefix, String namespace) {
    boolean builtIn = prefix.equals("xml") && namespace.equals(XML_NAMESPACE);
    if (builtIn || namespace.equals(meaning(prefix))) {
      return;
    }
    Declaration declaration = new Declaration(prefix, namespace);
    if (!fresh.contains(declaration)) {
      fresh.add(declaration);
    }
  }

  private String meaning(String prefix) {
    for (int i = rendered.size() - 1; i >= 0; i--) {
      if (rendered.get(i).prefix().equals(prefix)) {
        return rendered.get(i).namespace();
      }
    }
    return prefix.isEmpty() ? "" : null;
  }

  private void declare(List<Declaration> fresh) {
    if (fresh.size() > 1) {
      fresh.sort(BY_PREFIX);
    }
    for (Declaration declaration : fresh) {
      String prefix = declaration.prefix();
      attribute(prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix, declaration.namespace());
    }
    rendered.addAll(fresh);
  }

  void end() {
    ascii('<');
    ascii('/');
    text(open.remove(open.size() - 1));
    ascii('>');
    int mark = marks.remove(marks.size() - 1);
    rendered.subList(mark, rendered.size()).clear();
  }

  void characters(char[] buffer, int start, int count) {
    ensure(count * 5);
    for (int i = start; i < start + count; i++) {
      char c = buffer[i];
      switch (c) {
        case '&' -> text("&amp;");
        case '<' -> text("&lt;");
        case '>' -> text("&gt;");
        case '\r' -> text("&#xD;");
        default -> i += character(buffer, i, start + count);
      }
    }
  }

  private void attribute(String name, String value) {
    ascii(' ');
    text(name);
    ascii('=');
    ascii('"');
    char[] buffer = value.toCharArray();
    for (int i = 0; i < buffer.length; i++) {
      switch (buffer[i]) {
        case '&' -> text("&amp;");
        case '<' -> text("&lt;");
        case '"' -> text("&quot;");
        case '\t' -> text("&#x9;");
        case '\n' -> text("&#xA;");
        case '\r' -> text("&#xD;");
        default -> i += character(buffer, i, buffer.length);
      }
    }
    ascii('"');
  }

  private void text(String plain) {
    char[] buffer = plain.toCharArray();
    for (int i = 0; i < buffer.length; i++) {
      i += character(buffer, i, buffer.length);
    }
  }

  /** Writes one character in UTF-8; returns 1 where it took two places of the buffer, else 0. */
  private int character(char[] buffer, int at, int end) {
    char c = buffer[at];
    if (c < 0x80) {
      ascii(c);
      return 0;
    }
    ensure(4);
    if (c < 0x800) {
      bytes[length++] = (byte) (0xc0 | c >> 6);
    } else if (Character.isHighSurrogate(c) && at + 1 < end) {
      int point = Character.toCodePoint(c, buffer[at + 1]);
      bytes[length++] = (byte) (0xf0 | point >> 18);
      bytes[length++] = (byte) (0x80 | point >> 12 & 0x3f);
      bytes[length++] = (byte) (0x80 | point >> 6 & 0x3f);
      bytes[length++] = (byte) (0x80 | point & 0x3f);
      return 1;
    } else {
      bytes[length++] = (byte) (0xe0 | c >> 12);
      bytes[length++] = (byte) (0x80 | c >> 6 & 0x3f);
    }
    bytes[length++] = (byte) (0x80 | c & 0x3f);
    return 0;
  }

  private void ascii(char c) {
    ensure(1);
    bytes[length++] = (byte) c;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private static String qualified(String prefix, String localName) {
    return prefix == null || prefix.isEmpty() ? localName : prefix + ":" + localName;
  }

  private static String nonNull(String text) {
    return text == null ? "" : text;
  }
}
