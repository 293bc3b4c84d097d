package dev.keyward.internal.xml;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.io.ExportSink;
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

/**
 * Reads what PowerShell's {@code Export-Clixml} writes, in a stream: of an export of any length
 * only one byte array is held at a time.
 */
public final class ClixmlReader {

  private static final String NAMESPACE = "http://schemas.microsoft.com/powershell/2004/04";
  private static final int MAX_DEPTH = 64;
  private static final int MAX_NAME = 1024;
  private static final int MAX_NAMES = 256;

  /** PowerShell's escape for characters that XML has none for. */
  private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");

  private final TokenBoundReader source;
  private final XMLStreamReader2 reader;
  private final ExportSink sink;
  private final int mostCharacters;
  private final Set<String> seenNames = new HashSet<>();
  private int depth;

  private ClixmlReader(Reader text, ExportSink sink, int mostCharacters) throws XMLStreamException {
    this.source = new TokenBoundReader(text, mostCharacters);
    this.reader = (XMLStreamReader2) factory().createXMLStreamReader(source);
    this.sink = sink;
    this.mostCharacters = mostCharacters;
  }

  /**
   * Reads to the end.
   *
   * @param text without byte order mark
   * @param mostCharacters the longest tag, text or comment; a longer one ends the reading
   */
  public static void read(Reader text, ExportSink sink, int mostCharacters)
      throws KeywardException, IOException {
    try {
      new ClixmlReader(text, sink, mostCharacters).run();
    } catch (XMLStreamException e) {
      throw failure(e);
    }
  }

  private static InputFactoryImpl factory() {
    InputFactoryImpl factory = new InputFactoryImpl();
    factory.setProperty(InputFactoryImpl.SUPPORT_DTD, false);
    factory.setProperty(InputFactoryImpl.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    // Errors must come when the parser moves on, not when text is asked for.
    factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
    return factory;
  }

  private static KeywardException failure(XMLStreamException e) throws IOException {
    Throwable nested = e.getNestedException();
    if (nested instanceof TokenBoundReader.TokenTooLongException) {
      return malformed("a longer value than any protector has", e);
    }
    if (nested instanceof IOException io && !(io instanceof CharConversionException)) {
      throw io;
    }
    return malformed("XML that is not well formed", e);
  }

  private void run() throws XMLStreamException, KeywardException, IOException {
    int event = reader.getEventType();
    while (event != XMLStreamConstants.END_DOCUMENT) {
      event = next();
      switch (event) {
        case XMLStreamConstants.START_ELEMENT -> start();
        case XMLStreamConstants.END_ELEMENT -> end();
        case XMLStreamConstants.DTD -> throw malformed("a document type declaration", null);
        case XMLStreamConstants.ENTITY_REFERENCE -> throw malformed("an entity", null);
        case XMLStreamConstants.PROCESSING_INSTRUCTION ->
            throw malformed("a processing instruction", null);
        default -> {}
      }
    }
  }

  private int next() throws XMLStreamException, KeywardException {
    source.nextToken();
    try {
      return reader.next();
    } catch (RuntimeException e) {
      // The parser is known to trip over some input that is not well-formed.
      throw malformed("XML that is not well formed", e);
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
      throw malformed("more than " + MAX_NAMES + " different names", null);
    }
  }

  private void start() throws XMLStreamException, KeywardException, IOException {
    depth++;
    if (depth > MAX_DEPTH) {
      throw malformed("nesting beyond a depth of " + MAX_DEPTH, null);
    }
    boundNames();
    if (depth == 1 && !isRoot()) {
      throw malformed("another element at the root", null);
    }
    if (!NAMESPACE.equals(reader.getNamespaceURI())) {
      return;
    }
    String name = Optional.ofNullable(reader.getAttributeValue(null, "N")).orElse("");
    switch (reader.getLocalName()) {
      case "Obj" -> sink.open();
      case "S", "G" -> {
        content(MAX_NAME).ifPresent(text -> sink.text(name, unescaped(text)));
        depth--;
      }
      case "Nil" -> sink.nothing(name);
      case "BA" -> byteArray(name);
      default -> {}
    }
  }

  private boolean isRoot() {
    return NAMESPACE.equals(reader.getNamespaceURI()) && reader.getLocalName().equals("Objs");
  }

  private void byteArray(String name) throws XMLStreamException, KeywardException, IOException {
    long start = reader.getLocationInfo().getEndingCharOffset();
    Optional<String> text = content(mostCharacters);
    long end = reader.getLocationInfo().getStartingCharOffset();
    depth--;
    if (text.isPresent() && text.get().isBlank()) {
      sink.nothing(name);
      return;
    }
    sink.bytes(name, new ExportSink.Found(decoded(text), start, end, false));
  }

  private static byte[] decoded(Optional<String> text) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      Base64Collector base64 = new Base64Collector(() -> "");
      base64.add(text.get().toCharArray(), 0, text.get().length());
      return base64.toBytes();
    } catch (MalformedInputException e) {
      return null;
    }
  }

  private void end() throws KeywardException, IOException {
    depth--;
    if (NAMESPACE.equals(reader.getNamespaceURI()) && reader.getLocalName().equals("Obj")) {
      sink.close();
    }
  }

  /** The text up to the element's end; empty where it is longer than {@code most}. */
  private Optional<String> content(int most) throws XMLStreamException, KeywardException {
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
        throw malformed("an element inside of a simple value", null);
      }
      event = next();
    }
    return length <= most ? Optional.of(text.toString()) : Optional.empty();
  }

  private static String unescaped(String text) {
    Matcher escape = ESCAPE.matcher(text);
    return escape.replaceAll(
        found ->
            Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))));
  }

  private static MalformedInputException malformed(String found, Exception cause) {
    return new MalformedInputException(
        Fault.of("malformed-clixml", "", found, "what Export-Clixml writes"), cause);
  }
}
