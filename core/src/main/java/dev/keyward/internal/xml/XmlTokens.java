package dev.keyward.internal.xml;

import dev.keyward.MalformedInputException;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;

/** The pieces of a document one after the other: tags, texts and the like. */
interface XmlTokens {

  /** Goes on to the next piece, a constant of {@link XMLStreamConstants}. */
  int next(ElementPath where) throws MalformedInputException;

  /** What {@link #next} returned last. */
  int type();

  /** Whether the tag has this name. */
  boolean isNamed(String namespace, String localName);

  /** The name of the tag without prefix. */
  String localName();

  /** The prefix of the tag, empty for none. */
  String prefix();

  /** The namespace of the tag, empty for none. */
  String namespace();

  /** The attributes of the start tag that are no namespace declarations. */
  List<XmlAttribute> attributes();

  /** Writes the tag's name with its prefix. */
  void writeName(Utf8Output out);

  /**
   * Writes the start tag, if it is written in the document as canonical XML has it; else false.
   *
   * @param declarations how many namespaces it declares in canonical XML
   */
  boolean writeStart(int declarations, Utf8Output out);

  /** Writes the end tag. */
  void writeEnd(Utf8Output out);

  /** Whether the text is white space only. */
  boolean isBlank();

  /** The text, which may be a part of the text of its element. */
  String text();

  /** Adds the text to base64 that is being read. */
  void addTo(Base64Collector base64) throws MalformedInputException;

  /** Writes the text as canonical XML does. */
  void writeText(Utf8Output out);

  /** Writes the processing instruction as canonical XML does. */
  void writeInstruction(Utf8Output out);
}
