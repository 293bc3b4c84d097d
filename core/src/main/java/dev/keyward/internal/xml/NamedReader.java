package dev.keyward.internal.xml;

import com.fasterxml.aalto.in.ByteSourceBootstrapper;
import com.fasterxml.aalto.in.ReaderConfig;
import com.fasterxml.aalto.in.XmlScanner;
import com.fasterxml.aalto.stax.StreamReaderImpl;
import com.fasterxml.aalto.util.XmlChars;
import dev.keyward.internal.xml.text.DocumentText;
import javax.xml.stream.XMLStreamException;

/**
 * Aalto's reader, with the rules of Namespaces in XML 1.0 that it does not hold itself: no prefix
 * is undeclared, and what follows a colon is a name.
 */
final class NamedReader extends StreamReaderImpl {

  private static final int MOST_SHARED_NAMES = 500;

  private static volatile ReaderConfig shared = configuration();

  private NamedReader(XmlScanner scanner) {
    super(scanner);
  }

  static NamedReader of(DocumentText text) throws XMLStreamException {
    ReaderConfig config = shared.createNonShared(null, null, null);
    XmlScanner scanner =
        ByteSourceBootstrapper.construct(config, text.bytes(), text.start(), text.length())
            .bootstrap();
    // The names of all documents read go into one table, which would only ever grow.
    if (config.getBBSymbols().size() > MOST_SHARED_NAMES) {
      shared = configuration();
    }
    return new NamedReader(scanner);
  }

  private static ReaderConfig configuration() {
    ReaderConfig config = new ReaderConfig();
    config.doCoalesceText(false);
    config.doReportCData(true);
    // Errors must come when the parser moves on, not when text is asked for.
    config.doParseLazily(false);
    return config;
  }

  /** Like {@link #next}, with these rules held. */
  int nextChecked() throws XMLStreamException {
    int type = next();
    if (type == START_ELEMENT) {
      checkStartTag();
    } else if (type == PROCESSING_INSTRUCTION && _scanner.getName().getPrefix() != null) {
      throw new XMLStreamException("a colon in the target of a processing instruction");
    }
    return type;
  }

  private void checkStartTag() throws XMLStreamException {
    checkLocalName(getPrefix(), getLocalName());
    int attributes = getAttributeCount();
    for (int i = 0; i < attributes; i++) {
      checkLocalName(getAttributePrefix(i), getAttributeLocalName(i));
    }
    int declarations = _scanner.getNsCount();
    for (int i = 0; i < declarations; i++) {
      // Null for the default namespace; empty for a declaration of no name at all.
      String prefix = _scanner.getNamespacePrefix(i);
      if (prefix != null) {
        checkLocalName("xmlns", prefix);
        if (getNamespaceURI(i).isEmpty()) {
          throw new XMLStreamException("a prefix undeclared");
        }
      }
    }
  }

  private static void checkLocalName(String prefix, String name) throws XMLStreamException {
    boolean prefixed = prefix != null && !prefix.isEmpty();
    if (prefixed && (name.isEmpty() || !startsName(name))) {
      throw new XMLStreamException("something else than a name after a colon");
    }
  }

  // Aalto's names are those of XML 1.0 before its fifth edition, and have no surrogates.
  private static boolean startsName(String name) {
    return XmlChars.is10NameStartChar(name.charAt(0));
  }
}
