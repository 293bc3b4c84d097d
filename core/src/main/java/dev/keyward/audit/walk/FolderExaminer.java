package dev.keyward.audit.walk;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.audit.judge.Examined;
import dev.keyward.audit.judge.FileExaminer;
import dev.keyward.audit.judge.FileExaminer.Named;
import dev.keyward.audit.judge.FileExaminer.Reading;
import dev.keyward.audit.judge.FileExaminer.Result;
import dev.keyward.audit.judge.Findings;
import dev.keyward.audit.look.Ending;
import dev.keyward.audit.look.FolderFile;
import dev.keyward.audit.look.Glance;
import dev.keyward.audit.look.Judgement;
import dev.keyward.audit.result.AuditSource;
import dev.keyward.audit.result.OtherKind;
import dev.keyward.audit.result.WrittenFiles;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.io.EditLock;
import dev.keyward.internal.io.Patience;
import dev.keyward.internal.io.WholeFile;
import dev.keyward.protector.file.FileReading;
import dev.keyward.protector.hyperv.MachinePaths;
import dev.keyward.vm.CarriedProtector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Examines a file that lies in a folder: what is neither a protector nor a damaged one is only
 * counted. Safe for use by several threads.
 */
public final class FolderExaminer {

  /** So many files may be closed to the user before the audit waits for no other. */
  private static final int MOST_IN_VAIN = 8;

  private final FileExaminer files;
  private final WrittenFiles written;
  private final Patience patience = Patience.SYSTEM.forMany(MOST_IN_VAIN);
  private final Patience writers = Patience.SYSTEM.forMany(MOST_IN_VAIN);
  private final HeldFile held = new HeldFile(patience);
  private final MachineFolder machines;
  private final Set<Path> named = new HashSet<>();

  public FolderExaminer(FileExaminer files, WrittenFiles written) {
    this.files = files;
    this.written = written;
    this.machines = new MachineFolder(files, held);
  }

  /** Adds the named files of an audit: two files of one machine are read together. */
  public FolderExaminer beside(List<AuditSource> sources) {
    for (AuditSource source : sources) {
      if (source instanceof AuditSource.OnDisk disk) {
        named.add(disk.path().toAbsolutePath().normalize());
      }
    }
    return this;
  }

  /**
   * The examination of a named file, if the other file of its machine is named too; otherwise
   * empty.
   */
  Optional<Callable<Result>> together(Named file, Path path) {
    String name = path.getFileName().toString();
    if (MachinePaths.isConfiguration(name) && isNamed(MachinePaths.stateOf(path))) {
      return Optional.of(() -> configuration(file, path));
    }
    if (MachinePaths.isRuntimeState(name) && isNamed(MachinePaths.configurationOf(path))) {
      return Optional.of(() -> Result.other(file, Files.size(path), OtherKind.SAVED_STATE));
    }
    return Optional.empty();
  }

  private boolean isNamed(Path path) {
    return named.contains(path.toAbsolutePath().normalize());
  }

  /** A named configuration must hold a machine. */
  private Result configuration(Named file, Path path) {
    try {
      return read(file, () -> machines.examine(file, path))
          .filter(result -> result.other().isEmpty())
          .orElseGet(() -> files.examine(file, path));
    } catch (IOException e) {
      return Result.unreadable(file, Findings.unreadable(e));
    }
  }

  Result examine(Named file, Path path) {
    try {
      return read(file, () -> look(file, path));
    } catch (IOException e) {
      return failed(file, e);
    }
  }

  /** Another program may have the file open for a moment. */
  private <T> T read(Named file, Patience.Step<T> step) throws IOException {
    return held.isOfVm(file.relative()) ? step.take() : patience.run(step);
  }

  private Result look(Named file, Path path) throws IOException {
    Optional<Result> unread = unread(file, path);
    if (unread.isPresent()) {
      return unread.get();
    }
    Optional<Result> machine = machines.examine(file, path, LinkOption.NOFOLLOW_LINKS);
    if (machine.isPresent()) {
      return machine.get();
    }
    // Longer ones do not come here, unless they grow meanwhile.
    byte[] content = isLock(path) ? new byte[0] : WholeFile.read(path, FileExaminer.MOST_WHOLE + 1);
    return examine(file, path, content);
  }

  /** Windows lets nobody read a file that is locked; a lock file holds nothing anyway. */
  private static boolean isLock(Path path) throws IOException {
    return EditLock.isName(path.getFileName().toString()) && Files.size(path) == 0;
  }

