package dev.keyward.protector.file;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.internal.io.OpenedStream;
import dev.keyward.internal.io.Patience;
import dev.keyward.protector.file.ReplacedPlaces.Replacement;
import dev.keyward.protector.form.TextShape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A file with one protector or, as an export, with many, in any encoding. An export is read in a
 * stream: one protector is held at a time, however long the file.
 */
public final class ProtectorFile {

  /** The most bytes of a file with one protector: 1 MiB as UTF-16 decimals with CRLF, 12 MiB. */
  public static final int MOST_BYTES = 12 << 20;

  /** The most bytes of what can be read only once, such as standard input or a pipe: 64 MiB. */
  public static final int MOST_BYTES_ONCE = 64 << 20;

  private final FileBytes bytes;
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
   * Of bytes that are read from {@code source}, first their start only. A file of less than 16 KiB,
   * as most protectors are, is read whole by that and not opened again.
   *
   * @throws MalformedInputException code {@code empty}
   */
  public ProtectorFile(Source source) throws KeywardException, IOException {
    this(FileBytes.of(source));
  }

  private ProtectorFile(FileBytes bytes) throws MalformedInputException {
    this.bytes = bytes;
    this.encoding = Detection.of(bytes.start());
  }

  /**
   * Opens a file and detects its encoding. A stream that the process was started with, such as
   * {@code /dev/stdin}, can be read only once and is taken into memory; any other pipe or device is
   * refused, since nobody may ever write to it.
   *
   * @throws MalformedInputException code {@code empty}; {@code too-large} for a pipe that holds
   *     more than {@link #MOST_BYTES_ONCE}
   */
  public static ProtectorFile open(Path file) throws KeywardException, IOException {
    if (Files.isRegularFile(file)) {
      return new ProtectorFile(FileBytes.of(file));
    }
    OpenedStream.requireReadable(file);
    try (InputStream in = Patience.SYSTEM.stream(file)) {
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
    return new ProtectorFile(FileBytes.of(FileBytes.bounded(in, MOST_BYTES_ONCE)));
  }

  /** The same of bytes, which are copied. */
  public static ProtectorFile of(byte[] content) throws KeywardException, IOException {
    return new ProtectorFile(FileBytes.of(content.clone()));
  }

  /** How the protectors are written. */
  public ProtectorEncoding encoding() {
    return encoding;
  }

  /**
   * Refuses a file that only Hyper-V writes, before anything is changed in it.
   *
   * @throws UnsupportedFormatException code {@code read-only-form}
   */
  public void requireWritable() throws UnsupportedFormatException {
    if (encoding == ProtectorEncoding.VMCX) {
      throw ReplacedPlaces.ofHyperV();
    }
  }

  /**
   * Gives each protector in the order of the file, and says what the file is. What cannot be read
   * is no error here.
   *
   * @throws KeywardException only what {@code receiver} throws
   */
  public FileReading examine(Receiver receiver) throws KeywardException, IOException {
    KeywardException[] failure = new KeywardException[1];
    FileReading reading;
    try {
      reading = read((protector, where) -> give(receiver, protector, failure));
    } catch (KeywardException e) {
      reading = new FileReading.Broken(e, false);
    }
    if (failure[0] != null) {
      throw failure[0];
    }
    return reading;
  }

  private static void give(
      Receiver receiver, EncodedProtector protector, KeywardException[] failure)
      throws KeywardException, IOException {
    try {
      receiver.receive(protector);
    } catch (KeywardException e) {
      failure[0] = e;
      throw e;
    }
  }

  /**
   * Gives each protector in the order of the file, and returns how many there were.
   *
   * @throws MalformedInputException where the file as a whole cannot be read; what was given before
   *     stands. Code {@code export-without-protectors} for an export of virtual machines that has
   *     no column for them
   */
  public int forEach(Receiver receiver) throws KeywardException, IOException {
    FileReading reading = examine(receiver);
    if (reading instanceof FileReading.Broken broken) {
      throw broken.reason();
    }
    if (reading instanceof FileReading.WithoutProtectors without) {
      throw new MalformedInputException(without.fault());
    }
    return reading instanceof FileReading.Protectors protectors ? protectors.count() : 0;
  }

  /**
   * The document of the one protector of the file; a last known good one beside it does not count.
   *
   * @throws UnsupportedFormatException code {@code not-one}, where an export holds none or many
   */
  public byte[] single() throws KeywardException, IOException {
    return single(protector -> !protector.label().lastKnownGood(), "--vm NAME picks one");
  }

  /**
   * The same of those that are wanted, also last known good ones.
   *
   * @param hint for the case that they are none or many
   */
  public byte[] single(Predicate<EncodedProtector> wanted, String hint)
      throws KeywardException, IOException {
    List<EncodedProtector> found = new ArrayList<>(1);
    int[] count = new int[1];
    forEach(
        protector -> {
          if (wanted.test(protector)) {
            count[0]++;
            if (found.isEmpty()) {
              found.add(protector);
            }
          }
        });
    // Of a machine's own file the first one is where Hyper-V keeps the protector, if it is there.
    boolean first = !found.isEmpty() && found.get(0).label().isKeptByHyperV();
    if (count[0] != 1 && !first) {
      throw new UnsupportedFormatException(
          Fault.of("not-one", "", "an export with " + count[0] + " protectors", "one of them")
              .withHint(hint));
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
    List<Replacement> replacements = replacements(documents);
    if (encoding.holdsMany()) {
      try (InputStream in = bytes.open()) {
        new ExportRewriter(in, TextShape.of(bytes.start())).replace(replacements, out);
      }
      return;
    }
    byte[] document = documents.get(0);
    byte[] all = bytes.all(encoding);
    out.write(document == null ? all : SingleText.rewritten(encoding, all, document));
    out.flush();
  }

  private List<Replacement> replacements(Map<Integer, byte[]> documents)
      throws KeywardException, IOException {
    ReplacedPlaces places = new ReplacedPlaces(encoding, documents);
    FileReading reading = read(places);
    if (reading instanceof FileReading.Broken broken) {
      throw broken.reason();
    }
    return places.complete();
  }

  private FileReading read(ExportCollector.Receiver receiver) throws KeywardException, IOException {
    if (encoding == ProtectorEncoding.VMCX) {
      return bytes.machine().give(receiver);
    }
    if (encoding.holdsMany()) {
      try (InputStream in = bytes.open()) {
        return ExportReading.read(encoding, in, TextShape.of(bytes.start()), receiver);
      }
    }
    byte[] file = bytes.all(encoding);
    byte[] content = SingleText.decoded(encoding, file);
    EncodedProtector.Content document = EncodedProtector.Content.unframed(content, file);
    receiver.receive(new EncodedProtector(0, VmLabel.NONE, document), Optional.empty());
    return new FileReading.Protectors(1);
  }
}
