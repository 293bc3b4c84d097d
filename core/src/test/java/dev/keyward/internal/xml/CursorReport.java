package dev.keyward.internal.xml;

import dev.keyward.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * All that a cursor says of a document: names, attributes, texts, base64, the canonical form, or
 * what is wrong with it. Test-only.
 */
final class CursorReport {

  private final StringBuilder report = new StringBuilder();
  // Of each element in the order of the document, whether its text is base64.
  private final List<Boolean> base64 = new ArrayList<>();

  private CursorReport() {}

  /** What the parser says. */
  static String parsed(byte[] document) {
    CursorReport report = new CursorReport();
    try {
      report.whole(XmlCursor.strict(document));
      XmlCursor again = XmlCursor.strict(document);
      report.bytes(again, 0);
      again.end();
    } catch (MalformedInputException e) {
      report.report.append(e.fault());
    }
    return report.report.toString();
  }

  /** What the quick way says; empty where it leads nowhere. */
  static Optional<String> plain(byte[] document) {
    CursorReport report = new CursorReport();
    boolean whole = plainly(document, report::whole);
    boolean bytes =
        whole
            && plainly(
                document,
                xml -> {
                  report.bytes(xml, 0);
                  xml.end();
                });
    return whole && bytes ? Optional.of(report.report.toString()) : Optional.empty();
  }

  private interface Step {
    void read(XmlCursor xml) throws MalformedInputException;
  }

  private static boolean plainly(byte[] document, Step step) {
    return XmlReading.plainly(
            document,
            XmlCursor.MAX_DOCUMENT,
            xml -> {
              step.read(xml);
              return true;
            })
        .isPresent();
  }

  private void whole(XmlCursor xml) throws MalformedInputException {
    xml.startCanonical();
    texts(xml);
    xml.end();
    report.append(new String(xml.endCanonical(), StandardCharsets.UTF_8));
  }

  /** Reads an element and what is in it as text; false where there is none. */
  private boolean texts(XmlCursor xml) throws MalformedInputException {
    if (!xml.tryEnterAny()) {
      return false;
    }
    int number = base64.size();
    base64.add(false);
    report.append(xml.place()).append('{').append(xml.namespace()).append('}');
    report.append(xml.localName()).append(xml.attributes());
    String text = xml.leadingText();
    report.append(text);
    boolean leaf = true;
    while (texts(xml)) {
      leaf = false;
    }
    base64.set(number, leaf && isBase64(text));
    xml.leave();
    return true;
  }

  private static boolean isBase64(String text) {
    String digits = text.replaceAll("[ \t\r\n]", "");
    try {
      byte[] bytes = Base64.getDecoder().decode(digits);
      return bytes.length > 0 && Base64.getEncoder().encodeToString(bytes).equals(digits);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Reads the elements again, from the one of that number on, now base64 as such. */
  private int bytes(XmlCursor xml, int number) throws MalformedInputException {
    int next = number;
    while (next < base64.size() && xml.tryEnterAny()) {
      if (base64.get(next++)) {
        report.append(HexFormat.of().formatHex(xml.base64()));
      } else {
        report.append(xml.leadingText());
      }
      next = bytes(xml, next);
      xml.leave();
    }
    return next;
  }
}