  /** What becomes of it without reading it. */
  Optional<Result> unread(Named file, Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (written.isTemporary(path)) {
      // Its name means nothing to the user, and it is there in one run and not in the next.
      return Optional.of(Result.gone(file));
    }
    // Anybody can give a file such a name, so one that stays is read like all others.
    if (written.isNewTemporary(path, attributes) && writers.isGoneSoon(path)) {
      return Optional.of(Result.gone(file));
    }
    if (written.contains(path, attributes)) {
      return Optional.of(Result.other(file, attributes.size(), OtherKind.BEING_WRITTEN));
    }
    if (!attributes.isRegularFile()) {
      // It was another one when the folder was listed.
      return Optional.of(Result.gone(file));
    }
    if (MachineFolder.isRead(path)) {
      return Optional.of(Result.other(file, attributes.size(), OtherKind.SAVED_STATE));
    }
    return Optional.empty();
  }

  Result failed(Named file, IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return Result.gone(file);
    }
    return held.explains(file.relative(), failure)
        ? Result.other(file, 0, OtherKind.IN_USE)
        : Result.unreadable(file, Findings.unreadable(failure));
  }

  private Result examine(Named file, Path path, byte[] content) {
    FolderFile seen = new FolderFile(Glance.of(file.relative(), content));
    Optional<OtherKind> known = seen.known();
    if (known.isPresent()) {
      return Result.other(file, content.length, known.get());
    }
    Thumbprint sha256 = Thumbprint.of(content);
    Reading read = files.read(file, content, sha256);
    Reading reading = seen.isLastKnownGood(path) ? read.asLastKnownGood() : read;
    Result audited = FileExaminer.audited(file, content, sha256, reading);
    if (!reading.isEmpty()) {
      return audited;
    }
    return reading.end() instanceof FileReading.WithoutProtectors
        ? audited
        : judged(audited, seen.judge(Ending.of(reading.end())));
  }

  /** What is left of a file that gives no protector. */
  private static Result judged(Result audited, Judgement judgement) {
    if (judgement instanceof Judgement.Other other) {
      return Result.other(audited.file(), audited.bytes(), other.kind());
    }
    if (!(judgement instanceof Judgement.Damaged damaged && damaged.isStandIn())) {
      return audited;
    }
    Fault standIn = Fault.of("stand-in", "", damaged.reason(), "a key protector");
    Examined broken =
        FileExaminer.broken(audited.file(), new MalformedInputException(standIn), audited.sha256());
    return Result.of(
        audited.file(), audited.bytes(), audited.sha256(), broken.advised(damaged.remedy()));
  }

  /** What becomes of a long file that is known by its name or a few bytes. */
  public Optional<Result> known(Named file, Path path) throws IOException {
    Optional<Result> unread = unread(file, path);
    if (unread.isPresent()) {
      return unread;
    }
    Optional<Result> machine =
        read(file, () -> machines.examine(file, path, LinkOption.NOFOLLOW_LINKS));
    if (machine.isPresent()) {
      return machine;
    }
    Glance glance = read(file, () -> Glance.at(file.relative(), path, Glance.START));
    return new FolderFile(glance).known().map(kind -> Result.other(file, glance.size(), kind));
  }

  /** The same of one that was read in a stream and gave no protector, with what that means. */
  Result judged(Named file, Path path, FileReading end, Examined remark) {
    Result audited = Result.of(file, 0, remark.result().sha256(), remark);
    if (end instanceof FileReading.WithoutProtectors) {
      return audited;
    }
    try {
      Glance glance = Glance.at(file.relative(), path, FileExaminer.MOST_WHOLE);
      return judged(audited, new FolderFile(glance).judge(Ending.of(end)));
    } catch (IOException e) {
      return failed(file, e);
    }
  }

  /** Whether a long file is one of ours that carries a protector. */
  static boolean carriesOne(Path path) {
    try {
      return CarriedProtector.mayBeIn(Glance.at("", path, 64).start());
    } catch (IOException e) {
      // Reading it will tell why.
      return false;
    }
  }

  /** The protector in a long file of ours; all of it is read for its digest. */
  Result carried(Named file, Path path) {
    LongFile whole = new LongFile(path, bytes -> {});
    Thumbprint sha256;
    try {
      sha256 = whole.readToEnd();
      Examined found = files.carried(file, CarriedProtector.of(path), sha256);
      boolean last = new FolderFile(Glance.at(file.relative(), path, 0)).isLastKnownGood(path);
      Examined labelled = last ? found.asLastKnownGood() : found;
      return Result.of(file, whole.bytes(), Optional.of(sha256), labelled);
    } catch (IOException e) {
      return failed(file, e);
    } catch (KeywardException e) {
      Optional<Thumbprint> digest = whole.sha256();
      FileReading broken = new FileReading.Broken(e, false);
      return judged(file, path, broken, FileExaminer.broken(file, e, digest));
    }
  }

  FileExaminer files() {
    return files;
  }
}
