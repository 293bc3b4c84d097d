package dev.keyward.cli.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The least that Java can do: what the start of every command is measured against. */
public final class Hello {

  private Hello() {}

  /** Prints one word, without what a print stream costs to set up. */
  public static void main(String[] args) throws IOException {
    try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      out.write("hello\n".getBytes(StandardCharsets.US_ASCII));
    }
  }
}
