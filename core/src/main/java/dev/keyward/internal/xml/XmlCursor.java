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
 * Walks through one XML 1.0 document, element by element, and on the way writes the canonical form
 * of the element it is asked for. Documents of at most 1 MiB and 32 levels, UTF-8 or UTF-16, never
 * with a DTD. Not for use by several threads.
 *
 * <p>Every method that reads throws {@link MalformedInputException}, with the place such as {@code
 * Protector/Wrappings/Wrapping[2]/Id}.
 */
public final class XmlCursor {

  /** The longest document, in bytes. */
  public static final int MAX_DOCUMENT = 1 << 20;

  /** How deep elements nest at most, the root element being the first level. */
  public static final int MAX_DEPTH = 32;

  private final boolean lenient;
  private final int size;
  private final XmlEvents events;
  private final XMLStreamReader reader;
  private final ElementPath path = new ElementPath();
  // What the parser has come to and nobody has taken yet; 0 when it has been taken.
  private int ahead;
  private List<XmlAttribute> attributes = List.of();
  private CanonicalWriter canonical;
  private boolean recording;

  private XmlCursor(byte[] document, boolean lenient) throws MalformedInputException {
    this.lenient = lenient;
    DocumentText text = DocumentText.of(document);
    size = text.length();
    events = new XmlEvents(text);
    reader = events.reader();
  }

  /**
   * Before the root element of a document in which comments, processing instructions and CDATA are
   * refused inside the root element, and text between elements too.
   */
  public static XmlCursor strict(byte[] document) throws MalformedInputException {
    return new XmlCursor(document, false);
  }

  /**
   * Before the root element of a document in which comments, processing instructions and text
   * between elements are passed over; CDATA is text. The limits are the same.
   */
  public static XmlCursor lenient(byte[] document) throws MalformedInputException {
    return new XmlCursor(document, true);
  }

  /** Goes into the next child, which must be this one, with no other attributes than these. */
  public void enter(String namespace, String localName, String... allowedAttributes)
      throws MalformedInputException {
    if (!tryEnter(namespace, localName, allowedAttributes)) {
      throw unexpected("element " + XmlText.shown(localName));
    }
  }

  /** Like {@link #enter} when the next child is this one; else goes nowhere and returns false. */
  public boolean tryEnter(String namespace, String localName, String... allowedAttributes)
      throws MalformedInputException {
    if (!atChild()
        || !reader.getLocalName().equals(localName)
        || !events.namespace().equals(namespace)) {
      return false;
    }
    begin();
    checkAttributes(allowedAttributes);
    return true;
  }

  /** Goes into the next child, whatever it is; false when there is none. */
  public boolean tryEnterAny() throws MalformedInputException {
    if (!atChild()) {
      return false;
    }
    begin();
    return true;
  }

  /** Leaves the element, of which nothing but white space may be left. */
  public void leave() throws MalformedInputException {
    if (atChild()) {
      throw unexpected("the end of " + path.innermost());
    }
    finish();
  }

  /** The name without prefix of the element entered last, before its content is read. */
  public String localName() {
    requireStart();
    return reader.getLocalName();
  }

  /** The namespace of the element entered last, empty for none, before its content is read. */
  public String namespace() {
    requireStart();
    return events.namespace();
  }

  /** The attributes of the element entered last, before its content is read. */
  public List<XmlAttribute> attributes() {
    requireStart();
    return List.copyOf(attributes);
  }

  /** An attribute in no namespace that must be there, before the content is read. */
  public String attribute(String localName) throws MalformedInputException {
    return optionalAttribute(localName)
        .orElseThrow(
            () ->
                XmlText.bad("missing-attribute", place(), "no attribute " + localName, localName));
  }

  /** An attribute in no namespace that may be there, before the content is read. */
  public Optional<String> optionalAttribute(String localName) {
    requireStart();
    for (XmlAttribute attribute : attributes) {
      if (attribute.namespace().isEmpty() && attribute.localName().equals(localName)) {
        return Optional.of(attribute.value());
      }
    }
    return Optional.empty();
  }

  /** The whole text of the element, which has no child elements. */
  public String text() throws MalformedInputException {
    String first = "";
    StringBuilder all = null;
    while (atText()) {
      String part = reader.getText();
      takeText();
      if (first.isEmpty()) {
        first = part;
      } else {
        all = all == null ? new StringBuilder(first) : all;
        all.append(part);
      }
    }
    return all == null ? first : all.toString();
  }

