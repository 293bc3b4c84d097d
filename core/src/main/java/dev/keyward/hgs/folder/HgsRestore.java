package dev.keyward.hgs.folder;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.hgs.folder.HgsStored.Access;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the state of a folder that is older than what its service served, or whose {@code current}
 * or manifest is lost, the newest one: every running node of the service takes it then.
 */
public final class HgsRestore {

  private final Path directory;
  private final HgsGenerations generations;

  /**
   * Of the service in {@code directory}.
   *
   * @param random names the generation
   */
  public HgsRestore(Path directory, SecureRandom random) {
    this.directory = directory;
    this.generations = new HgsGenerations(directory, random);
  }

  /**
   * Looks what would be accepted. Where its number is 0, the passphrase must open the keys.
   *
   * @throws MalformedInputException code {@code damaged-service} where nothing whole is there
   */
  public HgsState find() throws IOException, KeywardException {
    return stored().state();
  }

  /**
   * Makes it the newest state.
   *
   * @param over the highest number that was ever served; at least that of the folder
   * @param passphrase needed where {@link HgsState#number} is 0
   * @throws MalformedInputException code {@code newer-folder} where the folder has a higher number
   * @throws dev.keyward.BadPassphraseException if the passphrase does not open the keys
   */
  public HgsState accept(int over, Optional<Passphrase> passphrase)
      throws IOException, KeywardException {
    return generations.writing(
        () -> {
          HgsStored stored = stored();
          int number = stored.number().value();
          if (number > over) {
            throw new MalformedInputException(
                Fault.of(
                    "newer-folder",
                    directory.toString(),
                    "a state with number " + number + ", which is higher than " + over,
                    "--over " + number + " or more"));
          }
          if (!stored.number().isCounted() && passphrase.isEmpty()) {
            throw new IllegalArgumentException("a state without a manifest and no passphrase");
          }
          stored.whole(directory, new Access(Set.of(), passphrase));
          HgsManifest manifest = stored.manifest().over(over, stored.files().encode());
          generations.put(stored.files(), manifest);
          return new HgsState(stored.files().description(), manifest.number());
        });
  }

  /** The present state; where only its manifest or {@code current} is damaged, what is left. */
  private HgsStored stored() throws IOException, KeywardException {
    try {
      return generations.read();
    } catch (MalformedInputException e) {
      Path present = generations.folder().path(generations.current());
      boolean isThere = !generations.current().isEmpty() && Files.isDirectory(present);
      if (isThere && !hasManifest(present)) {
        return withoutManifest(present);
      }
      if (isThere) {
        throw e;
      }
      return newest(e);
    }
  }

  private boolean hasManifest(Path generation) throws IOException {
    try {
      GenerationFiles.open(generation, true, Set.of());
      return true;
    } catch (NoSuchFileException | MalformedInputException e) {
      return false;
    }
  }

  /** The files as they are; the passphrase will tell whether the keys open. */
  private HgsStored withoutManifest(Path generation) throws IOException, KeywardException {
    GenerationFiles files = new GenerationFiles(generation, Optional.empty(), Set.of());
    HgsFiles read = new HgsFilesReader(files, generations.highest().value()).read();
    return new HgsStored(read, HgsManifest.ofBefore(read.encode()));
  }

  private HgsStored newest(MalformedInputException damage) throws IOException, KeywardException {
    List<HgsStored> whole = new ArrayList<>();
    for (String name : generations.folder().generations()) {
      try {
        whole.add(generations.read(generations.folder().path(name)));
      } catch (IOException | MalformedInputException e) {
        // It is not whole, so it is none to choose.
        continue;
      }
    }
    int highest = whole.stream().mapToInt(each -> each.number().value()).max().orElse(0);
    whole.removeIf(each -> each.number().value() < highest);
    if (whole.size() != 1) {
      String found = whole.isEmpty() ? "no whole state" : whole.size() + " states of one number";
      throw new MalformedInputException(
          Fault.of(HgsDamage.KIND.code(), damage.fault().where(), found, "one")
              .withHint("copy the folder again from another node or a backup"),
          damage);
    }
    return whole.get(0);
  }
}
