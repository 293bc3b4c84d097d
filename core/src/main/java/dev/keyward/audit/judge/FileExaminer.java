package dev.keyward.audit.judge;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.audit.look.Ending;
import dev.keyward.audit.look.FileRemedy;
import dev.keyward.audit.look.FolderFile;
import dev.keyward.audit.look.Glance;
import dev.keyward.audit.result.OtherKind;
import dev.keyward.audit.result.Standing;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.io.Patience;
import dev.keyward.protector.file.EncodedProtector;
import dev.keyward.protector.file.FileReading;
import dev.keyward.protector.file.MachineProtectors;
import dev.keyward.protector.file.ProtectorEncoding;
import dev.keyward.protector.file.ProtectorFile;
import dev.keyward.protector.file.VmLabel;
import dev.keyward.protector.hyperv.MachineFile;
import dev.keyward.protector.hyperv.SteadyFile;
import dev.keyward.text.VmName;
import dev.keyward.vm.CarriedProtector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads one file whole and examines what it holds. Safe for use by several threads. */
public final class FileExaminer {

  /** The most bytes of a file that is read whole; a longer one is read in a stream: 4 MiB. */
  public static final int MOST_WHOLE = 4 << 20;

  private static final int MOST_NAME = 1024;

  private final ProtectorAuditor auditor;

  public FileExaminer(ProtectorAuditor auditor) {
    this.auditor = auditor;
  }

  /**
   * A file among those audited.
   *
   * @param shown as reports name it
   * @param relative its path from the folder that was named, or its name
   */
  public record Named(String shown, String relative) {}

  /**
   * What came of a file.
   *
   * @param sha256 of its bytes, if it holds protectors or is damaged; empty where they were not
   *     read to the end
   * @param other its kind, where it is neither
   */
  public record Result(
      Named file,
      long bytes,
      Optional<Thumbprint> sha256,
      List<Examined> examined,
      Optional<OtherKind> other) {

    public static Result of(
        Named file, long bytes, Optional<Thumbprint> sha256, Examined... examined) {
      return new Result(file, bytes, sha256, List.of(examined), Optional.empty());
    }

    /** A file that is counted and no more. */
    public static Result other(Named file, long bytes, OtherKind kind) {
      return new Result(file, bytes, Optional.empty(), List.of(), Optional.of(kind));
    }

    /** A file that was removed while the folder was walked through. */
    public static Result gone(Named file) {
      return of(file, 0, Optional.empty());
    }

    /** A protector of a long export, whose bytes are counted where it is read. */
    public static Result part(Named file, Examined examined) {
      return of(file, 0, Optional.empty(), examined);
    }

    public static Result unreadable(Named file, Finding finding) {
      return of(file, 0, Optional.empty(), FileExaminer.unreadable(file, finding));
    }

    private Result advised(FileRemedy remedy) {
      List<Examined> advised = examined.stream().map(each -> each.advised(remedy)).toList();
      return new Result(file, bytes, sha256, advised, other);
    }
  }

  /**
   * What reading a file as protectors gave.
   *
   * @param end how the reading ended
   */
  public record Reading(List<Examined> examined, FileReading end) {

    /** The same of a file that holds a machine's last known good protector. */
    public Reading asLastKnownGood() {
      return new Reading(examined.stream().map(Examined::asLastKnownGood).toList(), end);
    }

    /** Whether it gave nothing that is a protector or stands in the place of one. */
    public boolean isEmpty() {
      return examined.stream()
          .map(Examined::result)
          .allMatch(each -> each.standing() == Standing.UNUSABLE && each.place().entry().isEmpty());
    }
  }

  /** A file that was named: it must hold protectors. */
  public Result examine(Named file, Path path) {
    byte[] content;
    // Longer ones do not come here, unless they grow meanwhile.
    try {
      content = Patience.SYSTEM.run(() -> SteadyFile.read(path, MOST_WHOLE + 1));
    } catch (IOException e) {
      return Result.unreadable(file, Findings.unreadable(e));
    }
    return examine(file, content);
  }

  /** The same of what was read before. */
  public Result examine(Named file, byte[] content) {
    Thumbprint sha256 = Thumbprint.of(content);
    return audited(file, content, sha256, read(file, content, sha256));
  }

  public static Result audited(Named file, byte[] content, Thumbprint sha256, Reading reading) {
    Result result = result(file, content.length, sha256, reading);
    if (!reading.isEmpty()) {
      return result;
    }
    FolderFile seen = new FolderFile(Glance.of(file.relative(), content));
    return result.advised(seen.remedy(Ending.of(reading.end())));
  }

