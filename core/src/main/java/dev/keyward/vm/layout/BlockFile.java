package dev.keyward.vm.layout;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.file.InPlaceEdit;
import dev.keyward.internal.io.OpenedStream;
import dev.keyward.internal.io.Patience;
import dev.keyward.text.StandIn;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file of ours as blocks: {@code KEYWARD-FILE 1} and a line feed, then blocks, each after its
 * length as 8 bytes, big-endian; nothing behind the last. Every length is held against the file's
 * size before it is used.
 */
public final class BlockFile implements Closeable {

  /** The most parts of a file. */
  public static final int MAX_PARTS = 64;

  /** As many bytes as tell whether only a pointer to the file is there. */
  private static final int MOST_POINTER = 64;

  private static final int MAX_BLOCKS = MAX_PARTS + 4;

  private final BlockSource source;
  private final List<Block> blocks = new ArrayList<>();

  private record Block(long offset, long length) {}

  private BlockFile(BlockSource source) {
    this.source = source;
  }

  /** Opens a file and reads its lengths only. */
  public static BlockFile open(Path path) throws KeywardException, IOException {
    OpenedStream.requireReadable(path);
    return open(BlockSource.of(Patience.SYSTEM.channel(path)));
  }

  /** The file of an edit, as it was when the edit began. */
  public static BlockFile open(InPlaceEdit edit) throws KeywardException, IOException {
    Optional<byte[]> content = edit.content();
    return content.isPresent() ? of(content.get()) : open(edit.file());
  }

  /** A file that is held in memory. */
  public static BlockFile of(byte[] bytes) throws KeywardException {
    try {
      return open(BlockSource.of(bytes));
    } catch (IOException e) {
      throw new IllegalStateException("memory has no input errors", e);
    }
  }

  private static BlockFile open(BlockSource source) throws KeywardException, IOException {
    BlockFile file = new BlockFile(source);
    try {
      file.index();
      return file;
    } catch (KeywardException | IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private void index() throws KeywardException, IOException {
    int magic = BlockWriter.MAGIC.length();
    long size = source.size();
    StandIn.refuse(bytes(0, (int) Math.min(MOST_POINTER, size)), "");
    checkMagic(new String(bytes(0, (int) Math.min(magic, size)), StandardCharsets.ISO_8859_1));
    long at = magic;
    while (at < size) {
      if (blocks.size() == MAX_BLOCKS) {
        throw bad("more than " + MAX_BLOCKS + " blocks", "fewer");
      }
      long left = size - at - Long.BYTES;
      long length = left < 0 ? 0 : ByteBuffer.wrap(bytes(at, Long.BYTES)).getLong();
      if (length < 1 || length > left) {
        throw bad("a block that is empty or longer than the file", "whole blocks");
      }
      blocks.add(new Block(at + Long.BYTES, length));
      at += Long.BYTES + length;
    }
  }

  private static void checkMagic(String start) throws KeywardException {
    if (start.equals(BlockWriter.MAGIC)) {
      return;
    }
    if (start.startsWith("KEYWARD-FILE ")) {
      throw new UnsupportedFormatException(
          Fault.of("unknown-version", "", "another version of Keyward's files", "version 1"));
    }
    throw new MalformedInputException(
        Fault.of("not-a-keyward-file", "", "not a file of Keyward's", "a file that Keyward wrote"));
  }

  public static MalformedInputException bad(String found, String expected) {
    return new MalformedInputException(Fault.of("bad-blocks", "", found, expected));
  }

  public int count() {
    return blocks.size();
  }

  long length(int block) {
    return blocks.get(block).length();
  }

  /** A block that is small enough to be held. */
  public byte[] content(int block, String name, int most) throws KeywardException, IOException {
    if (block >= blocks.size()) {
      throw bad("a file without its " + name, "one");
    }
    Block found = blocks.get(block);
    if (found.length() > most) {
      throw new MalformedInputException(
          Fault.of("too-large", name, found.length() + " bytes", "at most " + most));
    }
    return bytes(found.offset(), (int) found.length());
  }

  /** A block as a stream, which may be used beside others. */
  InputStream stream(int block) {
    Block found = blocks.get(block);
    return new BlockStream(source, found.offset(), found.length());
  }

  private byte[] bytes(long offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (source.read(buffer, offset + buffer.position()) < 0) {
        throw new EOFException("the file became shorter while it was read");
      }
    }
    return buffer.array();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
