package dev.keyward.hgs.message.release;

import dev.keyward.MalformedInputException;
import dev.keyward.internal.xml.XmlCursor;
import dev.keyward.internal.xml.XmlReading;

/** Reads the flat documents of the key protection service, element by element. */
final class ServiceReader {

  private final XmlCursor xml;

  private ServiceReader(XmlCursor xml) {
    this.xml = xml;
  }

  /** What the elements within the root say. */
  interface Content<T> {
    T read(ServiceReader in) throws MalformedInputException;
  }

  static <T> T read(byte[] document, String root, Content<T> content)
      throws MalformedInputException {
    XmlReading<T, MalformedInputException> reading =
        xml -> {
          xml.enter(ServiceDocument.NAMESPACE, root);
          T read = content.read(new ServiceReader(xml));
          xml.leave();
          xml.end();
          return read;
        };
    return XmlReading.of(document, ServiceDocument.MOST_BYTES, reading);
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
}
