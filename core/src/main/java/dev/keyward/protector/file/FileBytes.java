package dev.keyward.protector.file;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.io.Patience;
import dev.keyward.protector.form.Frame;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The bytes of a file with protectors: its start, all of it, or a stream from its first byte. */
final class FileBytes {

  /** So many are read at once; most protectors have fewer and are not opened again. */
  private static final int START = 1 << 14;

  private final ProtectorFile.Source source;
  private final Optional<Path> path;
  private final Optional<byte[]> inMemory;
  private final byte[] start;

  private FileBytes(
      ProtectorFile.Source source, Optional<Path> path, Optional<byte[]> inMemory, byte[] start) {
    this.source = source;
    this.path = path;
    this.inMemory = inMemory;
    this.start = start;
  }

  static FileBytes of(ProtectorFile.Source source) throws IOException {
    return of(source, Optional.empty());
  }

  static FileBytes of(Path path) throws IOException {
    return of(() -> Patience.SYSTEM.stream(path), Optional.of(path));
  }

  private static FileBytes of(ProtectorFile.Source source, Optional<Path> path) throws IOException {
    byte[] start;
    try (InputStream in = source.open()) {
      start = in.readNBytes(START);
    }
    Optional<byte[]> whole = Optional.of(start).filter(bytes -> bytes.length < START);
    return new FileBytes(source, path, whole, start);
  }

  /** Of bytes that nobody changes. */
  static FileBytes of(byte[] content) {
    byte[] start = Arrays.copyOf(content, Math.min(START, content.length));
    return new FileBytes(
        () -> new ByteArrayInputStream(content), Optional.empty(), Optional.of(content), start);
  }

  /** The first 16 KiB, or all where there are fewer. */
  byte[] start() {
    return start;
  }

  InputStream open() throws IOException {
    return inMemory.isPresent() ? new ByteArrayInputStream(inMemory.get()) : source.open();
  }

  /**
   * All of a file that holds one protector.
   *
   * @throws MalformedInputException code {@code too-large} where no file of that encoding is so
   *     long
   */
  byte[] all(ProtectorEncoding encoding) throws KeywardException, IOException {
    int most =
        switch (encoding) {
          case XML -> Frame.MOST_BYTES - Frame.SIZE;
          case FRAMED -> Frame.MOST_BYTES;
          default -> ProtectorFile.MOST_BYTES;
        };
    if (inMemory.isPresent() && inMemory.get().length <= most) {
      return inMemory.get();
    }
    try (InputStream in = open()) {
      return bounded(in, most);
    }
  }

  /**
   * Of a file of Hyper-V, and of the other file of its machine, only the parts that are needed are
   * read, however long it is.
   */
  MachineProtectors machine() throws KeywardException, IOException {
    if (path.isPresent()) {
      return MachinePair.read(path.get());
    }
    try (InputStream in = open()) {
      return MachineProtectors.read(bounded(in, ProtectorFile.MOST_BYTES_ONCE));
    }
  }

  /** All of a stream, which is not closed. */
  static byte[] bounded(InputStream in, int most) throws KeywardException, IOException {
    byte[] content = in.readNBytes(most);
    if (content.length == most && in.read() >= 0) {
      String found = "more than " + (most >> 20) + " MiB";
      throw new MalformedInputException(
          Fault.of("too-large", "", found, "a document of at most 1 MiB, or a shorter export"));
    }
    return content;
  }
}
