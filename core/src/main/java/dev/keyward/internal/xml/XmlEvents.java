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
import dev.keyward.internal.xml.text.XmlText;
import java.util.List;
import java.util.Optional;

/**
 * What comes next in a document, looked at before it is taken; what is taken goes into the
 * canonical form while that is recorded.
 */
final class XmlEvents {

  private final boolean lenient;
  private final XmlTokens tokens;
  private final ElementPath path = new ElementPath();
  // What the parser has come to and nobody has taken yet; 0 when it has been taken.
  private int ahead;
  private List<XmlAttribute> attributes = List.of();
  private Optional<CanonicalWriter> recording = Optional.empty();
  private Optional<CanonicalWriter> recorded = Optional.empty();

  /** Before the first piece. */
  XmlEvents(XmlTokens tokens, boolean lenient) {
    this.tokens = tokens;
    this.lenient = lenient;
  }

  ElementPath path() {
    return path;
  }

  XmlTokens tokens() {
    return tokens;
  }

  /** The attributes of the element begun last. */
  List<XmlAttribute> attributes() {
    return attributes;
  }

  /** Whether the start tag taken last is still where the parser is. */
  boolean isAtStart() {
    return ahead == 0 && path.depth() > 0 && tokens.type() == START_ELEMENT;
  }

  void startCanonical() {
    recording = Optional.of(new CanonicalWriter());
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
      int type = tokens.next(path);
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
            open.get().processingInstruction(tokens);
          }
        }
        case DTD -> throw XmlText.bad("doctype", where(), "a document type declaration", "none");
        case ENTITY_REFERENCE -> throw XmlText.bad("entity", where(), "an entity", "none");
        default -> throw XmlText.bad("malformed-xml", where(), "something that is not content", "");
      }
    }
    return ahead;
  }

  /** Goes into the element ahead. */
  void begin() throws MalformedInputException {
    path.enter(tokens.localName());
    if (path.depth() > XmlCursor.MAX_DEPTH) {
      throw XmlText.bad(
          "too-deep",
          where(),
          "more than " + XmlCursor.MAX_DEPTH + " levels",
          "at most " + XmlCursor.MAX_DEPTH);
    }
    attributes = tokens.attributes();
    if (recording.isPresent()) {
      recording.get().start(tokens);
    }
    ahead = 0;
  }

  /** Goes out of the element whose end is ahead. */
  void finish() {
    Optional<CanonicalWriter> open = openCanonical();
    if (open.isPresent()) {
      open.get().end(tokens);
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
      open.get().text(tokens);
    }
    ahead = 0;
  }

  /** Passes over the white space ahead, and where lenient over any characters. */
  void takeSpace() throws MalformedInputException {
    while (peek() == CHARACTERS) {
      if (!lenient && !tokens.isBlank()) {
        throw XmlText.bad("unexpected-text", where(), "text", "elements only");
      }
      takeText();
    }
  }

  /** The canonical form, if nothing is ahead that it does not have yet. */
  Optional<CanonicalWriter> settled() {
    return ahead == 0 ? openCanonical() : Optional.empty();
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
