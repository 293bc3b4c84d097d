package dev.keyward.internal.xml;

import static javax.xml.stream.XMLStreamConstants.CHARACTERS;
import static javax.xml.stream.XMLStreamConstants.END_DOCUMENT;
import static javax.xml.stream.XMLStreamConstants.END_ELEMENT;
import static javax.xml.stream.XMLStreamConstants.START_DOCUMENT;
import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;

import dev.keyward.MalformedInputException;
import dev.keyward.internal.xml.PlainTag.Binding;
import dev.keyward.internal.xml.text.DocumentText;
import dev.keyward.internal.xml.text.XmlText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds the pieces of a document that consists of tags and texts of ASCII only, in a fifth of the
 * time that the parser takes. It never refuses a document: when it finds anything else, it throws
 * {@link NotPlain}, and the parser reads the document from the start. The following is not plain: a
 * document that is not well-formed, references, comments, processing instructions, CDATA sections,
 * a document type, prefixes of attributes, a {@code >} in a text, white space other than blanks in
 * a value, and large numbers of anything.
 */
final class PlainTokens implements XmlTokens {

  /** The document is for the parser. It is no error, and never leaves this package. */
  static final class NotPlain extends RuntimeException {

    private static final long serialVersionUID = 1;

    private NotPlain() {
      super(null, null, false, false);
    }
  }

  private final PlainBytes plain;
  private final byte[] bytes;
  private final PlainTags tags;
  private final PlainTag[] open = new PlainTag[XmlCursor.MAX_DEPTH];
  private int depth;
  private int at;
  private boolean rootEnded;

  // The piece: its kind, the text or the name in the tag, and of an element its start tag.
  private int type = START_DOCUMENT;
  private int start;
  private int end;
  private PlainTag tag = PlainTags.NONE;
  // Whether the end of an element without content comes next.
  private boolean endsNext;
  // Whether the text is white space only.
  private boolean blank;
  // Whether the text has not been looked at yet: base64 is decoded without a look at it.
  private boolean unseen;

  PlainTokens(DocumentText text) {
    this.bytes = text.bytes();
    this.plain = new PlainBytes(bytes);
    this.tags = new PlainTags(plain);
    this.at = text.start();
  }

  @Override
  public int next(ElementPath where) {
    see();
    if (endsNext) {
      endsNext = false;
      return piece(END_ELEMENT, start, end);
    }
    if (depth == 0) {
      skipSpace();
      if (rootEnded) {
        require(at == bytes.length);
        return piece(END_DOCUMENT, at, at);
      }
    }
    require(at + 1 < bytes.length);
    if (bytes[at] != '<') {
      return nextText();
    }
    return bytes[at + 1] == '/' ? endTag() : startTag();
  }

  private int piece(int kind, int from, int to) {
    type = kind;
    start = from;
    end = to;
    return kind;
  }

  /** Text up to the next tag. */
  private int nextText() {
    require(depth > 0);
    int next = at;
    while (next < bytes.length && XmlText.isSpace(bytes[next])) {
      next++;
    }
    blank = next < bytes.length && bytes[next] == '<';
    if (!blank) {
      next = plain.find('<', next, bytes.length);
      unseen = true;
    }
    piece(CHARACTERS, at, next);
    at = next;
    return type;
  }

  private int endTag() {
    require(depth > 0);
    tag = open[--depth];
    rootEnded = depth == 0;
    int name = at + 2;
    int nameEnd = name + tag.nameSize();
    require(
        nameEnd < bytes.length
            && bytes[nameEnd] == '>'
            && Arrays.equals(
                bytes, name, nameEnd, bytes, tag.start(), tag.start() + tag.nameSize()));
    at = nameEnd + 1;
    return piece(END_ELEMENT, name, nameEnd);
  }

  private int startTag() {
    int name = at + 1;
    Optional<PlainTag> read = tags.at(name, scope());
    require(read.isPresent());
    tag = read.get();
    at = name + tag.size();
    endsNext = tag.form().empty();
    if (endsNext) {
      rootEnded = depth == 0;
    } else {
      require(depth < open.length);
      open[depth++] = tag;
    }
    return piece(START_ELEMENT, name, name + tag.nameSize());
  }

  /** Where the next piece begins. */
  int position() {
    return at;
  }

  /** Passes over bytes that are known to be whole elements, within the innermost open one. */
  void pass(int size) {
    require(!endsNext);
    at += size;
  }

  PlainBytes plain() {
    return plain;
  }

  /** The declarations that hold where the next piece begins. */
  List<Binding> scope() {
    return depth == 0 ? List.of() : open[depth - 1].scope();
  }

  private void skipSpace() {
    while (at < bytes.length && XmlText.isSpace(bytes[at])) {
      at++;
    }
  }

  private void see() {
    if (unseen) {
      unseen = false;
      require(plain.isPlainText(start, end));
    }
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new NotPlain();
    }
  }

  @Override
  public int type() {
    return type;
  }

  @Override
  public boolean isNamed(String namespace, String localName) {
    PlainTag.Name name = tag.name();
    return name.local().equals(localName) && name.binding().uri().equals(namespace);
  }

  @Override
  public String localName() {
    return tag.name().local();
  }

  @Override
  public String prefix() {
    return tag.name().binding().prefix();
  }

  @Override
  public String namespace() {
    return tag.name().binding().uri();
  }

  @Override
  public List<XmlAttribute> attributes() {
    return tag.attributes();
  }

  @Override
  public void writeName(Utf8Output out) {
    out.raw(bytes, start, end);
  }

  @Override
  public boolean writeStart(int declarations, Utf8Output out) {
    boolean canonical = tag.isCanonical(declarations);
    if (canonical) {
      out.raw(bytes, start - 1, start + tag.size());
    }
    return canonical;
  }

  @Override
  public void writeEnd(Utf8Output out) {
    if (bytes[start - 1] == '/') {
      out.raw(bytes, start - 2, end + 1);
    } else {
      out.raw("</");
      writeName(out);
      out.raw('>');
    }
  }

  @Override
  public boolean isBlank() {
    return blank;
  }

  @Override
  public String text() {
    see();
    byte[] lines = plain.withOneLineEnd(start, end);
    return lines.length > 0
        ? new String(lines, StandardCharsets.ISO_8859_1)
        : new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void addTo(Base64Collector base64) throws MalformedInputException {
    Optional<byte[]> decoded = WholeBase64.ofLines(plain, start, end);
    if (decoded.isPresent()) {
      // All that it consists of is plain.
      unseen = false;
      base64.addWhole(decoded.get());
    } else {
      char[] text = text().toCharArray();
      base64.add(text, 0, text.length);
    }
  }

  /** Only line ends of a plain text have another form in canonical XML. */
  @Override
  public void writeText(Utf8Output out) {
    byte[] lines = plain.withOneLineEnd(start, end);
    if (lines.length > 0) {
      out.raw(lines, 0, lines.length);
    } else {
      out.raw(bytes, start, end);
    }
  }

  @Override
  public void writeInstruction(Utf8Output out) {
    throw new IllegalStateException("a plain document has no processing instructions");
  }
}
