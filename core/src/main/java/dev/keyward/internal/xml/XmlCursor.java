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

import com.fasterxml.aalto.stax.InputFactoryImpl;
import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Walks a document element by element: a reader enters a child, reads its content and leaves it,
 * and whatever it did not ask for is an error that names the place. Beside the content it records
 * the exclusive canonical form of one element, so that both come from the same bytes.
 *
 * <p>Documents are bounded to 1 MiB and a depth of 32. DTDs and entities of the document's own
 * never get in. The only exception that leaves is {@link MalformedInputException}.
 */
public final class XmlCursor {

  /** The largest document, in bytes. */
  public static final int MAX_DOCUMENT = 1 << 20;

  /** The deepest nesting. */
  public static final int MAX_DEPTH = 32;

  private static final InputFactoryImpl FACTORY = factory();

  private final XMLStreamReader reader;
  private final boolean strict;
  private final XmlPlace place = new XmlPlace();
  private final XmlText content = new XmlText();
  private List<Attribute> attributes = List.of();
  private String localName = "";
  private String namespace = "";
  private CanonicalOutput canonical;
  private int event;
  private boolean waiting;

  /** An attribute that is no namespace declaration. */
  public record Attribute(String namespace, String localName, String value) {}

  private XmlCursor(byte[] document, boolean strict) throws MalformedInputException {
    this.strict = strict;
    if (document.length > MAX_DOCUMENT) {
      throw malformed("too-large", document.length + " bytes", "at most " + MAX_DOCUMENT);
    }
    try {
      this.reader =
          FACTORY.createXMLStreamReader(new ByteArrayInputStream(XmlSource.utf8(document)));
    } catch (XMLStreamException | RuntimeException e) {
      throw notWellFormed(e);
    }
  }

  private static InputFactoryImpl factory() {
    InputFactoryImpl factory = new InputFactoryImpl();
    factory.setProperty(InputFactoryImpl.SUPPORT_DTD, false);
    factory.setProperty(InputFactoryImpl.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(InputFactoryImpl.IS_COALESCING, false);
    return factory;
  }

  /** Refuses, inside of the root, comments, processing instructions and CDATA as well. */
  public static XmlCursor strict(byte[] document) throws MalformedInputException {
    return new XmlCursor(document, true);
  }

  /** Passes over comments, processing instructions and text between elements; CDATA is text. */
  public static XmlCursor lenient(byte[] document) throws MalformedInputException {
    return new XmlCursor(document, false);
  }

  /** Enters the next child, which must be this element with no attributes but the allowed ones. */
  public void enter(String wantedNamespace, String wantedName, String... allowedAttributes)
      throws MalformedInputException {
    if (!tryEnter(wantedNamespace, wantedName, allowedAttributes)) {
      String found = event == START_ELEMENT ? "<" + shownName() + ">" : "the end";
      throw malformed("unexpected-element", found, "<" + wantedName + ">");
    }
  }

  /** Enters the next child if it is this element; else consumes nothing and is false. */
  public boolean tryEnter(String wantedNamespace, String wantedName, String... allowedAttributes)
      throws MalformedInputException {
    if (peek() != START_ELEMENT || !isAt(wantedNamespace, wantedName)) {
      return false;
    }
    step();
    requireAllowed(allowedAttributes);
    return true;
  }

  /** Enters the next child whatever it is; false where there is none. */
  public boolean tryEnterAny() throws MalformedInputException {
    if (peek() != START_ELEMENT) {
      return false;
    }
    step();
    return true;
  }

  private boolean isAt(String wantedNamespace, String wantedName) {
    return reader.getLocalName().equals(wantedName)
        && wantedNamespace.equals(orEmpty(reader.getNamespaceURI()));
  }

  /** Consumes the start tag that the reader is at. */
  private void step() throws MalformedInputException {
    try {
      localName = reader.getLocalName();
      namespace = orEmpty(reader.getNamespaceURI());
      place.enter(localName);
      attributes = readAttributes();
      if (canonical != null) {
        canonical.start(reader);
      }
    } catch (RuntimeException e) {
      throw notWellFormed(e);
    }
    if (place.depth() > MAX_DEPTH) {
      throw malformed("too-deep", "nesting beyond a depth of 32", "at most 32");
    }
    content.clear();
    waiting = false;
  }

  private List<Attribute> readAttributes() throws MalformedInputException {
    int count = reader.getAttributeCount();
    if (count == 0) {
      return List.of();
    }
    List<Attribute> read = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String name = reader.getAttributeLocalName(i);
      String uri = orEmpty(reader.getAttributeNamespace(i));
      for (Attribute earlier : read) {
        if (earlier.localName().equals(name) && earlier.namespace().equals(uri)) {
          throw malformed("malformed-xml", "an attribute twice", "each attribute once");
        }
      }
      read.add(new Attribute(uri, name, reader.getAttributeValue(i)));
    }
    return read;
  }

  private void requireAllowed(String... allowed) throws MalformedInputException {
    for (Attribute attribute : attributes) {
      if (!attribute.namespace().isEmpty() || !List.of(allowed).contains(attribute.localName())) {
        throw malformed(
            "unexpected-attribute",
            "the attribute " + XmlPlace.shown(attribute.localName()),
            allowed.length == 0 ? "none" : String.join(", ", allowed));
      }
    }
  }

  /** Leaves the element entered last, which must have no more content. */
  public void leave() throws MalformedInputException {
    if (peek() != END_ELEMENT) {
      throw malformed("unexpected-element", "<" + shownName() + ">", "no further element");
    }
    if (canonical != null) {
      canonical.end();
    }
    place.leave();
    content.clear();
    waiting = false;
  }

