package dev.keyward.protector;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.protector.ExportCollector.Place;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A file with one protector or, as an export, with many, in whatever encoding. An export is read in
 * a stream: one protector is held at a time, however long the file.
 */
public final class ProtectorFile {

  /** The most bytes of a file with one protector: 1 MiB as UTF-16 decimals with CRLF, 12 MiB. */
  public static final int MOST_BYTES = 12 << 20;

  /** The most bytes of what can be read only once, such as standard input or a pipe: 64 MiB. */
  public static final int MOST_BYTES_ONCE = 64 << 20;

  private static final int START = 4096;

  private final Source source;
  private final Optional<byte[]> inMemory;
  private final byte[] start;
  private final ProtectorEncoding encoding;

  /** Where the bytes of a file come from; every time it is opened they are the same. */
  public interface Source {

    /** A stream from the first byte on, which is closed by who reads it. */
    InputStream open() throws IOException;
  }

  /** What is done with each protector of a file. */
  public interface Receiver {

    /** Takes the next protector; one that could not be read tells so when its document is asked. */
    void receive(EncodedProtector protector) throws KeywardException, IOException;
  }

  /**
   * Of bytes that are read from {@code source}, first their start only.
   *
   * @throws MalformedInputException code {@code empty}
   */
  public ProtectorFile(Source source) throws KeywardException, IOException {
    this(source, Optional.empty(), start(source));
  }

  private ProtectorFile(Source source, Optional<byte[]> inMemory, byte[] start)
      throws MalformedInputException {
    this.source = source;
    this.inMemory = inMemory;
    this.start = start;
    this.encoding = Detection.of(start);
  }

  private static byte[] start(Source source) throws IOException {
    try (InputStream in = source.open()) {
      return in.readNBytes(START);
    }
  }

  /**
   * Opens a file and detects its encoding. A pipe or device, which can be read only once, is taken
   * into memory like a stream.
   *
   * @throws MalformedInputException code {@code empty}; {@code too-large} for a pipe that holds
   *     more than {@link #MOST_BYTES_ONCE}
   */
  public static ProtectorFile open(Path file) throws KeywardException, IOException {
    if (Files.isRegularFile(file)) {
      return new ProtectorFile(() -> Files.newInputStream(file));
    }
    try (InputStream in = Files.newInputStream(file)) {
      return of(in);
    }
  }

  /**
   * The same of a stream, which is read to its end into memory and not closed.
   *
   * @throws MalformedInputException code {@code empty}; {@code too-large} where it holds more than
   *     {@link #MOST_BYTES_ONCE}
   */
  public static ProtectorFile of(InputStream in) throws KeywardException, IOException {
    return of(bounded(in, MOST_BYTES_ONCE));
  }

  /** The same of bytes, which must not change any more. */
  public static ProtectorFile of(byte[] content) throws KeywardException, IOException {
    byte[] start = Arrays.copyOf(content, Math.min(START, content.length));
    return new ProtectorFile(() -> new ByteArrayInputStream(content), Optional.of(content), start);
  }

  /** How the protectors are written. */
  public ProtectorEncoding encoding() {
    return encoding;
  }

  /**
   * Gives each protector in the order of the file, and returns how many there were.
   *
   * @throws MalformedInputException where the file as a whole cannot be read; what was given before
   *     stands
   */
  public int forEach(Receiver receiver) throws KeywardException, IOException {
    return read((protector, where) -> receiver.receive(protector));
  }

  /**
   * The document of the one protector of the file.
   *
   * @throws UnsupportedFormatException code {@code not-one}, where an export holds none or many
   */
  public byte[] single() throws KeywardException, IOException {
    List<EncodedProtector> found = new ArrayList<>(1);
    int count =
        forEach(
            protector -> {
              if (found.isEmpty()) {
                found.add(protector);
              }
            });
    if (count != 1) {
      throw new UnsupportedFormatException(
          Fault.of("not-one", "", "an export with " + count + " protectors", "one of them")
              .withHint("--vm NAME picks one"));
    }
    return found.get(0).document();
  }

  /**
   * The same file with other documents in place of some, everything else as it is.
   *
   * @param documents the new documents by the index of the protector they replace
   */
  public byte[] rewritten(Map<Integer, byte[]> documents) throws KeywardException, IOException {
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    rewrite(documents, copy);
    return copy.toByteArray();
  }

  /**
   * Writes the same file with other documents in place of some, everything else as it is. Of an
   * export no more than one buffer is held, however long it is.
   *
   * @param documents the new documents by the index of the protector they replace
   * @param out is flushed, not closed; what it got is of no use when this throws
   * @throws MalformedInputException code {@code no-such-protector} where nothing stands to be
   *     replaced, also because the file is no longer what it was
   */
  public void rewrite(Map<Integer, byte[]> documents, OutputStream out)
      throws KeywardException, IOException {
    Map<Integer, Place> places = places(documents);
    if (encoding.holdsMany()) {
      try (InputStream in = source.open()) {
        new ExportRewriter(in, TextShape.of(start)).replace(places, documents, out);
      }
      return;
    }
    byte[] document = documents.get(0);
    out.write(document == null ? all() : SingleText.rewritten(encoding, all(), document));
    out.flush();
  }

  private Map<Integer, Place> places(Map<Integer, byte[]> documents)
      throws KeywardException, IOException {
    Set<Integer> missing = new TreeSet<>(documents.keySet());
    Map<Integer, Place> places = new TreeMap<>();
    read(
        (protector, where) -> {
          if (documents.containsKey(protector.index())) {
            where.ifPresent(place -> places.put(protector.index(), place));
            if (where.isPresent() || !encoding.holdsMany()) {
              missing.remove(protector.index());
            }
          }
        });
    if (!missing.isEmpty()) {
      int number = missing.iterator().next() + 1;
      throw new MalformedInputException(
          Fault.of("no-such-protector", "entry " + number, "nothing to replace", "a protector"));
    }
    return places;
  }

  private int read(ExportCollector.Receiver receiver) throws KeywardException, IOException {
    if (encoding.holdsMany()) {
      try (InputStream in = source.open()) {
        return ExportReading.read(encoding, in, TextShape.of(start), receiver);
      }
    }
    byte[] file = all();
    byte[] content = SingleText.decoded(encoding, file);
    EncodedProtector.Content document = EncodedProtector.Content.unframed(content, file);
    receiver.receive(new EncodedProtector(0, Optional.empty(), document), Optional.empty());
    return 1;
  }

  private byte[] all() throws KeywardException, IOException {
    int most =
        switch (encoding) {
          case XML -> Frame.MOST_BYTES - Frame.SIZE;
          case FRAMED -> Frame.MOST_BYTES;
          default -> MOST_BYTES;
        };
    if (inMemory.isPresent() && inMemory.get().length <= most) {
      return inMemory.get();
    }
    try (InputStream in = source.open()) {
      return bounded(in, most);
    }
  }

  private static byte[] bounded(InputStream in, int most) throws KeywardException, IOException {
    byte[] content = in.readNBytes(most);
    if (content.length == most && in.read() >= 0) {
      String found = "more than " + (most >> 20) + " MiB";
      throw new MalformedInputException(
          Fault.of("too-large", "", found, "a document of at most 1 MiB, or a shorter export"));
    }
    return content;
  }
}
