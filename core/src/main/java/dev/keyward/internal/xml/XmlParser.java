package dev.keyward.internal.xml;

import dev.keyward.MalformedInputException;
import dev.keyward.internal.xml.text.DocumentText;
import dev.keyward.internal.xml.text.XmlText;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/** The parser, with its errors turned into ours. */
final class XmlParser implements XmlTokens {

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

  /** {@inheritDoc} What is not well-formed is refused with the place {@code where}. */
  @Override
  public int next(ElementPath where) throws MalformedInputException {
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

  @Override
  public int type() {
    return reader.getEventType();
  }

  @Override
  public boolean isNamed(String namespace, String localName) {
    return reader.getLocalName().equals(localName) && namespace().equals(namespace);
  }

  @Override
  public String localName() {
    return reader.getLocalName();
  }

  @Override
  public String prefix() {
    return orEmpty(reader.getPrefix());
  }

  @Override
  public String namespace() {
    return orEmpty(reader.getNamespaceURI());
  }

  @Override
  public List<XmlAttribute> attributes() {
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

  @Override
  public void writeName(Utf8Output out) {
    String prefix = prefix();
    if (!prefix.isEmpty()) {
      out.raw(prefix);
      out.raw(':');
    }
    out.raw(reader.getLocalName());
  }

  @Override
  public boolean writeStart(int declarations, Utf8Output out) {
    return false;
  }

  @Override
  public void writeEnd(Utf8Output out) {
    out.raw("</");
    writeName(out);
    out.raw('>');
  }

  @Override
  public boolean isBlank() {
    return XmlText.isBlank(
        reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
  }

  @Override
  public String text() {
    return reader.getText();
  }

  @Override
  public void addTo(Base64Collector base64) throws MalformedInputException {
    base64.add(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
  }

  @Override
  public void writeText(Utf8Output out) {
    out.text(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
  }

  @Override
  public void writeInstruction(Utf8Output out) {
    out.raw("<?");
    out.raw(reader.getPITarget());
    String data = orEmpty(reader.getPIData());
    if (!data.isEmpty()) {
      out.raw(' ');
      out.raw(data);
    }
    out.raw("?>");
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
