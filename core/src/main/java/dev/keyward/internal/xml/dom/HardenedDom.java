package dev.keyward.internal.xml.dom;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.xml.XmlCursor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Reads the one kind of document that needs a tree, because XML-DSig of the JDK wants one. No
 * document type, no entities but the five, nothing fetched, no comments, processing instructions or
 * CDATA, bounded size and depth.
 */
public final class HardenedDom {

  /** The largest document, in bytes. */
  public static final int MOST_BYTES = 1 << 20;

  private static final int MOST_DEPTH = 32;
  private static final String XERCES = "http://apache.org/xml/features/";

  private HardenedDom() {}

  /**
   * The tree of {@code xml}.
   *
   * @throws MalformedInputException code {@code too-large}, {@code not-xml} or {@code
   *     forbidden-xml}
   */
  public static Document parse(byte[] xml, String where) throws MalformedInputException {
    if (xml.length > MOST_BYTES) {
      throw new MalformedInputException(
          Fault.of("too-large", where, xml.length + " bytes", "at most " + MOST_BYTES));
    }
    screen(xml, where);
    Document document = tree(xml, where);
    if (!"1.0".equals(document.getXmlVersion())) {
      throw forbidden(where, "XML version " + document.getXmlVersion(), "1.0");
    }
    refuseForbidden(document, where);
    return document;
  }

  /** An empty tree, for writing. */
  public static Document empty() {
    return builder().newDocument();
  }

  /**
   * The streaming reader goes first: it holds the bytes to their declared encoding, and the depth
   * to its limit before a tree is built.
   */
  private static void screen(byte[] xml, String where) throws MalformedInputException {
    try {
      XmlCursor cursor = XmlCursor.lenient(xml);
      cursor.tryEnterAny();
      cursor.skipContent();
      cursor.leave();
      cursor.end();
    } catch (MalformedInputException e) {
      throw e.within(where);
    }
  }

  private static Document tree(byte[] xml, String where) throws MalformedInputException {
    try {
      return builder().parse(new ByteArrayInputStream(xml));
    } catch (SAXParseException e) {
      String place = where + " line " + e.getLineNumber() + " column " + e.getColumnNumber();
      throw notXml(place, e);
    } catch (SAXException | IOException | RuntimeException e) {
      throw notXml(where, e);
    }
  }

  private static DocumentBuilder builder() {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
    try {
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature(XERCES + "disallow-doctype-decl", true);
      factory.setFeature(XERCES + "dom/defer-node-expansion", false);
      factory.setAttribute("jdk.xml.maxElementDepth", Integer.toString(MOST_DEPTH));
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      factory.setExpandEntityReferences(false);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Thrower());
      return builder;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK's own parser has these settings", e);
    }
  }

  private static void refuseForbidden(Node parent, String where) throws MalformedInputException {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      switch (node.getNodeType()) {
        case Node.ELEMENT_NODE -> refuseForbidden(node, where);
        case Node.TEXT_NODE -> {
          // Whether text may stand here is the structure's to say.
        }
        case Node.COMMENT_NODE -> throw forbidden(where, "a comment", "none");
        case Node.CDATA_SECTION_NODE -> throw forbidden(where, "a CDATA section", "plain text");
        default -> throw forbidden(where, node.getNodeName(), "elements and text only");
      }
    }
  }

  private static MalformedInputException forbidden(String where, String found, String expected) {
    return new MalformedInputException(Fault.of("forbidden-xml", where, found, expected));
  }

  private static MalformedInputException notXml(String where, Exception cause) {
    return new MalformedInputException(
        Fault.of(
            "not-xml", where, "XML that is not well-formed, or has a document type", "XML 1.0"),
        cause);
  }

  /** The JDK's default would print to standard error. */
  private static final class Thrower implements ErrorHandler {
    @Override
    public void warning(SAXParseException warning) {
      // Nothing that matters to a reader without document types.
    }

    @Override
    public void error(SAXParseException error) throws SAXParseException {
      throw error;
    }

    @Override
    public void fatalError(SAXParseException error) throws SAXParseException {
      throw error;
    }
  }
}
