package dev.keyward.audit.walk;

import dev.keyward.KeywardException;
import dev.keyward.audit.judge.FileExaminer;
import dev.keyward.audit.judge.FileExaminer.Named;
import dev.keyward.audit.judge.FileExaminer.Reading;
import dev.keyward.audit.judge.FileExaminer.Result;
import dev.keyward.audit.result.OtherKind;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.file.FileReading;
import dev.keyward.protector.file.MachineProtectors;
import dev.keyward.protector.hyperv.MachineFile;
import dev.keyward.protector.hyperv.MachinePaths;
import dev.keyward.protector.hyperv.SteadyFile;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A machine as Hyper-V keeps it: {@code GUID.vmcx} and, beside it, {@code GUID.vmrs}. Either file
 * may hold the protector. Both files are one machine, and reports name it by the first file.
 */
final class MachineFolder {

  private final FileExaminer files;
  private final HeldFile held;

  MachineFolder(FileExaminer files, HeldFile held) {
    this.files = files;
    this.held = held;
  }

  /**
   * Whether a file is read together with the configuration beside it, and so is no machine of its
   * own. The configuration must be a container: a link, a folder or a text hides no machine.
   */
  static boolean isRead(Path path) throws IOException {
    String name = path.getFileName().toString();
    if (!MachinePaths.isRuntimeState(name)) {
      return false;
    }
    Path configuration = MachinePaths.configurationOf(path);
    boolean together = MachinePaths.stateOf(configuration).equals(path);
    if (!together || !Files.isRegularFile(configuration, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (SeekableByteChannel channel = Files.newByteChannel(configuration)) {
      return MachineFile.isIn(channel);
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      // The audit says that the configuration cannot be read.
      return true;
    }
  }

  /**
   * The result for one of these files. Empty if the content is of another kind, even under such a
   * name.
   *
   * @param links whether the state beside a configuration may be a link; in a folder a link may
   *     lead out
   */
  Optional<Result> examine(Named file, Path path, LinkOption... links) throws IOException {
    String name = path.getFileName().toString();
    if (!MachinePaths.isConfiguration(name) && !MachinePaths.isRuntimeState(name)) {
      return Optional.empty();
    }
    long size = Files.size(path);
    if (size > FileExaminer.MOST_WHOLE) {
      return examineLong(file, path, size, links);
    }
    byte[] whole = SteadyFile.read(path, FileExaminer.MOST_WHOLE + 1);
    if (!MachineFile.isIn(whole)) {
      return Optional.empty();
    }
    Optional<Reading> reading = reading(file, path, () -> MachineProtectors.read(whole), links);
    return Optional.of(
        reading.isPresent()
            ? FileExaminer.result(file, size, Thumbprint.of(whole), reading.get())
            : Result.other(file, size, OtherKind.SAVED_STATE));
  }

  /** Only parts of a long one are read for its protector; the digest covers all of it. */
  private Optional<Result> examineLong(Named file, Path path, long size, LinkOption... links)
      throws IOException {
    Optional<Reading> reading;
    try (SeekableByteChannel channel = Files.newByteChannel(path)) {
      if (!MachineFile.isIn(channel)) {
        return Optional.empty();
      }
      reading = reading(file, path, () -> MachineProtectors.read(channel, path), links);
    }
    if (reading.isEmpty()) {
      return Optional.of(Result.other(file, size, OtherKind.SAVED_STATE));
    }
    Thumbprint sha256 = new LongFile(path, bytes -> {}).readToEnd();
    return Optional.of(FileExaminer.result(file, size, sha256, reading.get()));
  }

  /** Reads what a file says of its machine. */
  private interface Content {
    MachineProtectors read() throws KeywardException, IOException;
  }

  private Optional<Reading> reading(Named file, Path path, Content content, LinkOption... links)
      throws IOException {
    try {
      MachineProtectors machine = content.read();
      boolean state = MachinePaths.isRuntimeState(path.getFileName().toString());
      Optional<MachineProtectors> beside = state ? Optional.empty() : state(path, links);
      MachineProtectors both = beside.isPresent() ? machine.with(beside.get()) : machine;
      return both.hasConfiguration()
          ? Optional.of(files.machine(file, both, state || beside.isPresent()))
          : Optional.empty();
    } catch (KeywardException e) {
      return Optional.of(new Reading(List.of(), new FileReading.Broken(e, false)));
    }
  }

  /** The state beside a configuration; empty where there is none, or a running VM holds it. */
  private Optional<MachineProtectors> state(Path configuration, LinkOption... links)
      throws KeywardException, IOException {
    Path path = MachinePaths.stateOf(configuration);
    if (!Files.isRegularFile(path, links)) {
      return Optional.empty();
    }
    try (SeekableByteChannel channel = Files.newByteChannel(path)) {
      return MachineFile.isIn(channel)
          ? Optional.of(MachineProtectors.read(channel, path))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      if (held.explains(path.getFileName().toString(), e)) {
        return Optional.empty();
      }
      throw e;
    } catch (KeywardException e) {
      throw e.within(path.getFileName().toString());
    }
  }
}
