package dev.keyward.internal.xml;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.export.ExportSink;
import dev.keyward.internal.export.NumberRun;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
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
 * only one value is held at a time.
 */
public final class ClixmlReader {
  private static final Fault.Kind CLIXML =
      new Fault.Kind("malformed-clixml", "", "what Export-Clixml writes");

  private static final String NAMESPACE = "http://schemas.microsoft.com/powershell/2004/04";
  private static final int MAX_DEPTH = 64;
  private static final int MAX_NAME = 1024;
  private static final int MAX_NAMES = 256;

  private static final Set<String> LISTS = Set.of("LST", "STK", "QUE", "IE");
  private static final Set<String> STRUCTURE =
      Set.of("TN", "T", "TNRef", "ToString", "Props", "MS", "DCT");
  private static final Set<String> NUMBERS =
      Set.of("By", "SB", "U16", "I16", "U32", "I32", "U64", "I64");

  /** PowerShell's escape for characters that XML has none for. */
  private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");

  private final TokenBoundReader source;
  private final XMLStreamReader2 reader;
  private final ExportSink sink;
  private final int mostCharacters;
  private final Set<String> seenNames = new HashSet<>();
  private final Deque<ClixmlList> lists = new ArrayDeque<>();
  private final Deque<String> keys = new ArrayDeque<>();
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
      return CLIXML.malformed("a longer value than any protector has", e);
    }
    if (nested instanceof IOException io && !(io instanceof CharConversionException)) {
      throw io;
    }
    return CLIXML.malformed("XML that is not well formed", e);
  }

  private void run() throws XMLStreamException, KeywardException, IOException {
    int event = reader.getEventType();
    while (event != XMLStreamConstants.END_DOCUMENT) {
      event = next();
      switch (event) {
        case XMLStreamConstants.START_ELEMENT -> start();
        case XMLStreamConstants.END_ELEMENT -> end();
        case XMLStreamConstants.DTD -> throw CLIXML.malformed("a document type declaration");
        case XMLStreamConstants.ENTITY_REFERENCE -> throw CLIXML.malformed("an entity");
        case XMLStreamConstants.PROCESSING_INSTRUCTION ->
            throw CLIXML.malformed("a processing instruction");
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

  private void start() throws XMLStreamException, KeywardException, IOException {
    depth++;
    if (depth > MAX_DEPTH) {
      throw CLIXML.malformed("nesting beyond a depth of " + MAX_DEPTH);
    }
    boundNames();
    if (depth == 1 && !isRoot()) {
      throw CLIXML.malformed("another element at the root");
    }
    if (!NAMESPACE.equals(reader.getNamespaceURI())) {
      return;
    }
    String element = reader.getLocalName();
    if (element.equals("Objs") || LISTS.contains(element)) {
      lists.push(new ClixmlList(depth, new NumberRun(mostCharacters)));
    } else if (element.equals("En")) {
      keys.push("");
    } else if (element.equals("Obj")) {
      if (depth == lists.peek().depth() + 1) {
        lists.peek().interrupt();
      }
      sink.open(field());
    } else if (!STRUCTURE.contains(element)) {
      value(element);
      depth--;
    }
  }

  private boolean isRoot() {
    return NAMESPACE.equals(reader.getNamespaceURI()) && reader.getLocalName().equals("Objs");
  }

  /** The name of a value: in an entry of a hashtable that of the key before it. */
  private String field() {
    String name = unescaped(Optional.ofNullable(reader.getAttributeValue(null, "N")).orElse(""));
    if (name.length() > MAX_NAME) {
      return name.substring(0, MAX_NAME);
    }
    return name.equals("Value") && !keys.isEmpty() ? keys.peek() : name;
  }

  private void value(String element) throws XMLStreamException, KeywardException, IOException {
    boolean key = !keys.isEmpty() && "Key".equals(reader.getAttributeValue(null, "N"));
    String field = key ? "" : field();
    String tag = reader.getPrefixedName();
    long before = reader.getLocationInfo().getStartingCharOffset();
    long start = reader.getLocationInfo().getEndingCharOffset();
    Optional<String> content = content(mostCharacters);
    long end = reader.getLocationInfo().getStartingCharOffset();
    ExportSink.Text text = new ExportSink.Text(content.orElse(""), start, end);
    if (key) {
      keys.pop();
      keys.push(unescaped(text.value()));
    } else if (isNumber(element, text.value())) {
      long behind = reader.getLocationInfo().getEndingCharOffset();
      lists.peek().add(tag, NumberRun.byteOf(text.value().strip()), before, behind);
    } else if (content.isEmpty()) {
      sink.bytes(field, ExportSink.Found.unreadable(start, end));
    } else {
      scalar(element, field, text);
    }
  }

  /** Whether it is an item of a list of numbers, also of numbers as texts. */
  private boolean isNumber(String element, String text) {
    if (depth != lists.peek().depth() + 1) {
      return false;
    }
    boolean number =
        NUMBERS.contains(element) || (element.equals("S") && NumberRun.byteOf(text) >= 0);
    if (!number) {
      lists.peek().interrupt();
    }
    return number;
  }

  private void scalar(String element, String field, ExportSink.Text text)
      throws KeywardException, IOException {
    switch (element) {
      case "S", "G", "XD" ->
          sink.text(field, new ExportSink.Text(unescaped(text.value()), text.start(), text.end()));
      case "BA" -> byteArray(field, text);
      case "Nil" -> sink.other(field, "null");
      case "Ref" -> sink.other(field, "a reference to an earlier object");
      default -> sink.other(field, NUMBERS.contains(element) ? "a number" : "another value");
    }
  }

  private void byteArray(String field, ExportSink.Text text) throws KeywardException, IOException {
    if (text.value().isBlank()) {
      sink.other(field, "no bytes");
      return;
    }
    ExportSink.Spelling base64 = Base64.getEncoder()::encodeToString;
    Optional<byte[]> content = decoded(text.value());
    sink.bytes(field, new ExportSink.Found(content, text.start(), text.end(), Optional.of(base64)));
  }

  private static Optional<byte[]> decoded(String text) {
    try {
      Base64Collector base64 = new Base64Collector(() -> "");
      base64.add(text.toCharArray(), 0, text.length());
      return Optional.of(base64.toBytes());
    } catch (MalformedInputException e) {
      return Optional.empty();
    }
  }

  private void end() throws KeywardException, IOException {
    if (NAMESPACE.equals(reader.getNamespaceURI())) {
      if (!lists.isEmpty() && lists.peek().depth() == depth) {
        lists.pop().give(sink);
      } else if (reader.getLocalName().equals("En") && !keys.isEmpty()) {
        keys.pop();
      } else if (reader.getLocalName().equals("Obj")) {
        sink.close();
      }
    }
    depth--;
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
        throw CLIXML.malformed("an element inside of a simple value");
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
}
