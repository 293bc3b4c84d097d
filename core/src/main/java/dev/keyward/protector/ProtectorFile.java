package dev.keyward.protector;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.protector.ExportCollector.Place;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A file with one protector or, as an export, with many, in whatever encoding. An export is read in
 * a stream: one protector is held at a time, however long the file.
 */
public final class ProtectorFile {

  /** The most bytes of a file with one protector: 1 MiB as UTF-16 decimals with CRLF, 12 MiB. */
  public static final int MOST_BYTES = 12 << 20;

  private static final int START = 4096;

  private final Source source;
  private final byte[] start;
  private final ProtectorEncoding encoding;

  /** Where the bytes come from; it can be opened again. */
  private interface Source {
    InputStream open() throws IOException;
  }

  /** What is done with each protector of a file. */
  public interface Receiver {

    /** Takes the next protector; one that could not be read tells so when its document is asked. */
    void receive(EncodedProtector protector) throws KeywardException, IOException;
  }

  private ProtectorFile(Source source) throws KeywardException, IOException {
    this.source = source;
    try (InputStream in = source.open()) {
      this.start = in.readNBytes(START);
    }
    this.encoding = Detection.of(start);
  }

  /**
   * Opens a file and detects its encoding.
   *
   * @throws MalformedInputException code {@code empty}
   */
  public static ProtectorFile open(Path file) throws KeywardException, IOException {
    return new ProtectorFile(() -> Files.newInputStream(file));
  }

  /** The same of bytes, which must not change any more. */
  public static ProtectorFile of(byte[] content) throws KeywardException, IOException {
    return new ProtectorFile(() -> new ByteArrayInputStream(content));
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
    if (!encoding.holdsMany()) {
      byte[] document = documents.get(0);
      return document == null ? all() : SingleText.rewritten(encoding, all(), document);
    }
    Map<Integer, Place> places = new TreeMap<>();
    read(
        (protector, where) -> {
          if (documents.containsKey(protector.index())) {
            places.put(protector.index(), where.orElseThrow());
          }
        });
    try (InputStream in = source.open()) {
      return new ExportRewriter(in, TextShape.of(start)).replace(places, documents);
    }
  }

  private int read(ExportCollector.Receiver receiver) throws KeywardException, IOException {
    if (encoding.holdsMany()) {
      try (InputStream in = source.open()) {
        return ExportReading.read(encoding, in, TextShape.of(start), receiver);
      }
    }
    byte[] content = SingleText.decoded(encoding, all());
    EncodedProtector.Content document = EncodedProtector.Content.unframed(content);
    receiver.receive(new EncodedProtector(0, Optional.empty(), document), Optional.empty());
    return 1;
  }

  private byte[] all() throws KeywardException, IOException {
    try (InputStream in = source.open()) {
      byte[] content = in.readNBytes(MOST_BYTES);
      if (content.length == MOST_BYTES && in.read() >= 0) {
        throw new MalformedInputException(
            Fault.of("too-large", "", "more than 12 MiB", "a protector, or an export of many"));
      }
      return content;
    }
  }
}