  /** The local name of the element entered last. */
  public String localName() {
    return localName;
  }

  /** The namespace of the element entered last, empty where it has none. */
  public String namespace() {
    return namespace;
  }

  /** The attributes of the element entered last. */
  public List<Attribute> attributes() {
    return attributes;
  }

  /** An attribute of the element entered last, which must be there. */
  public String attribute(String name) throws MalformedInputException {
    Optional<String> value = optionalAttribute(name);
    if (value.isEmpty()) {
      throw malformed("missing-attribute", "no attribute " + name, "one");
    }
    return value.get();
  }

  /** An attribute of the element entered last, if it is there. */
  public Optional<String> optionalAttribute(String name) {
    for (Attribute attribute : attributes) {
      if (attribute.namespace().isEmpty() && attribute.localName().equals(name)) {
        return Optional.of(attribute.value());
      }
    }
    return Optional.empty();
  }

  /** The text of the element entered last, which must have no child. */
  public String text() throws MalformedInputException {
    requireLeaf();
    return content.toString();
  }

  /** The text as base64: standard alphabet, whole padding, XML white space between, not empty. */
  public byte[] base64() throws MalformedInputException {
    requireLeaf();
    Optional<byte[]> decoded = content.base64();
    if (decoded.isEmpty()) {
      throw malformed("bad-base64", "text that is not base64", "base64 with right padding");
    }
    return decoded.get();
  }

  private void requireLeaf() throws MalformedInputException {
    if (next(true) != END_ELEMENT) {
      throw malformed("unexpected-element", "<" + shownName() + ">", "text only");
    }
  }

  /** The text as an unsigned 32-bit integer in its shortest form. */
  public long unsigned32() throws MalformedInputException {
    return unsigned32(text(), place());
  }

  /** A text as an unsigned 32-bit integer in its shortest form. */
  public static long unsigned32(String text, String where) throws MalformedInputException {
    boolean digits = text.matches("0|[1-9][0-9]{0,9}");
    long value = digits ? Long.parseLong(text) : -1;
    if (value < 0 || value > 0xffff_ffffL) {
      throw new MalformedInputException(
          Fault.of(
              "bad-number",
              where,
              "\"" + XmlPlace.shown(text) + "\"",
              "an unsigned 32-bit integer"));
    }
    return value;
  }

  /** Passes over the rest of the content of the element entered last. */
  public void skipContent() throws MalformedInputException {
    int depth = place.depth();
    while (true) {
      int at = next(true);
      if (at == START_ELEMENT) {
        step();
      } else if (place.depth() == depth) {
        return;
      } else {
        leave();
      }
    }
  }

  /** Records the canonical form of the element that is entered next. */
  public void startCanonical() throws MalformedInputException {
    peek();
    canonical = new CanonicalOutput();
  }

  /** The canonical form of the element that was left last, in UTF-8. */
  public byte[] endCanonical() {
    byte[] bytes = canonical.toBytes();
    canonical = null;
    return bytes;
  }

  /** After the root: requires the end of the document. */
  public void end() throws MalformedInputException {
    if (peek() != END_DOCUMENT) {
      throw malformed("trailing-content", "content after the end", "nothing");
    }
  }

  /** Where the cursor is. */
  public String place() {
    return place.toString();
  }

  private int peek() throws MalformedInputException {
    return next(false);
  }

  /** Moves to the next tag or the end of the document, gathering text if it may be there. */
  private int next(boolean textAllowed) throws MalformedInputException {
    while (!waiting) {
      try {
        event = reader.next();
        waiting = take(event, textAllowed);
      } catch (XMLStreamException | RuntimeException e) {
        throw notWellFormed(e);
      }
    }
    return event;
  }

  private boolean take(int type, boolean textAllowed) throws MalformedInputException {
    switch (type) {
      case START_ELEMENT, END_ELEMENT, END_DOCUMENT -> {
        return true;
      }
      case CHARACTERS, SPACE -> takeText(textAllowed);
      case CDATA -> {
        refuseInside("cdata", "a CDATA section");
        takeText(textAllowed);
      }
      case COMMENT -> refuseInside("comment", "a comment");
      case PROCESSING_INSTRUCTION ->
          refuseInside("processing-instruction", "a processing instruction");
      case DTD -> throw malformed("doctype", "a document type declaration", "none");
      case ENTITY_REFERENCE -> throw malformed("entity", "an entity reference", "none");
      default -> throw malformed("malformed-xml", "a construct of another kind", "elements");
    }
    return false;
  }

  private void refuseInside(String code, String found) throws MalformedInputException {
    if (strict && place.depth() > 0) {
      throw malformed(code, found, "none inside of the root element");
    }
  }

  private void takeText(boolean allowed) throws MalformedInputException {
    char[] buffer = reader.getTextCharacters();
    int start = reader.getTextStart();
    int length = reader.getTextLength();
    if (canonical != null && place.depth() > 0) {
      canonical.characters(buffer, start, length);
    }
    if (allowed || !strict) {
      content.append(buffer, start, length);
    } else if (!XmlText.isBlank(buffer, start, length)) {
      throw malformed("unexpected-text", "text between elements", "elements only");
    }
  }

  private String shownName() {
    return XmlPlace.shown(reader.getLocalName());
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  private MalformedInputException malformed(String code, String found, String expected) {
    return new MalformedInputException(Fault.of(code, place(), found, expected));
  }

  private MalformedInputException notWellFormed(Exception cause) {
    return new MalformedInputException(
        Fault.of("malformed-xml", place(), "XML that is not well formed", "well-formed XML"),
        cause);
  }
}
