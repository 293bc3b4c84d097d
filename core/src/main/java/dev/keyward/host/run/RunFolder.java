package dev.keyward.host.run;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.io.OwnerOnly;
import dev.keyward.internal.io.Trees;
import dev.keyward.secret.SecretOutput;
import dev.keyward.vm.OpenedVm;
import dev.keyward.vm.VmAuthor;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.PartSource;
import dev.keyward.vm.sealing.SealedPart;
import dev.keyward.vm.sealing.SwtpmState;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The private folder of a run, in memory: the opened parts of a machine in the clear, in a folder
 * of their own, and beside that the digests that they had. The command may put other files there,
 * which nobody keeps.
 */
public final class RunFolder {

  private static final int NAME_BYTES = 16;

  /** A larger state is not looked into. */
  private static final int MOST_STATE = 16 << 20;

  private final Path path;

  private RunFolder(Path path) {
    this.path = path;
  }

  /** One that is there, or was. */
  public static RunFolder at(Path path) {
    return new RunFolder(path);
  }

  /** A new one with a name that nobody can guess; it is not made yet. */
  public static RunFolder in(Path memory, SecureRandom random) {
    byte[] name = new byte[NAME_BYTES];
    random.nextBytes(name);
    return new RunFolder(memory.resolve("keyward-" + HexFormat.of().formatHex(name)));
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Where the command finds the parts. */
  public Path parts() {
    return path.resolve("parts");
  }

  private Path place(PartName part) {
    return parts().resolve(PartPlace.of(part));
  }

  /**
   * Whether it is there. A folder of another account does not count: in a folder where everybody
   * may write, anybody can use the name after a restart of the machine.
   */
  public boolean isThere() throws IOException {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
        && Files.getOwner(path, LinkOption.NOFOLLOW_LINKS)
            .equals(Files.getOwner(Path.of("/proc/self")));
  }

  /** Makes it and writes all parts. */
  public void write(OpenedVm opened) throws KeywardException, IOException {
    OwnerOnly.newFolder(path);
    OwnerOnly.newFolder(parts());
    PartDigests digests = new PartDigests();
    for (SealedPart part : opened.file().parts()) {
      Path file = place(part.name());
      OwnerOnly.createFolders(file.resolveSibling(""));
      MessageDigest sha = Thumbprint.sha256();
      try (OutputStream out =
          new DigestOutputStream(Channels.newOutputStream(OwnerOnly.newFile(file)), sha)) {
        opened.copy(part, out);
      }
      digests.put(part.name(), Thumbprint.of(sha));
    }
    digests.write(path);
  }

  /**
   * How the parts differ from those that were sealed.
   *
   * @param changed parts with another content
   * @param missing parts whose files are not there any more
   */
  public record Difference(List<PartSource> changed, List<PartName> missing) {

    /** Copies the lists. */
    public Difference {
      changed = List.copyOf(changed);
      missing = List.copyOf(missing);
    }
  }

  /**
   * Compares every part with that of the file that was opened.
   *
   * @throws MalformedInputException code {@code vtpm-state}: the vTPM's state is damaged
   */
  public Difference difference(OpenedVm opened) throws KeywardException, IOException {
    List<PartSource> changed = new ArrayList<>();
    List<PartName> missing = new ArrayList<>();
    for (SealedPart part : opened.file().parts()) {
      Path file = place(part.name());
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        missing.add(part.name());
      } else {
        PartSource present = source(part.name(), file);
        if (!digest(present).equals(opened.digest(part))) {
          requireState(opened, part, file);
          changed.add(present);
        }
      }
    }
    return new Difference(changed, missing);
  }

  /** Those of these parts that differ from what was written, as far as their files are there. */
  public List<PartSource> changed(List<PartName> names) throws KeywardException, IOException {
    PartDigests digests = PartDigests.read(path);
    List<PartSource> parts = new ArrayList<>();
    for (PartName name : names) {
      Path file = place(name);
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        PartSource present = source(name, file);
        if (!digests.has(name, digest(present))) {
          parts.add(present);
        }
      }
    }
    return parts;
  }

  private static PartSource source(PartName name, Path file)
      throws MalformedInputException, IOException {
    long size = Files.size(file);
    if (size > SealedPart.MAX_SIZE) {
      throw new MalformedInputException(
          Fault.of("too-large", "part " + name, size + " bytes", "at most 4 GiB"));
    }
    return new PartSource(name, size, () -> open(file));
  }

  private static InputStream open(Path file) throws IOException {
    return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static Thumbprint digest(PartSource part) throws IOException {
    MessageDigest sha = Thumbprint.sha256();
    VmAuthor.copy(part, new DigestOutputStream(OutputStream.nullOutputStream(), sha));
    return Thumbprint.of(sha);
  }

  /** What a swtpm wrote half-way must not take the place of a whole state. */
  private static void requireState(OpenedVm opened, SealedPart part, Path file)
      throws KeywardException, IOException {
    if (!part.name().equals(PartName.VTPM_STATE) || part.size() > MOST_STATE) {
      return;
    }
    try (SecretOutput before = new SecretOutput((int) part.size())) {
      opened.copy(part, before);
      if (!isState(before)) {
        return; // It was another form before too.
      }
    }
    try (InputStream in = open(file)) {
      SwtpmState.read(in, Files.size(file));
    } catch (MalformedInputException e) {
      Fault fault = e.fault().within("part " + part.name());
      throw new MalformedInputException(fault, e);
    }
  }

  private static boolean isState(SecretOutput content) throws IOException {
    try {
      SwtpmState.read(content.content(), content.size());
      return true;
    } catch (MalformedInputException e) {
      return false;
    }
  }

  /** Whether a swtpm still runs on the state. */
  boolean isUsedBySwtpm() {
    return SwtpmState.isInUse(place(PartName.VTPM_STATE));
  }

  /** Overwrites and removes all that is in it, and itself. */
  public void wipe() throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      WipedFiles.in(path);
      Trees.delete(path);
    }
  }
}
