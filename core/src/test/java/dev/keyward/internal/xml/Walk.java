package dev.keyward.internal.xml;

import dev.keyward.MalformedInputException;
import java.nio.charset.StandardCharsets;

/** Walks whole documents for tests. */
final class Walk {

  private Walk() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Goes through everything, as strictly as {@code cursor} is. */
  static void all(XmlCursor cursor) throws MalformedInputException {
    if (!cursor.tryEnterAny()) {
      throw new IllegalStateException("a document without a root element");
    }
    cursor.skipContent();
    cursor.leave();
    cursor.end();
  }

  static void strict(byte[] document) throws MalformedInputException {
    all(XmlCursor.strict(document));
  }

  static void strict(String document) throws MalformedInputException {
    strict(bytes(document));
  }

  static void lenient(String document) throws MalformedInputException {
    all(XmlCursor.lenient(bytes(document)));
  }

  /** The canonical form of the first child of the first child ... {@code depth} levels down. */
  static String canonical(byte[] document, int depth) throws MalformedInputException {
    XmlCursor cursor = XmlCursor.lenient(document);
    for (int i = 0; i < depth; i++) {
      cursor.tryEnterAny();
    }
    cursor.startCanonical();
    cursor.tryEnterAny();
    cursor.skipContent();
    cursor.leave();
    byte[] canonical = cursor.endCanonical();
    for (int i = 0; i < depth; i++) {
      cursor.skipContent();
      cursor.leave();
    }
    cursor.end();
    return new String(canonical, StandardCharsets.UTF_8);
  }
}
