package dev.keyward.internal.xml;

import dev.keyward.KeywardException;
import dev.keyward.internal.export.ExportSink;
import dev.keyward.internal.export.NumberRun;
import java.io.IOException;

/** A list that is open, with the numbers that were its items; the root is one too. */
final class ClixmlList {

  private final int depth;
  private final NumberRun run;
  private String tag = "By";

  ClixmlList(int depth, NumberRun run) {
    this.depth = depth;
    this.run = run;
  }

  /** The depth of its element; its items lie one deeper. */
  int depth() {
    return depth;
  }

  void add(String element, int value, long from, long to) {
    tag = element;
    run.add(value, from, to);
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
