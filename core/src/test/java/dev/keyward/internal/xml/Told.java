package dev.keyward.internal.xml;

import dev.keyward.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * All that a cursor says of a document: names, attributes, texts, base64, the canonical form, or
 * what is wrong with it. Test-only.
 */
final class Told {

  private static final int LIKELY_BASE64 = 4;

  private final StringBuilder told = new StringBuilder();
  // How long the texts of the elements are, in the order of the document; 0 where they have
  // children.
  private final List<Integer> sizes = new ArrayList<>();

  private Told() {}

  /** Opens a document. */
  interface Way {
    XmlCursor open() throws MalformedInputException;
  }

  static String of(Way way) {
    Told told = new Told();
    try {
      XmlCursor xml = way.open();
      xml.startCanonical();
      told.texts(xml);
      xml.end();
      told.told.append(new String(xml.endCanonical(), StandardCharsets.UTF_8));
      told.bytes(way.open(), 0);
    } catch (MalformedInputException e) {
      told.told.append(e.fault());
    }
    return told.told.toString();
  }

  /** Reads an element and what is in it as text; false where there is none. */
  private boolean texts(XmlCursor xml) throws MalformedInputException {
    if (!xml.tryEnterAny()) {
      return false;
    }
    int number = sizes.size();
    sizes.add(0);
    told.append(xml.place()).append('{').append(xml.namespace()).append('}');
    told.append(xml.localName()).append(xml.attributes());
    String text = xml.leadingText();
    told.append(text);
    boolean leaf = true;
    while (texts(xml)) {
      leaf = false;
    }
    sizes.set(number, leaf ? text.length() : 0);
    xml.leave();
    return true;
  }

  /** Reads the elements again, from the one of that number on, their texts as base64. */
  private int bytes(XmlCursor xml, int number) throws MalformedInputException {
    int next = number;
    while (next < sizes.size() && xml.tryEnterAny()) {
      int size = sizes.get(next++);
      if (size >= LIKELY_BASE64) {
        told.append(HexFormat.of().formatHex(xml.base64()));
      }
      next = bytes(xml, next);
      xml.leave();
    }
    return next;
  }
}
