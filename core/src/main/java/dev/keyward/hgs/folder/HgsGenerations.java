package dev.keyward.hgs.folder;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.internal.io.OwnerOnly;
import dev.keyward.internal.io.folder.GenerationFolder;
import dev.keyward.internal.io.folder.StoreLock;
import dev.keyward.secret.Exposure;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The states of a service's folder: each is read whole, and the next takes its place in a step. */
final class HgsGenerations {

  private final Path directory;
  private final GenerationFolder folder;
  private final SecureRandom random;

  /**
   * The folder need not exist.
   *
   * @param random names the generations
   */
  HgsGenerations(Path directory, SecureRandom random) {
    this.directory = directory;
    this.folder = new GenerationFolder(directory.resolve("service"));
    this.random = random;
  }

  /** The name of the present state; empty where there is none. */
  String current() throws IOException {
    return folder.current();
  }

  /** The present state. */
  HgsFiles read() throws IOException, KeywardException {
    return folder.read(HgsFiles::read).orElseThrow(this::absent);
  }

  /** The same for keys that are to be unlocked; {@code listener} hears of files others can open. */
  HgsFiles secrets(Exposure.Listener listener) throws IOException, KeywardException {
    return folder
        .read(
            generation -> {
              Exposure.within(generation).ifPresent(listener::exposed);
              return HgsFiles.read(generation);
            })
        .orElseThrow(this::absent);
  }

  /** Refuses a folder that has a service. */
  void requireAbsent() throws FileAlreadyExistsException {
    if (folder.exists()) {
      throw new FileAlreadyExistsException(
          directory.toString(), null, "there is a Host Guardian Service in it");
    }
  }

  /** Makes the folder with its first state. */
  void create(HgsFiles files) throws IOException, KeywardException {
    writing(
        () -> {
          requireAbsent();
          folder.create(freshName(), files.encode());
          return files;
        });
  }

  /** How the next state is made of the present one. */
  @FunctionalInterface
  interface Step {
    /** The next one. */
    HgsFiles of(HgsFiles before) throws KeywardException;
  }

  /** A state, and the one that took its place. */
  record Changed(HgsFiles before, HgsFiles after) {

    /** What the service is now. */
    HgsDescription description() {
      return after.description();
    }
  }

  /** Changes the state while nobody else writes. */
  Changed change(Step step) throws IOException, KeywardException {
    return writing(() -> replaced(read(), step));
  }

  /** The same where the step unlocks keys; {@code listener} hears of files others can open. */
  Changed changeSecrets(Exposure.Listener listener, Step step)
      throws IOException, KeywardException {
    return writing(() -> replaced(secrets(listener), step));
  }

  private Changed replaced(HgsFiles before, Step step) throws IOException, KeywardException {
    HgsFiles after = step.of(before);
    folder.replace(freshName(), after.encode());
    return new Changed(before, after);
  }

  @FunctionalInterface
  private interface Work<T> {
    T run() throws IOException, KeywardException;
  }

  private <T> T writing(Work<T> work) throws IOException, KeywardException {
    OwnerOnly.createFolders(directory);
    StoreLock lock = StoreLock.acquire(directory);
    try {
      folder.clean();
      return work.run();
    } finally {
      lock.close();
    }
  }

  private String freshName() {
    byte[] name = new byte[8];
    random.nextBytes(name);
    return HexFormat.of().formatHex(name);
  }

  private NoAccessException absent() {
    return new NoAccessException(
        Fault.of("no-service", directory.toString(), "no Host Guardian Service in it", "one")
            .withHint("make it with: keyward hgs init"));
  }
}
