package dev.keyward.internal.xml;

import dev.keyward.MalformedInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The parser, with its errors turned into ours. */
final class XmlParser {

  private final NamedReader reader;
  private final int skippedLines;
  private boolean rootEnded;

  XmlParser(DocumentText text) throws MalformedInputException {
    skippedLines = text.skippedLines();
    try {
      reader = NamedReader.of(text);
    } catch (XMLStreamException | RuntimeException e) {
      throw notWellFormed("document", "");
    }
  }

  XMLStreamReader reader() {
    return reader;
  }

  /** The next event, a constant of {@link XMLStreamConstants}; {@code where} is for the error. */
  int next(ElementPath where) throws MalformedInputException {
    try {
      int type = reader.nextChecked();
      rootEnded |= type == XMLStreamConstants.END_ELEMENT && where.depth() == 1;
      return type;
    } catch (XMLStreamException | NoSuchElementException e) {
      throw notWellFormed(where.toString(), line());
    } catch (RuntimeException e) {
      // The parser is known to trip over some input that is not well-formed.
      throw notWellFormed(where.toString(), "");
    }
  }

  /** The attributes of the start tag that the parser is at. */
  List<XmlAttribute> attributes() {
    int count = reader.getAttributeCount();
    if (count == 0) {
      return List.of();
    }
    List<XmlAttribute> attributes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      attributes.add(
          new XmlAttribute(
              orEmpty(reader.getAttributeNamespace(i)),
              orEmpty(reader.getAttributePrefix(i)),
              reader.getAttributeLocalName(i),
              reader.getAttributeValue(i)));
    }
    return attributes;
  }

  String namespace() {
    return orEmpty(reader.getNamespaceURI());
  }

  private String line() {
    return " (line " + (skippedLines + reader.getLocation().getLineNumber()) + ")";
  }

  // What the parser says is left out: it repeats the input.
  private MalformedInputException notWellFormed(String where, String line) {
    return rootEnded
        ? XmlText.bad("trailing-content", "document", "more after the root element" + line, "")
        : XmlText.bad(
            "malformed-xml",
            where,
            "text that is not well-formed" + line,
            "XML 1.0 with namespaces");
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
