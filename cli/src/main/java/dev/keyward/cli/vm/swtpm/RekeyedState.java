package dev.keyward.cli.vm.swtpm;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.VerificationFailedException;
import dev.keyward.cli.base.Session;
import dev.keyward.file.SafeFiles;
import dev.keyward.file.TemporaryFolder;
import dev.keyward.host.run.MemoryFolder;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.PartSource;
import dev.keyward.vm.sealing.SwtpmFolder;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Gives the state of a virtual TPM a new passphrase. The next state is written first, then the
 * caller seals the new passphrase, then the states are swapped. Closing wipes the new passphrase
 * and frees the folder.
 */
public final class RekeyedState implements AutoCloseable {

  private final Path memory;
  private final SwtpmPrograms programs;
  private final SwtpmFolder folder;
  private final String named;
  private final byte[] passphrase;

  /** What an earlier run left. */
  public enum Found {
    /** The state that belongs to the file is in place. */
    READY,
    /** The earlier run had sealed the new passphrase; its state is in place now. */
    COMPLETED
  }

  private RekeyedState(Path memory, SwtpmFolder folder, String named, Session session) {
    this.memory = memory;
    this.programs = new SwtpmPrograms(session);
    this.folder = folder;
    this.named = named;
    this.passphrase = VtpmKey.fresh(session);
  }

  /**
   * For a folder of swtpm, which no swtpm may use.
   *
   * @param named the folder as the user named it
   */
  public static RekeyedState claim(Path path, String named, Session session) throws IOException {
    new SwtpmPrograms(session).require();
    Path memory = MemoryFolder.require(session.environment().variables());
    if (!Files.isDirectory(path)) {
      throw new FileSystemException(named, null, "not a folder of swtpm");
    }
    return new RekeyedState(memory, SwtpmFolder.claim(path), named, session);
  }

  /**
   * Ends what an interrupted run began.
   *
   * @param sealed the passphrase in the file
   * @throws VerificationFailedException code {@code vtpm-key}: the state in place is not that of
   *     the file; the error names the one that is
   */
  public Found recover(byte[] sealed, Session session) throws KeywardException, IOException {
    if (opens(folder.present(), sealed)) {
      if (Files.exists(folder.next())) {
        folder.discard();
        session
            .console()
            .note(named + ": an earlier run ended before it changed the file; beginning again");
      }
      return Found.READY;
    }
    if (opens(folder.next(), sealed)) {
      folder.swap();
      return Found.COMPLETED;
    }
    boolean former = opens(folder.former(), sealed);
    throw new VerificationFailedException(
        Fault.of(
                "vtpm-key",
                named,
                "a state that the passphrase in the file does not open",
                "its own")
            .withHint(
                former
                    ? "the file goes with " + folder.former() + ", the state before the last rekey"
                    : "restore the state and the file of the same time"));
  }

  private boolean opens(Path state, byte[] key) throws KeywardException, IOException {
    if (!Files.isRegularFile(state)) {
      return false;
    }
    try (TemporaryFolder work = work()) {
      copy(state, work);
      programs.requireOpens(work.path(), key);
      return true;
    } catch (VerificationFailedException e) {
      return false;
    }
  }

  /** Writes the next state, under the new passphrase. */
  public void write(byte[] sealed) throws KeywardException, IOException {
    byte[] next;
    try (TemporaryFolder work = work()) {
      copy(folder.present(), work);
      next = programs.reencrypt(work.path(), sealed, passphrase);
    }
    folder.write(next);
    if (!opens(folder.next(), passphrase)) {
      folder.discard();
      throw new FileSystemException(named, null, "swtpm does not open the state that it wrote");
    }
  }

  /** The new passphrase as a part. */
  public PartSource part() {
    return PartSource.of(PartName.VTPM_KEY, passphrase);
  }

  /**
   * Puts the next state in place, once the file has the new passphrase.
   *
   * @return where the former state is, by the name that the user gave the folder
   */
  public Path swap() throws IOException {
    folder.swap();
    return Path.of(named).resolve(folder.former().getFileName());
  }

  /** Removes the next state of a file that was not changed. */
  public void discard() throws IOException {
    folder.discard();
  }

  private static void copy(Path state, TemporaryFolder work) throws KeywardException, IOException {
    byte[] content = SafeFiles.readAtMost(state, SwtpmPrograms.MOST_STATE);
    SafeFiles.write(work.path().resolve(SwtpmPrograms.STATE), content, false, true);
  }

  /** In memory, so that no copy of a state stays on a disk. */
  private TemporaryFolder work() throws IOException {
    return new TemporaryFolder(memory, "keyward-rekey-");
  }

  @Override
  public void close() throws IOException {
    Arrays.fill(passphrase, (byte) 0);
    folder.close();
  }
}
