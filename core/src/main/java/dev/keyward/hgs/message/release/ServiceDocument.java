package dev.keyward.hgs.message.release;

import dev.keyward.internal.xml.text.XmlText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes the flat documents of the key protection service. */
final class ServiceDocument {

  /** The namespace of every element (MS-KPS). */
  static final String NAMESPACE = "http://schemas.microsoft.com/kps/2014/07/service";

  /** The longest document, in bytes. */
  static final int MOST_BYTES = 2 << 20;

  private final ByteArrayOutputStream xml = new ByteArrayOutputStream(32 << 10);
  private final String root;

  ServiceDocument(String root) {
    this.root = root;
    write("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<" + root);
    write(" xmlns=\"" + NAMESPACE + "\">");
  }

  ServiceDocument text(String element, String text) {
    return escaped(element, XmlText.escape(text).getBytes(StandardCharsets.UTF_8));
  }

  /** Base64 has no character that XML escapes; a release has nearly nothing but base64. */
  ServiceDocument base64(String element, byte[] bytes) {
    return escaped(element, Base64.getEncoder().encode(bytes));
  }

  private ServiceDocument escaped(String element, byte[] text) {
    write("<" + element + ">");
    xml.writeBytes(text);
    write("</" + element + ">");
    return this;
  }

  private void write(String markup) {
    xml.writeBytes(markup.getBytes(StandardCharsets.US_ASCII));
  }

  byte[] end() {
    write("</" + root + ">\n");
    return xml.toByteArray();
  }
}
