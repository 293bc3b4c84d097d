package dev.keyward.audit;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.io.WholeFile;
import dev.keyward.protector.EncodedProtector;
import dev.keyward.protector.FileReading;
import dev.keyward.protector.ProtectorFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads one file whole and examines what it holds. Safe for use by several threads. */
final class FileExaminer {

  /** The most bytes of a file that is read whole; a longer one is read in a stream: 4 MiB. */
  static final int MOST_WHOLE = 4 << 20;

  private static final int MOST_NAME = 1024;

  private final ProtectorAuditor auditor;

  FileExaminer(ProtectorAuditor auditor) {
    this.auditor = auditor;
  }

  /**
   * A file among those audited.
   *
   * @param shown as reports name it
   * @param relative its path from the folder that was named, or its name
   */
  record Named(String shown, String relative) {}

  /**
   * What came of a file.
   *
   * @param sha256 of its bytes; empty where they were not read to the end
   */
  record Result(Named file, long bytes, Optional<Thumbprint> sha256, List<Examined> examined) {

    /** Some protectors of a long export, whose bytes are counted where it is read. */
    static Result part(Named file, List<Examined> examined) {
      return new Result(file, 0, Optional.empty(), examined);
    }
  }

  Result examine(Named file, Path path) {
    byte[] content;
    // Longer ones do not come here, unless they grow meanwhile.
    try {
      content = WholeFile.read(path, MOST_WHOLE + 1);
    } catch (IOException e) {
      return new Result(file, 0, Optional.empty(), List.of(unreadable(file, e)));
    }
    return examine(file, content);
  }

  Result examine(Named file, byte[] content) {
    Thumbprint sha256 = Thumbprint.of(content);
    List<Examined> examined = new ArrayList<>(1);
    try {
      ProtectorFile read = ProtectorFile.of(content);
      boolean many = read.encoding().holdsMany();
      FileReading reading = read.examine(found -> examined.add(one(file, found, many, sha256)));
      remark(file, reading, Optional.of(sha256)).ifPresent(examined::add);
    } catch (KeywardException e) {
      examined.add(broken(file, e, Optional.of(sha256)));
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
    return new Result(file, content.length, Optional.of(sha256), examined);
  }

  /** What is to be said about a file as a whole: nothing where it gave protectors to its end. */
  static Optional<Examined> remark(Named file, FileReading reading, Optional<Thumbprint> sha256) {
    if (reading instanceof FileReading.Broken broken) {
      return Optional.of(broken(file, broken.reason(), sha256));
    }
    if (reading instanceof FileReading.WithoutProtectors without) {
      Finding finding = Findings.withoutProtectors(without.fault());
      return Optional.of(ProtectorAuditor.bare(whole(file), Standing.UNUSABLE, finding, sha256));
    }
    return reading instanceof FileReading.OtherExport
        ? Optional.of(broken(file, emptyExport(), sha256))
        : Optional.empty();
  }

  private Examined one(Named file, EncodedProtector found, boolean many, Thumbprint sha256) {
    return auditor.examine(
        place(file, found, many), found, many ? Optional.empty() : Optional.of(sha256));
  }

  /** One of many, in an export that is read in a stream. */
  Examined entry(Named file, EncodedProtector found) {
    return auditor.examine(place(file, found, true), found, Optional.empty());
  }

  private static Place place(Named file, EncodedProtector found, boolean many) {
    if (!many) {
      return whole(file);
    }
    String name = found.vm().orElseGet(() -> file.relative() + "#" + (found.index() + 1));
    boolean lastKnownGood = found.label().lastKnownGood();
    return new Place(file.shown(), OptionalInt.of(found.index()), cut(name), lastKnownGood);
  }

  static Place whole(Named file) {
    return new Place(file.shown(), OptionalInt.empty(), cut(withoutEnding(file.relative())));
  }

  private static String withoutEnding(String path) {
    int dot = path.lastIndexOf('.');
    return dot > path.lastIndexOf('/') + 1 ? path.substring(0, dot) : path;
  }

  /** Paths can be longer than what is kept of a name. */
  private static String cut(String name) {
    return name.length() <= MOST_NAME ? name : name.substring(0, MOST_NAME);
  }

  static KeywardException tooLong() {
    return new MalformedInputException(
        Fault.of("too-large", "", "more than 4 MiB", "an export, or one protector"));
  }

  private static KeywardException emptyExport() {
    return new MalformedInputException(
        Fault.of("no-protectors", "", "no protector in the export", "at least one"));
  }

  static Examined unreadable(Named file, IOException failure) {
    Finding finding = Findings.unreadable(failure);
    return ProtectorAuditor.bare(whole(file), Standing.UNREADABLE, finding, Optional.empty());
  }

  static Examined broken(Named file, KeywardException failure, Optional<Thumbprint> sha256) {
    Finding finding = Findings.notProtector(failure.fault());
    return ProtectorAuditor.bare(whole(file), Standing.UNUSABLE, finding, sha256);
  }
}
