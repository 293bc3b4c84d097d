package dev.keyward.hgs.message.release;

import dev.keyward.MalformedInputException;
import dev.keyward.internal.xml.XmlCursor;

/** Reads the flat documents of the key protection service, element by element. */
final class ServiceReader {

  private final XmlCursor xml;

  ServiceReader(byte[] document, String root) throws MalformedInputException {
    xml = XmlCursor.strict(document, ServiceDocument.MOST_BYTES);
    xml.enter(ServiceDocument.NAMESPACE, root);
  }

  String text(String element) throws MalformedInputException {
    xml.enter(ServiceDocument.NAMESPACE, element);
    String text = xml.text();
    xml.leave();
    return text;
  }

  byte[] base64(String element) throws MalformedInputException {
    xml.enter(ServiceDocument.NAMESPACE, element);
    byte[] bytes = xml.base64();
    xml.leave();
    return bytes;
  }

  void end() throws MalformedInputException {
    xml.leave();
    xml.end();
  }
}
