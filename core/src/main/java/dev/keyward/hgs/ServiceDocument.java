package dev.keyward.hgs;

import dev.keyward.internal.xml.XmlText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes the flat documents of the key protection service. */
final class ServiceDocument {

  /** The namespace of every element (MS-KPS). */
  static final String NAMESPACE = "http://schemas.microsoft.com/kps/2014/07/service";

  /** The longest document, in bytes. */
  static final int MOST_BYTES = 2 << 20;

  private static final int ROOM_FOR_TAGS = 256;

  private final StringBuilder xml = new StringBuilder(1024);
  private final String root;

  ServiceDocument(String root) {
    this.root = root;
    xml.append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<").append(root);
    xml.append(" xmlns=\"").append(NAMESPACE).append("\">");
  }

  ServiceDocument text(String element, String text) {
    return escaped(element, XmlText.escape(text));
  }

  /** Base64 has no character that XML escapes; a release has nearly nothing but base64. */
  ServiceDocument base64(String element, byte[] bytes) {
    return escaped(element, Base64.getEncoder().encodeToString(bytes));
  }

  private ServiceDocument escaped(String element, String text) {
    xml.ensureCapacity(xml.length() + text.length() + ROOM_FOR_TAGS);
    xml.append('<').append(element).append('>').append(text);
    xml.append("</").append(element).append('>');
    return this;
  }

  byte[] end() {
    xml.append("</").append(root).append(">\n");
    return xml.toString().getBytes(StandardCharsets.UTF_8);
  }
}