  /**
   * What came of a file that was read.
   *
   * @param bytes how many the file has
   * @param sha256 of all its bytes
   */
  public static Result result(Named file, long bytes, Thumbprint sha256, Reading reading) {
    List<Examined> examined = new ArrayList<>(reading.examined());
    Optional<Thumbprint> digest = Optional.of(sha256);
    remark(file, reading.end(), digest).ifPresent(examined::add);
    return new Result(file, bytes, digest, examined, Optional.empty());
  }

  /** Reads bytes as protectors, in any form. */
  public Reading read(Named file, byte[] content, Thumbprint sha256) {
    List<Examined> examined = new ArrayList<>(1);
    try {
      if (CarriedProtector.mayBeIn(content)) {
        examined.add(carried(file, CarriedProtector.of(content), sha256));
        return new Reading(examined, new FileReading.Protectors(1));
      }
      if (MachineFile.isIn(content)) {
        MachineProtectors machine = MachineProtectors.read(content);
        machine.requireConfiguration();
        return machine(file, machine, false);
      }
      ProtectorFile read = ProtectorFile.of(content);
      boolean many = read.encoding().holdsMany();
      return new Reading(
          examined, read.examine(found -> examined.add(one(file, found, many, sha256))));
    } catch (KeywardException e) {
      return new Reading(examined, new FileReading.Broken(e, false));
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
  }

  /**
   * The protectors in files of Hyper-V's own, which hold a configuration.
   *
   * @param withState whether the machine's state was read too
   */
  public Reading machine(Named file, MachineProtectors machine, boolean withState) {
    List<Examined> examined =
        machine.inFile(file.relative()).protectors().stream()
            .map(found -> entry(file, found))
            .toList();
    return new Reading(
        new MachineFindings(machine, withState).with(examined),
        new FileReading.Protectors(examined.size()));
  }

  /** The protector in a file of ours, which names its machine. */
  public Examined carried(Named file, CarriedProtector carried, Thumbprint sha256)
      throws KeywardException {
    // In a frame it is told apart from the bytes of the file.
    byte[] framed = ProtectorEncoding.FRAMED.encode(carried.document());
    Place place =
        carried
            .vm()
            .map(name -> new Place(file.shown(), OptionalInt.empty(), cut(name)))
            .orElseGet(() -> whole(file));
    List<Examined> examined = new ArrayList<>(1);
    try {
      ProtectorFile.of(framed)
          .forEach(found -> examined.add(auditor.examine(place, found, Optional.of(sha256))));
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
    return carried.vm().isPresent() ? examined.get(0).ofNamedVm() : examined.get(0);
  }

  /** What is to be said about a file as a whole: nothing where it gave protectors to its end. */
  public static Optional<Examined> remark(
      Named file, FileReading reading, Optional<Thumbprint> sha256) {
    if (reading instanceof FileReading.Broken broken) {
      Examined remark = broken(file, broken.reason(), sha256);
      return Optional.of(broken.ofMachines() ? remark.advised(FileRemedy.EXPORT) : remark);
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
    if (many) {
      return entry(file, found);
    }
    return auditor.examine(whole(file), found, Optional.of(sha256));
  }

  /** One of many, in an export that is read in a stream. */
  public Examined entry(Named file, EncodedProtector found) {
    Examined examined =
        auditor.examine(place(file, found), found, Optional.empty()).beside(found.label().facts());
    return found.vm().isPresent() ? examined.ofNamedVm() : examined;
  }

  private static Place place(Named file, EncodedProtector found) {
    String name = found.vm().orElseGet(() -> file.relative() + "#" + (found.index() + 1));
    boolean lastKnownGood = found.label().lastKnownGood();
    VmLabel label = found.label();
    Place.Mark mark = new Place.Mark(label.id(), label.host(), label.key());
    return new Place(file.shown(), OptionalInt.of(found.index()), cut(name), lastKnownGood, mark);
  }

  public static Place whole(Named file) {
    return new Place(file.shown(), OptionalInt.empty(), cut(VmName.withoutEnding(file.relative())));
  }

  /** Paths can be longer than what is kept of a name. */
  private static String cut(String name) {
    return name.length() <= MOST_NAME ? name : name.substring(0, MOST_NAME);
  }

  public static KeywardException tooLong() {
    return new MalformedInputException(
        Fault.of("too-large", "", "more than 4 MiB", "an export, or one protector"));
  }

  private static KeywardException emptyExport() {
    return new MalformedInputException(
        Fault.of("no-protectors", "", "no protector in the export", "at least one"));
  }

  public static Examined unreadable(Named file, Finding finding) {
    return ProtectorAuditor.bare(whole(file), Standing.UNREADABLE, finding, Optional.empty());
  }

  public static Examined broken(Named file, KeywardException failure, Optional<Thumbprint> sha256) {
    Finding finding = Findings.notProtector(failure.fault());
    return ProtectorAuditor.bare(whole(file), Standing.UNUSABLE, finding, sha256);
  }
}
