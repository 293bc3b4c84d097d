package dev.keyward.internal.xml;

import static javax.xml.stream.XMLStreamConstants.CHARACTERS;
import static javax.xml.stream.XMLStreamConstants.END_DOCUMENT;
import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;

import dev.keyward.MalformedInputException;
import dev.keyward.internal.xml.text.DocumentText;
import dev.keyward.internal.xml.text.XmlText;
import java.util.List;
import java.util.Optional;

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

  private final XmlEvents events;
  private final XmlTokens tokens;
  private final ElementPath path;

  private XmlCursor(XmlEvents events) {
    this.events = events;
    tokens = events.tokens();
    path = events.path();
  }

  /**
   * Before the root element of a document in which comments, processing instructions and CDATA are
   * refused inside the root element, and text between elements too.
   */
  public static XmlCursor strict(byte[] document) throws MalformedInputException {
    return strict(document, MAX_DOCUMENT);
  }

  /** The same with another bound than {@link #MAX_DOCUMENT}, in bytes. */
  public static XmlCursor strict(byte[] document, int mostBytes) throws MalformedInputException {
    return of(new XmlParser(DocumentText.of(document, mostBytes)), false);
  }

  /**
   * Before the root element of a document in which comments, processing instructions and text
   * between elements are passed over; CDATA is text. The limits are the same.
   */
  public static XmlCursor lenient(byte[] document) throws MalformedInputException {
    return of(new XmlParser(DocumentText.of(document, MAX_DOCUMENT)), true);
  }

  /** Before the root element, by the quick way that {@link XmlReading} tries first. */
  static XmlCursor plain(byte[] document, int mostBytes) throws MalformedInputException {
    return of(new PlainTokens(DocumentText.forPlain(document, mostBytes)), false);
  }

  private static XmlCursor of(XmlTokens tokens, boolean lenient) {
    return new XmlCursor(new XmlEvents(tokens, lenient));
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
    if (!atChild() || !tokens.isNamed(namespace, localName)) {
      return false;
    }
    events.begin();
    checkAttributes(allowedAttributes);
    return true;
  }

  /** Goes into the next child, whatever it is; false when there is none. */
  public boolean tryEnterAny() throws MalformedInputException {
    if (!atChild()) {
      return false;
    }
    events.begin();
    return true;
  }

  /** Leaves the element, in which only white space may follow. */
  public void leave() throws MalformedInputException {
    requireInside();
    if (atChild()) {
      throw unexpected("the end of " + path.innermost());
    }
    events.finish();
  }

  /** The name without prefix of the element entered last, before its content is read. */
  public String localName() {
    requireStart();
    return tokens.localName();
  }

  /** The namespace of the element entered last, empty for none, before its content is read. */
  public String namespace() {
    requireStart();
    return tokens.namespace();
  }

  /** The attributes of the element entered last, before its content is read. */
  public List<XmlAttribute> attributes() {
    requireStart();
    return List.copyOf(events.attributes());
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
    for (XmlAttribute attribute : events.attributes()) {
      if (attribute.namespace().isEmpty() && attribute.localName().equals(localName)) {
        return Optional.of(attribute.value());
      }
    }
    return Optional.empty();
  }

  /** The whole text of the element, which has no child elements. */
  public String text() throws MalformedInputException {
    String text = leadingText();
    if (atText()) {
      throw new IllegalStateException("text that was not taken");
    }
    return text;
  }

  /** The text up to the element's next child, or all of it where it has none. */
  public String leadingText() throws MalformedInputException {
    requireInside();
    String first = "";
    StringBuilder all = null;
    while (events.peek() == CHARACTERS) {
      String part = tokens.text();
      events.takeText();
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
    Base64Collector collector = new Base64Collector(path::toString);
    while (atText()) {
      tokens.addTo(collector);
      events.takeText();
    }
    return collector.toBytes();
  }

  /** The element's text as a number of 0 to 4294967295, without sign, space or leading zeros. */
  public long unsigned32() throws MalformedInputException {
    return UnsignedNumber.parse(text(), path::toString);
  }

  /** The same of an attribute that must be there. */
  public long unsigned32(String attribute) throws MalformedInputException {
    return UnsignedNumber.parse(attribute(attribute), () -> place() + "/@" + attribute);
  }

  /** Passes over what is left in the element, whatever it is; the limits still hold. */
  public void skipContent() throws MalformedInputException {
    int depth = path.depth();
    while (true) {
      int type = events.peek();
      if (type == START_ELEMENT) {
        events.begin();
      } else if (type == CHARACTERS) {
        events.takeText();
      } else if (path.depth() > depth) {
        events.finish();
      } else {
        return;
      }
    }
  }

  /** Records the element entered next, and all that is in it, in exclusive canonical form. */
  public void startCanonical() {
    events.startCanonical();
  }

  /**
   * The element recorded and left, as exclusive canonical XML without comments ({@code
   * http://www.w3.org/2001/10/xml-exc-c14n#}), UTF-8.
   */
  public byte[] endCanonical() {
    return events.endCanonical();
  }

  /** After the root element: only white space, comments and processing instructions follow. */
  public void end() throws MalformedInputException {
    if (path.depth() > 0) {
      throw new IllegalStateException("inside " + place());
    }
    while (events.peek() == CHARACTERS) {
      events.takeText();
    }
    if (events.peek() != END_DOCUMENT) {
      throw unexpected("the end of the document");
    }
  }

  /** This place, to pass over elements that were read before; empty where that is not possible. */
  public Optional<XmlRuns> runs() {
    return XmlRuns.at(events);
  }

  /** Whether all has been read, up to the end of the document. */
  boolean isAtEnd() {
    return tokens.type() == END_DOCUMENT;
  }

  /** The element the cursor is in, such as {@code Protector/Wrappings/Wrapping[2]/Id}. */
  public String place() {
    return path.toString();
  }

  private boolean atChild() throws MalformedInputException {
    events.takeSpace();
    return events.peek() == START_ELEMENT;
  }

  private void requireInside() {
    if (path.depth() == 0) {
      throw new IllegalStateException("no element entered");
    }
  }

  private boolean atText() throws MalformedInputException {
    requireInside();
    if (events.peek() == START_ELEMENT) {
      throw unexpected("text");
    }
    return events.peek() == CHARACTERS;
  }

  private void checkAttributes(String... allowed) throws MalformedInputException {
    for (XmlAttribute attribute : events.attributes()) {
      boolean known =
          attribute.namespace().isEmpty() && List.of(allowed).contains(attribute.localName());
      if (!known) {
        throw XmlText.bad(
            "unexpected-attribute",
            place(),
            "attribute " + XmlText.shown(attribute.localName()),
            allowed.length == 0 ? "no attributes" : String.join(", ", allowed));
      }
    }
  }

  private void requireStart() {
    if (!events.isAtStart()) {
      throw new IllegalStateException("the element's content has been read");
    }
  }

  private MalformedInputException unexpected(String expected) throws MalformedInputException {
    if (events.peek() != START_ELEMENT) {
      return XmlText.bad("unexpected-element", place(), "nothing more", expected);
    }
    String found = XmlText.shown(tokens.localName());
    boolean foreign = expected.equals("element " + found);
    String what = "element " + found + (foreign ? " in another namespace" : "");
    path.enter(tokens.localName());
    return XmlText.bad("unexpected-element", place(), what, expected);
  }
}
