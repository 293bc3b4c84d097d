package dev.keyward.protector.file;

import dev.keyward.KeywardException;
import dev.keyward.protector.hyperv.MachineFile;
import dev.keyward.protector.hyperv.MachinePaths;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A machine as Hyper-V keeps it: {@code GUID.vmcx} and, beside it, {@code GUID.vmrs}. Either file
 * may hold the protector, so a command that names one of them reads both.
 */
public final class MachinePair {

  private MachinePair() {}

  /** The same files, without the state of a machine whose configuration is among them. */
  public static List<String> once(List<String> files) {
    Set<String> named = new HashSet<>(files);
    return files.stream()
        .filter(file -> !(MachinePaths.isRuntimeState(file) && named.contains(configuration(file))))
        .toList();
  }

  private static String configuration(String state) {
    return MachinePaths.configurationOf(Path.of(state)).toString();
  }

  /**
   * Reads a file and the other file of its machine.
   *
   * @throws KeywardException where the structures of one are damaged, or both are of two machines
   */
  static MachineProtectors read(Path file) throws KeywardException, IOException {
    MachineProtectors machine;
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      machine = MachineProtectors.read(channel, file);
    }
    Optional<Path> path = MachinePaths.other(file);
    Optional<MachineProtectors> other = path.isPresent() ? other(path.get()) : Optional.empty();
    if (other.isEmpty()) {
      return machine;
    }
    try {
      boolean state = MachinePaths.isRuntimeState(path.get().getFileName().toString());
      return (state ? machine.with(other.get()) : other.get().with(machine)).withBothFiles();
    } catch (KeywardException e) {
      throw e.within(path.get().getFileName().toString());
    }
  }

  /** Empty where there is none, or a running machine holds it. A link may lead to anywhere. */
  private static Optional<MachineProtectors> other(Path path) throws KeywardException {
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (SeekableByteChannel channel = Files.newByteChannel(path, LinkOption.NOFOLLOW_LINKS)) {
      return MachineFile.isIn(channel)
          ? Optional.of(MachineProtectors.read(channel, path))
          : Optional.empty();
    } catch (IOException e) {
      // The file that was named still says what it holds.
      return Optional.empty();
    } catch (KeywardException e) {
      throw e.within(path.getFileName().toString());
    }
  }
}
