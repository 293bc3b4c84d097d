package dev.keyward.internal.xml.clixml;

import dev.keyward.KeywardException;
import dev.keyward.internal.export.ExportSink;
import dev.keyward.internal.export.NumberRun;
import java.io.IOException;

/** An element that is open and holds others. */
final class ClixmlFrame {

  private final Kind kind;
  private final NumberRun run;
  private String tag = "By";
  private String key = "";
  private boolean value;
  private boolean adapted;

  /** What an element holds. */
  enum Kind {
    /** The root: values, one after the other. */
    ROOT,
    /** A value, types, properties. */
    OBJECT,
    /** Properties of the object's class. */
    ADAPTED,
    /** Properties that were added. */
    EXTENDED,
    /** A set of properties among those that were added. */
    SET,
    /** Entries. */
    TABLE,
    /** A key and a value. */
    ENTRY,
    /** Values. */
    LIST,
    /** Names of types. */
    TYPES;

    boolean isOfProperties() {
      return this == ADAPTED || this == EXTENDED || this == SET;
    }

    boolean isList() {
      return this == ROOT || this == LIST;
    }
  }

  /**
   * @param mostBytes the most numbers that are held of a list
   */
  ClixmlFrame(Kind kind, int mostBytes) {
    this.kind = kind;
    this.run = new NumberRun(mostBytes);
  }

  Kind kind() {
    return kind;
  }

  boolean is(Kind other) {
    return kind == other;
  }

  /** The key of an entry, once it was read. */
  String key() {
    return key;
  }

  void setKey(String text) {
    key = text;
  }

  /** An object stands for one value at most; says whether this is the first. */
  boolean beginValue() {
    boolean first = !value;
    value = true;
    return first;
  }

  /** Says whether these are the first properties of its class. */
  boolean beginAdapted() {
    boolean first = !adapted;
    adapted = true;
    return first;
  }

  /** A number of a list. */
  void add(String element, int number, long from, long to) {
    tag = element;
    run.add(number, from, to);
  }

  /** An item that is no number. */
  void interrupt() {
    run.interrupt();
  }

  /** Reports the numbers, if there were any. */
  void give(ExportSink sink) throws KeywardException, IOException {
    if (run.hasNumbers()) {
      String element = tag;
      sink.bytes("", run.found(content -> written(content, element)));
    }
  }

  private static String written(byte[] content, String tag) {
    StringBuilder items = new StringBuilder(content.length * 12);
    for (byte value : content) {
      items.append('<').append(tag).append('>').append(value & 0xff);
      items.append("</").append(tag).append('>');
    }
    return items.toString();
  }
}
