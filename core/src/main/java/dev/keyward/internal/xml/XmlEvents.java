package dev.keyward.internal.xml;

import static javax.xml.stream.XMLStreamConstants.CDATA;
import static javax.xml.stream.XMLStreamConstants.CHARACTERS;
import static javax.xml.stream.XMLStreamConstants.COMMENT;
import static javax.xml.stream.XMLStreamConstants.DTD;
import static javax.xml.stream.XMLStreamConstants.END_DOCUMENT;
import static javax.xml.stream.XMLStreamConstants.END_ELEMENT;
import static javax.xml.stream.XMLStreamConstants.ENTITY_REFERENCE;
import static javax.xml.stream.XMLStreamConstants.PROCESSING_INSTRUCTION;
import static javax.xml.stream.XMLStreamConstants.SPACE;
import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;

import dev.keyward.MalformedInputException;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamReader;

/**
 * What comes next in a document, looked at before it is taken; what is taken goes into the
 * canonical form while that is recorded.
 */
final class XmlEvents {

  private final boolean lenient;
  private final int size;
  private final XmlParser parser;
  private final XMLStreamReader reader;
  private final ElementPath path = new ElementPath();
  // What the parser has come to and nobody has taken yet; 0 when it has been taken.
  private int ahead;
  private List<XmlAttribute> attributes = List.of();
  private Optional<CanonicalWriter> recording = Optional.empty();
  private Optional<CanonicalWriter> recorded = Optional.empty();

  XmlEvents(DocumentText text, boolean lenient) throws MalformedInputException {
    this.lenient = lenient;
    size = text.length();
    parser = new XmlParser(text);
    reader = parser.reader();
  }

  ElementPath path() {
    return path;
  }

  XMLStreamReader reader() {
    return reader;
  }

  /** The attributes of the element begun last. */
  List<XmlAttribute> attributes() {
    return attributes;
  }

  boolean isChild(String namespace, String localName) {
    return reader.getLocalName().equals(localName) && parser.namespace().equals(namespace);
  }

  String namespace() {
    return parser.namespace();
  }

  /** Whether the start tag taken last is still where the parser is. */
  boolean isAtStart() {
    return ahead == 0 && path.depth() > 0 && reader.getEventType() == START_ELEMENT;
  }

  void startCanonical() {
    recording = Optional.of(new CanonicalWriter(size + 1024));
    recorded = Optional.empty();
  }

  byte[] endCanonical() {
    CanonicalWriter whole =
        recorded.orElseThrow(() -> new IllegalStateException("the canonical form is not complete"));
    recorded = Optional.empty();
    return whole.toBytes();
  }

  /** The start or end of an element, characters, or the end of the document. */
  int peek() throws MalformedInputException {
    while (ahead == 0) {
      int type = parser.next(path);
      switch (type) {
        case START_ELEMENT, END_ELEMENT, END_DOCUMENT, CHARACTERS -> ahead = type;
        case SPACE -> ahead = CHARACTERS;
        case CDATA -> {
          refuseWhereStrict("cdata", "a CDATA section");
          ahead = CHARACTERS;
        }
        case COMMENT -> refuseWhereStrict("comment", "a comment");
        case PROCESSING_INSTRUCTION -> {
          refuseWhereStrict("processing-instruction", "a processing instruction");
          Optional<CanonicalWriter> open = openCanonical();
          if (open.isPresent()) {
            open.get().processingInstruction(reader.getPITarget(), reader.getPIData());
          }
        }
        case DTD -> throw XmlText.bad("doctype", where(), "a document type declaration", "none");
        case ENTITY_REFERENCE -> throw XmlText.bad("entity", where(), "an entity", "none");
        default -> throw XmlText.bad("malformed-xml", where(), "something that is no content", "");
      }
    }
    return ahead;
  }

  /** Goes into the element ahead. */
  void begin() throws MalformedInputException {
    path.enter(reader.getLocalName());
    if (path.depth() > XmlCursor.MAX_DEPTH) {
      throw XmlText.bad(
          "too-deep",
          where(),
          "more than " + XmlCursor.MAX_DEPTH + " levels",
          "at most " + XmlCursor.MAX_DEPTH);
    }
    attributes = parser.attributes();
    if (recording.isPresent()) {
      recording.get().start(reader, attributes);
    }
    ahead = 0;
  }

  /** Goes out of the element whose end is ahead. */
  void finish() {
    Optional<CanonicalWriter> open = openCanonical();
    if (open.isPresent()) {
      open.get().end(reader);
      if (!open.get().isOpen()) {
        recorded = recording;
        recording = Optional.empty();
      }
    }
    path.leave();
    ahead = 0;
  }

  /** Passes over the characters ahead. */
  void takeText() {
    Optional<CanonicalWriter> open = openCanonical();
    if (open.isPresent()) {
      open.get().text(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
    }
    ahead = 0;
  }

  /** Passes over the white space ahead, and where lenient over any characters. */
  void takeSpace() throws MalformedInputException {
    while (peek() == CHARACTERS) {
      boolean blank =
          XmlText.isBlank(
              reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
      if (!blank && !lenient) {
        throw XmlText.bad("unexpected-text", where(), "text", "elements only");
      }
      takeText();
    }
  }

  private Optional<CanonicalWriter> openCanonical() {
    return recording.filter(CanonicalWriter::isOpen);
  }

  private void refuseWhereStrict(String code, String what) throws MalformedInputException {
    if (!lenient && path.depth() > 0) {
      throw XmlText.bad(code, where(), what, "none");
    }
  }

  private String where() {
    return path.toString();
  }
}
