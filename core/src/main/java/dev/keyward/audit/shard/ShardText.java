package dev.keyward.audit.shard;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.audit.result.ShardPart;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.text.StandIn;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.LongConsumer;
import java.util.zip.ZipException;

/** Reads the lines of a shard and holds one at a time. */
final class ShardText implements Closeable {

  /**
   * The most bytes of a line: 4 MiB. A document of 1 MiB that is only listed can name so many
   * parties that its line is longer than itself.
   */
  static final int MOST_LINE = 4 << 20;

  private static final int BUFFER = 1 << 16;

  private final String name;
  private final InputStream in;
  private final LongConsumer progress;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int filled;
  private long lines;

  ShardText(ShardPart part, LongConsumer progress) {
    this.name = part.name();
    this.in = new PackedStream(part.in());
    this.progress = progress;
  }

  /** How many lines were read. */
  long lines() {
    return lines;
  }

  /** The bytes of the line that was read last. */
  int size() {
    return line.size();
  }

  /** Where that line is, for errors. */
  String where() {
    return name + ": line " + lines;
  }

  /** The next line. */
  JsonFields read() throws MalformedInputException, IOException {
    line.reset();
    lines++;
    while (!takeToLineFeed()) {
      // A checkout may have left a pointer in place of the shard, perhaps without a line feed.
      if (lines == 1) {
        StandIn.refuse(line.toByteArray(), name);
      }
      if (line.size() > MOST_LINE) {
        throw malformed("a line of more than 4 MiB", "a shorter one");
      }
      if (!fill()) {
        String found = line.size() == 0 ? "the end of the file" : "a line that is cut off";
        throw malformed(found, "a shard that is whole");
      }
    }
    progress.accept(line.size() + 1L);
    if (line.size() > MOST_LINE) {
      throw malformed("a line of more than 4 MiB", "a shorter one");
    }
    if (lines == 1) {
      StandIn.refuse(Arrays.copyOf(buffer, filled), name);
    }
    return JsonFields.parseLine(line.toByteArray(), where());
  }

  /** Moves bytes from the buffer to the line; true if the line is complete. */
  private boolean takeToLineFeed() {
    int start = at;
    while (at < filled && buffer[at] != '\n') {
      at++;
    }
    line.write(buffer, start, at - start);
    boolean ended = at < filled;
    at += ended ? 1 : 0;
    return ended;
  }

  private boolean fill() throws MalformedInputException, IOException {
    at = 0;
    try {
      filled = Math.max(0, in.read(buffer));
    } catch (ZipException | EOFException e) {
      String found = "compressed content that is damaged, cut off, or too large when unpacked";
      throw malformed(found, "a shard that is whole");
    }
    return filled > 0;
  }

  /** Refuses anything behind the end mark. */
  void requireEnd() throws MalformedInputException, IOException {
    if (at < filled || fill()) {
      lines++;
      throw malformed("content after the end mark", "the end");
    }
  }

  /** A fault of the line that was read last. */
  MalformedInputException malformed(String found, String expected) {
    String hint = "let its job make the shard again";
    return new MalformedInputException(
        Fault.of("malformed-shard", where(), found, expected).withHint(hint));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