  /**
   * The bytes that the element's text gives in base64 (RFC 4648, section 4): the standard alphabet,
   * padded, with XML white space anywhere, at least one byte.
   */
  public byte[] base64() throws MalformedInputException {
    Base64Collector collector = new Base64Collector(place());
    while (atText()) {
      collector.add(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
      takeText();
    }
    return collector.toBytes();
  }

  /** The element's text as a number of 0 to 4294967295, without sign, space or leading zeros. */
  public long unsigned32() throws MalformedInputException {
    return unsigned32(text(), place());
  }

  /** A number of 0 to 4294967295 without sign, space or leading zeros, for instance "10". */
  public static long unsigned32(String text, String where) throws MalformedInputException {
    return UnsignedNumber.parse(text, where);
  }

  /** Passes over what is left in the element, whatever it is; the limits still hold. */
  public void skipContent() throws MalformedInputException {
    int depth = path.depth();
    while (true) {
      int type = peek();
      if (type == START_ELEMENT) {
        begin();
      } else if (type == CHARACTERS) {
        takeText();
      } else if (path.depth() > depth) {
        finish();
      } else {
        return;
      }
    }
  }

  /** Records the element entered next, and all that is in it, in exclusive canonical form. */
  public void startCanonical() {
    canonical = new CanonicalWriter(size + 1024);
    recording = true;
  }

  /**
   * The element recorded and left, as exclusive canonical XML without comments ({@code
   * http://www.w3.org/2001/10/xml-exc-c14n#}), UTF-8.
   */
  public byte[] endCanonical() {
    if (canonical == null || recording) {
      throw new IllegalStateException("the canonical form is not complete");
    }
    byte[] bytes = canonical.toBytes();
    canonical = null;
    return bytes;
  }

  /** After the root element: only white space, comments and processing instructions follow. */
  public void end() throws MalformedInputException {
    if (path.depth() > 0) {
      throw new IllegalStateException("inside " + place());
    }
    while (peek() == CHARACTERS) {
      takeText();
    }
    if (ahead != END_DOCUMENT) {
      throw unexpected("the end of the document");
    }
  }

  /** The element the cursor is in, such as {@code Protector/Wrappings/Wrapping[2]/Id}. */
  public String place() {
    return path.toString();
  }

  private boolean atChild() throws MalformedInputException {
    while (peek() == CHARACTERS) {
      boolean blank =
          XmlText.isBlank(
              reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
      if (!blank && !lenient) {
        throw XmlText.bad("unexpected-text", place(), "text between elements", "");
      }
      takeText();
    }
    return ahead == START_ELEMENT;
  }

  private boolean atText() throws MalformedInputException {
    if (path.depth() == 0) {
      throw new IllegalStateException("no element entered");
    }
    if (peek() == START_ELEMENT) {
      throw unexpected("text");
    }
    return ahead == CHARACTERS;
  }

  private int peek() throws MalformedInputException {
    while (ahead == 0) {
      int type = events.next(path);
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
          if (recording && canonical.isOpen()) {
            canonical.processingInstruction(reader.getPITarget(), reader.getPIData());
          }
        }
        case DTD -> throw XmlText.bad("doctype", place(), "a document type declaration", "none");
        case ENTITY_REFERENCE -> throw XmlText.bad("entity", place(), "an entity", "none");
        default -> throw XmlText.bad("malformed-xml", place(), "something that is no content", "");
      }
    }
    return ahead;
  }

  private void refuseWhereStrict(String code, String what) throws MalformedInputException {
    if (!lenient && path.depth() > 0) {
      throw XmlText.bad(code, place(), what, "none");
    }
  }

  private void begin() throws MalformedInputException {
    path.enter(reader.getLocalName());
    if (path.depth() > MAX_DEPTH) {
      throw XmlText.bad(
          "too-deep", place(), "more than " + MAX_DEPTH + " levels", "at most " + MAX_DEPTH);
    }
    attributes = events.attributes();
    if (recording) {
      canonical.start(reader, attributes);
    }
    ahead = 0;
  }

  private void finish() {
    if (recording && canonical.isOpen()) {
      canonical.end(reader);
      recording = canonical.isOpen();
    }
    path.leave();
    ahead = 0;
  }

  private void takeText() {
    if (recording && canonical.isOpen()) {
      canonical.text(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
    }
    ahead = 0;
  }

  private void checkAttributes(String... allowed) throws MalformedInputException {
    for (XmlAttribute attribute : attributes) {
      boolean known = attribute.namespace().isEmpty() && contains(allowed, attribute.localName());
      if (!known) {
        throw XmlText.bad(
            "unexpected-attribute",
            place(),
            "attribute " + XmlText.shown(attribute.localName()),
            allowed.length == 0 ? "no attributes" : String.join(", ", allowed));
      }
    }
  }

  private static boolean contains(String[] names, String name) {
    for (String each : names) {
      if (each.equals(name)) {
        return true;
      }
    }
    return false;
  }

  private void requireStart() {
    if (ahead != 0 || reader.getEventType() != START_ELEMENT) {
      throw new IllegalStateException("the element's content has been read");
    }
  }

  private MalformedInputException unexpected(String expected) {
    if (ahead != START_ELEMENT) {
      return XmlText.bad("unexpected-element", place(), "nothing more", expected);
    }
    String found = XmlText.shown(reader.getLocalName());
    boolean foreign = expected.equals("element " + found);
    String what = "element " + found + (foreign ? " in another namespace" : "");
    path.enter(reader.getLocalName());
    return XmlText.bad("unexpected-element", place(), what, expected);
  }
}
