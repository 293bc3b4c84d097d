package dev.keyward.internal.xml.clixml;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import dev.keyward.Fault;
import dev.keyward.KeywardException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.Reader;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;

/** The elements of a CLIXML text, bounded and in one namespace. */
final class ClixmlSource {

  static final Fault.Kind CLIXML =
      new Fault.Kind("malformed-clixml", "", "what Export-Clixml writes");

  private static final String NAMESPACE = "http://schemas.microsoft.com/powershell/2004/04";
  private static final int MAX_NAMES = 256;
  static final int MAX_NAME = 1024;

  /** PowerShell's escape for characters that XML has none for. */
  private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");

  private final TokenBoundReader source;
  private final XMLStreamReader2 reader;
  private final Set<String> seenNames = new HashSet<>();

  /**
   * @param text without byte order mark
   * @param mostCharacters the longest tag, text or comment; a longer one ends the reading
   */
  ClixmlSource(Reader text, int mostCharacters) throws XMLStreamException {
    this.source = new TokenBoundReader(text, mostCharacters);
    this.reader = (XMLStreamReader2) factory().createXMLStreamReader(source);
  }

  private static InputFactoryImpl factory() {
    InputFactoryImpl factory = new InputFactoryImpl();
    factory.setProperty(InputFactoryImpl.SUPPORT_DTD, false);
    factory.setProperty(InputFactoryImpl.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    // Errors must come when the parser moves on, not when text is asked for.
    factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
    return factory;
  }

  static KeywardException failure(XMLStreamException e) throws IOException {
    Throwable nested = e.getNestedException();
    if (nested instanceof TokenBoundReader.TokenTooLongException) {
      return CLIXML.malformed("a longer value than any protector has", e);
    }
    if (nested instanceof IOException io && !(io instanceof CharConversionException)) {
      throw io;
    }
    return CLIXML.malformed("XML that is not well formed", e);
  }

  /** Moves on to the next start or end of an element, or to the end. */
  int nextElement() throws XMLStreamException, KeywardException {
    int event = next();
    while (event != XMLStreamConstants.END_DOCUMENT) {
      switch (event) {
        case XMLStreamConstants.START_ELEMENT -> {
          boundNames();
          return event;
        }
        case XMLStreamConstants.END_ELEMENT -> {
          return event;
        }
        case XMLStreamConstants.DTD -> throw CLIXML.malformed("a document type declaration");
        case XMLStreamConstants.ENTITY_REFERENCE -> throw CLIXML.malformed("an entity");
        case XMLStreamConstants.PROCESSING_INSTRUCTION ->
            throw CLIXML.malformed("a processing instruction");
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> refuseText();
        default -> {}
      }
      event = next();
    }
    return event;
  }

  private void refuseText() throws KeywardException {
    if (!reader.isWhiteSpace()) {
      throw CLIXML.malformed("text between elements");
    }
  }

  private int next() throws XMLStreamException, KeywardException {
    source.nextToken();
    try {
      return reader.next();
    } catch (RuntimeException e) {
      // The parser is known to trip over some input that is not well-formed.
      throw CLIXML.malformed("XML that is not well formed", e);
    }
  }

  /** The parser keeps every name it ever saw, so their number has a bound. */
  private void boundNames() throws KeywardException {
    seenNames.add(reader.getPrefixedName());
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      seenNames.add(reader.getAttributePrefix(i) + ":" + reader.getAttributeLocalName(i));
    }
    for (int i = 0; i < reader.getNamespaceCount(); i++) {
      seenNames.add(reader.getNamespacePrefix(i) + "=" + reader.getNamespaceURI(i));
    }
    if (seenNames.size() > MAX_NAMES) {
      throw CLIXML.malformed("more than " + MAX_NAMES + " different names");
    }
  }

  /** The name of the element; PowerShell reads no element of another namespace. */
  String element() throws KeywardException {
    if (!NAMESPACE.equals(reader.getNamespaceURI())) {
      throw CLIXML.malformed("an element of another namespace");
    }
    return reader.getLocalName();
  }

  /** The name of the element with its prefix. */
  String tag() {
    return reader.getPrefixedName();
  }

  /** The attribute {@code N}, without PowerShell's escapes. */
  Optional<String> name() throws KeywardException {
    Optional<String> name = attribute("N").map(ClixmlSource::unescaped);
    if (name.filter(text -> text.length() > MAX_NAME).isPresent()) {
      throw CLIXML.malformed("a name of more than " + MAX_NAME + " characters");
    }
    return name;
  }

  Optional<String> attribute(String name) {
    return Optional.ofNullable(reader.getAttributeValue(null, name));
  }

  /** Offset of the first character of the tag that was read last. */
  long tagStart() {
    return reader.getLocationInfo().getStartingCharOffset();
  }

  /** Offset behind the last character of that tag. */
  long tagEnd() throws XMLStreamException {
    return reader.getLocationInfo().getEndingCharOffset();
  }

  /** The text up to the element's end; empty where it is longer than {@code most}. */
  Optional<String> content(int most) throws XMLStreamException, KeywardException {
    StringBuilder text = new StringBuilder();
    long length = 0;
    int event = next();
    while (event != XMLStreamConstants.END_ELEMENT) {
      if (event == XMLStreamConstants.CHARACTERS
          || event == XMLStreamConstants.SPACE
          || event == XMLStreamConstants.CDATA) {
        length += reader.getTextLength();
        if (length <= most) {
          text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
        }
      } else if (event != XMLStreamConstants.COMMENT) {
        throw CLIXML.malformed("an element inside of a simple value");
      }
      event = next();
    }
    return length <= most ? Optional.of(text.toString()) : Optional.empty();
  }

  /** The text without PowerShell's escapes. */
  static String unescaped(String text) {
    if (!text.contains("_x")) {
      return text;
    }
    Matcher escape = ESCAPE.matcher(text);
    return escape.replaceAll(
        found ->
            Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))));
  }
}
