package dev.keyward.hgs.folder;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.description.HgsState;
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
  private final SecureRandom random;

  /**
   * Of the service in {@code directory}.
   *
   * @param random names the generation
   */
  public HgsRestore(Path directory, SecureRandom random) {
    this.directory = directory;
    this.generations = new HgsGenerations(directory, random);
    this.random = random;
  }

  /**
   * What is accepted.
   *
   * @param over the highest number that was ever served; at least that of the folder
   * @param lost the certificates whose keys are lost: they are disabled
   */
  public record Terms(int over, List<Thumbprint> lost) {

    /** Copies the list. */
    public Terms {
      lost = List.copyOf(lost);
    }

    private Access access(Optional<Passphrase> passphrase) {
      return Access.restoring(over, lost, passphrase);
    }
  }

  /** What the record of the service says that would be restored, also where its keys are lost. */
  public HgsDescription recorded() throws IOException, KeywardException {
    try {
      return generations.described();
    } catch (MalformedInputException e) {
      List<String> all = generations.folder().generations();
      String name = isThere() ? generations.current() : all.size() == 1 ? all.get(0) : "";
      if (name.isEmpty()) {
        throw e;
      }
      return unlisted(generations.folder().path(name), new Terms(0, List.of())).description();
    }
  }

  /**
   * Whether a manifest proves that all files are whole. Otherwise the passphrase must open the
   * keys.
   *
   * @throws MalformedInputException code {@code damaged-service} where nothing whole is there
   */
  public boolean isProved(Terms terms) throws IOException, KeywardException {
    return !needsSigner(stored(terms), terms);
  }

  /**
   * Makes it the newest state.
   *
   * @param passphrase needed where {@link #isProved} says no
   * @throws MalformedInputException code {@code newer-folder} where the folder has a higher number;
   *     code {@code whole-key} for a key that is not lost
   * @throws dev.keyward.BadPassphraseException if the passphrase does not open the keys
   */
  public HgsState accept(Terms terms, Optional<Passphrase> passphrase)
      throws IOException, KeywardException {
    return generations.writing(
        () -> {
          HgsStored stored = stored(terms);
          requireOlder(stored.number().value(), terms.over());
          HgsFiles files =
              needsSigner(stored, terms)
                  ? signed(stored, terms, passphrase.orElseThrow(HgsRestore::noPassphrase))
                  : stored
                      .whole(directory, new Access(Set.of(), passphrase, Optional.of(terms.over())))
                      .files();
          HgsManifest manifest = stored.manifest().over(terms.over(), files.encode());
          generations.put(files, manifest);
          return new HgsState(files.description(), manifest.number());
        });
  }

  private static IllegalArgumentException noPassphrase() {
    return new IllegalArgumentException("a state that nothing proves, and no passphrase");
  }

  private void requireOlder(int number, int over) throws MalformedInputException {
    if (number > over) {
      throw new MalformedInputException(
          Fault.of(
              "newer-folder",
              directory.toString(),
              "a state with number " + number + ", which is higher than " + over,
              "--over " + number + " or more"));
    }
  }

  private static boolean needsSigner(HgsStored stored, Terms terms) {
    HgsFiles files = stored.files();
    boolean isUnsigned = files.metadata().isEmpty() && HgsFiles.hasPrimaries(files.description());
    return !stored.number().isCounted() || !terms.lost().isEmpty() || isUnsigned;
  }

  /** Without the keys that are lost, and with new metadata. */
  private HgsFiles signed(HgsStored stored, Terms terms, Passphrase passphrase)
      throws KeywardException {
    for (Thumbprint thumbprint : terms.lost()) {
      stored.files().description().certificate(thumbprint);
    }
    HgsFiles whole = stored.whole(directory, terms.access(Optional.of(passphrase))).files();
    for (Thumbprint thumbprint : terms.lost()) {
      if (whole.keys().containsKey(thumbprint)) {
        throw new MalformedInputException(
            Fault.of(
                    "whole-key",
                    directory + ": " + HgsKeyFile.names(thumbprint).get(0),
                    "a key that is whole",
                    "one that is lost")
                .withHint("hgs certificate disable takes its certificate out of use"));
      }
    }
    HgsFiles files =
        new HgsFilesMaker(RsaEngine.jdk(), random, directory.toString())
            .disabled(whole, terms.lost(), passphrase);
    files.requireKeys(directory.toString());
    return files;
  }

  /** The present state; where only its manifest or {@code current} is damaged, what is left. */
  private HgsStored stored(Terms terms) throws IOException, KeywardException {
    try {
      return generations.read(terms.access(Optional.empty()));
    } catch (MalformedInputException e) {
      if (!isThere()) {
        return newest(e, terms);
      }
      Path present = generations.folder().path(generations.current());
      if (hasManifest(present)) {
        throw e;
      }
      return withoutManifest(present, terms);
    }
  }

  private boolean isThere() throws IOException {
    String current = generations.current();
    return !current.isEmpty() && Files.isDirectory(generations.folder().path(current));
  }

  private static boolean hasManifest(Path generation) throws IOException {
    try {
      GenerationFiles.open(generation, true, Set.of());
      return true;
    } catch (NoSuchFileException | MalformedInputException e) {
      return false;
    }
  }

  private HgsFilesReader unlisted(Path generation, Terms terms) {
    Set<String> replaced = terms.access(Optional.empty()).replaced();
    return new HgsFilesReader(
        new GenerationFiles(generation, Optional.empty(), replaced),
        generations.highest().value(),
        Optional.of(terms.over()));
  }

  /** The files as they are; the passphrase will tell whether the keys open. */
  private HgsStored withoutManifest(Path generation, Terms terms)
      throws IOException, KeywardException {
    HgsFilesReader reader = unlisted(generation, terms);
    try {
      HgsFiles read = reader.read();
      return new HgsStored(read, HgsManifest.ofBefore(read.encode()));
    } catch (NoSuchFileException e) {
      throw missing(generation, reader, e, terms);
    }
  }

  private static MalformedInputException missing(
      Path generation, HgsFilesReader reader, NoSuchFileException absent, Terms terms)
      throws IOException, KeywardException {
    MalformedInputException damage =
        HgsDamage.of(Path.of(absent.getFile()), "no such file", "a file of the state");
    if (absent.getFile().equals(generation.resolve(HgsFiles.RECORD).toString())) {
      return HgsDamage.advised(
          damage, HgsDamage.hint(HgsFiles.RECORD, terms.over(), Optional.empty()));
    }
    List<String> lost = reader.damagedKeys(reader.description());
    return HgsDamage.advised(damage, HgsDamage.lostKeys(lost, Optional.of(terms.over())));
  }

  private HgsStored newest(MalformedInputException damage, Terms terms)
      throws IOException, KeywardException {
    List<HgsStored> whole = new ArrayList<>();
    List<String> names = generations.folder().generations();
    for (String name : names) {
      try {
        whole.add(
            generations.read(generations.folder().path(name), terms.access(Optional.empty())));
      } catch (IOException | MalformedInputException e) {
        // It is not whole, so it is none to choose.
        continue;
      }
    }
    if (whole.isEmpty() && names.size() == 1) {
      return only(generations.folder().path(names.get(0)), terms);
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

  /** The only state that there is, which is not whole: the error says what it lacks. */
  private HgsStored only(Path generation, Terms terms) throws IOException, KeywardException {
    if (!hasManifest(generation)) {
      return withoutManifest(generation, terms);
    }
    try {
      return generations.read(generation, terms.access(Optional.empty()));
    } catch (NoSuchFileException e) {
      HgsFilesReader reader = unlisted(generation, terms);
      throw missing(generation, reader, e, terms);
    }
  }
}
