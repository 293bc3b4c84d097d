package dev.keyward.internal.export;

import dev.keyward.KeywardException;
import java.io.IOException;

/** Passes on the value that an object stands for, and none of its properties. */
final class PlainValues implements ExportSink {

  private final ExportSink sink;
  private int depth;
  private boolean properties;

  /** Reports about an object that is open in {@code sink}. */
  PlainValues(ExportSink sink) {
    this.sink = sink;
  }

  @Override
  public void open(String field) {
    depth++;
    if (!properties) {
      sink.open(field);
    }
  }

  @Override
  public void openList(String field) {
    depth++;
    if (!properties) {
      sink.openList(field);
    }
  }

  @Override
  public void members(Members kind) {
    if (depth == 0) {
      properties = kind != Members.PLAIN;
    } else if (!properties) {
      sink.members(kind);
    }
  }

  @Override
  public void printed(String text) {
    if (!properties) {
      sink.printed(text);
    }
  }

  @Override
  public Follow follow(String field) {
    return properties ? Follow.NOT : sink.follow(field);
  }

  @Override
  public void close() throws KeywardException, IOException {
    depth--;
    if (!properties) {
      sink.close();
    }
  }

  @Override
  public void text(String field, Text text) throws KeywardException, IOException {
    if (!properties) {
      sink.text(field, text);
    }
  }

  @Override
  public void bytes(String field, Found found) throws KeywardException, IOException {
    if (!properties) {
      sink.bytes(field, found);
    }
  }

  @Override
  public void other(String field, String what, String shown) throws KeywardException, IOException {
    if (!properties) {
      sink.other(field, what, shown);
    }
  }
}
