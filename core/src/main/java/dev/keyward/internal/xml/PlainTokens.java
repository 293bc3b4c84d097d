package dev.keyward.internal.xml;

import static javax.xml.stream.XMLStreamConstants.CHARACTERS;
import static javax.xml.stream.XMLStreamConstants.END_DOCUMENT;
import static javax.xml.stream.XMLStreamConstants.END_ELEMENT;
import static javax.xml.stream.XMLStreamConstants.START_DOCUMENT;
import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;

import dev.keyward.MalformedInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pieces of a plain document, all found before the first is asked for. */
final class PlainTokens implements XmlTokens {

  /** More than a protector with the most wrappings has; longer documents are for the parser. */
  private static final int MOST = 1 << 13;

  private static final int USUAL = 256;
  private static final byte[] NOT_DECODED = {};
  private static final Piece START = new Piece(START_DOCUMENT, 0, 0, PlainTag.NONE, NOT_DECODED);

  private final byte[] bytes;
  private final List<Piece> pieces = new ArrayList<>(USUAL);
  private Piece current = START;
  private int next;
  // The name that the tag was found to have, so that it need not be made again.
  private String name = "";

  /**
   * A piece of the document.
   *
   * @param type a constant of {@link javax.xml.stream.XMLStreamConstants}
   * @param start where the text, or the name in the tag, begins
   * @param end where that ends
   * @param tag of an element its start tag
   * @param decoded the bytes of a text that is base64; nothing where that was not looked at
   */
  private record Piece(int type, int start, int end, PlainTag tag, byte[] decoded) {}

  PlainTokens(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Adds a start tag; false where there is too much. */
  boolean addStart(PlainTag tag) {
    return add(new Piece(START_ELEMENT, tag.start(), tag.end(), tag, NOT_DECODED));
  }

  /**
   * Adds an end tag.
   *
   * @param start where its name begins; in the start tag of an element without content
   */
  boolean addEnd(PlainTag tag, int start) {
    return add(new Piece(END_ELEMENT, start, start + tag.length(), tag, NOT_DECODED));
  }

  /** Adds a text, and what it is in base64 if that is known. */
  boolean addText(int start, int end, Optional<byte[]> base64) {
    return add(new Piece(CHARACTERS, start, end, PlainTag.NONE, base64.orElse(NOT_DECODED)));
  }

  /** Adds the end of the document. */
  boolean addEnd() {
    return add(new Piece(END_DOCUMENT, bytes.length, bytes.length, PlainTag.NONE, NOT_DECODED));
  }

  private boolean add(Piece piece) {
    return pieces.size() < MOST && pieces.add(piece);
  }

  @Override
  public int size() {
    return bytes.length;
  }

  @Override
  public int next(ElementPath where) {
    name = "";
    current = pieces.get(next++);
    return current.type;
  }

  @Override
  public int type() {
    return current.type;
  }

  @Override
  public boolean isNamed(String namespace, String localName) {
    PlainTag tag = current.tag;
    boolean named = tag.isNamed(bytes, localName) && tag.binding().uri().equals(namespace);
    name = named ? localName : name;
    return named;
  }

  @Override
  public String localName() {
    if (name.isEmpty()) {
      name = current.tag.localName(bytes);
    }
    return name;
  }

  @Override
  public String prefix() {
    return current.tag.binding().prefix();
  }

  @Override
  public String namespace() {
    return current.tag.binding().uri();
  }

  @Override
  public List<XmlAttribute> attributes() {
    return current.tag.attributes();
  }

  @Override
  public void writeName(Utf8Output out) {
    writeText(out);
  }

  @Override
  public boolean writeStart(int declarations, Utf8Output out) {
    PlainTag tag = current.tag;
    boolean canonical = tag.form().isCanonical(declarations);
    if (canonical) {
      out.raw(bytes, tag.start() - 1, tag.form().end());
    }
    return canonical;
  }

  @Override
  public void writeEnd(Utf8Output out) {
    int start = current.start;
    if (bytes[start - 1] == '/') {
      out.raw(bytes, start - 2, current.end + 1);
    } else {
      out.raw("</");
      writeName(out);
      out.raw('>');
    }
  }

  @Override
  public boolean isBlank() {
    for (int i = current.start; i < current.end; i++) {
      if (!XmlText.isSpace(bytes[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String text() {
    return PlainTag.ascii(bytes, current.start, current.end);
  }

  @Override
  public void addTo(Base64Collector base64) throws MalformedInputException {
    if (current.decoded.length > 0) {
      base64.addWhole(current.decoded);
      return;
    }
    char[] text = text().toCharArray();
    base64.add(text, 0, text.length);
  }

  /** Nothing in a plain text has another form in canonical XML. */
  @Override
  public void writeText(Utf8Output out) {
    out.raw(bytes, current.start, current.end);
  }

  @Override
  public void writeInstruction(Utf8Output out) {
    throw new IllegalStateException("a plain document has no processing instructions");
  }
}
