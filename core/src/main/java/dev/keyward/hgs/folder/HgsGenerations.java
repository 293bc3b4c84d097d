package dev.keyward.hgs.folder;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.NoAccessException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.folder.HgsStored.Access;
import dev.keyward.internal.io.OwnerOnly;
import dev.keyward.internal.io.folder.GenerationFolder;
import dev.keyward.internal.io.folder.StoreLock;
import dev.keyward.secret.Exposure;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The states of a service's folder: each is read whole, or refused with what repairs it, and the
 * next takes its place in one step.
 */
final class HgsGenerations {

  private final Path directory;
  private final GenerationFolder folder;
  private final HighestNumber highest;
  private final SecureRandom random;

  /**
   * The folder need not exist.
   *
   * @param random names the generations
   */
  HgsGenerations(Path directory, SecureRandom random) {
    this.directory = directory;
    Path service = directory.resolve("service");
    this.folder = new GenerationFolder(service, HgsDamage.KIND);
    this.highest = new HighestNumber(service);
    this.random = random;
  }

  /** The name of the present state; empty where there is none. */
  String current() throws IOException {
    return folder.current();
  }

  /** What changes with every change of the present state's files; empty where there is none. */
  String stamp() throws IOException {
    return folder.stamp();
  }

  GenerationFolder folder() {
    return folder;
  }

  HighestNumber highest() {
    return highest;
  }

  /** The present state. */
  HgsStored read() throws IOException, KeywardException {
    return read(Access.READING);
  }

  /** What {@code service.json} of the present state says, without a look at the other files. */
  HgsDescription described() throws IOException, KeywardException {
    return reading(reader -> reader.description(), Access.READING);
  }

  /** Where the keys of the present state are. */
  HgsKeyPlaces places() throws IOException, KeywardException {
    return reading(HgsFilesReader::places, Access.READING);
  }

  /** The present state for somebody who goes on with it. */
  HgsStored read(Access access) throws IOException, KeywardException {
    return reading(HgsGenerations::stored, access);
  }

  /** The state of that generation, present or not. */
  HgsStored read(Path generation, Access access) throws IOException, KeywardException {
    return stored(reader(generation, access));
  }

  private static HgsStored stored(HgsFilesReader reader) throws IOException, KeywardException {
    HgsFiles files = reader.read();
    Optional<HgsManifest> manifest = reader.files().manifest();
    return new HgsStored(files, manifest.orElseGet(() -> HgsManifest.ofBefore(files.encode())));
  }

  /** The same for keys that are to be unlocked; {@code listener} hears of files others can open. */
  HgsStored secrets(Exposure.Listener listener) throws IOException, KeywardException {
    HgsStored stored = read();
    Exposure.within(directory.resolve("service").resolve(folder.current()))
        .ifPresent(listener::exposed);
    return stored;
  }

  @FunctionalInterface
  private interface Looking<T> {
    T at(HgsFilesReader reader) throws IOException, KeywardException;
  }

  private <T> T reading(Looking<T> looking, Access access) throws IOException, KeywardException {
    int number = highest.value();
    try {
      return folder
          .read(generation -> looking.at(reader(generation, access)))
          .orElseThrow(this::absent);
    } catch (MalformedInputException e) {
      String file = e.getCause() instanceof NoSuchFileException missing ? missing.getFile() : "";
      throw HgsDamage.advised(e, hint(name(file), number, access));
    }
  }

  private String hint(String name, int number, Access access) throws IOException, KeywardException {
    if (HgsKeyFile.thumbprintOf(name).isPresent()) {
      HgsFilesReader reader = reader(folder.path(folder.current()), Access.READING);
      List<String> lost = reader.damagedKeys(reader.description());
      if (!lost.isEmpty()) {
        return HgsDamage.lostKeys(lost, access.over());
      }
    }
    return HgsDamage.hint(name, number, Optional.empty());
  }

  /** The reader of that generation. */
  private HgsFilesReader reader(Path generation, Access access)
      throws IOException, KeywardException {
    try {
      return new HgsFilesReader(
          GenerationFiles.open(generation, highest.isKept(), access.replaced()),
          highest.value(),
          access.over());
    } catch (MalformedInputException e) {
      throw HgsDamage.advised(
          e, HgsDamage.hint(HgsManifest.FILE, highest.value(), Optional.empty()));
    }
  }

  /** The name of a file in its generation. */
  private static String name(String file) {
    Path path = Path.of(file);
    String last = String.valueOf(path.getFileName());
    return last.endsWith(".yaml") ? "policies/" + last : HgsKeyFile.within(last);
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
          HgsManifest manifest = HgsManifest.first(files.encode());
          folder.create(freshName(), content(files, manifest));
          highest.keep(manifest.number().value());
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

    /** The certificates now that have the keys of those before. */
    List<HgsCertificate> renewed(List<Thumbprint> thumbprints) throws NoAccessException {
      List<HgsCertificate> renewed = new ArrayList<>();
      for (Thumbprint thumbprint : thumbprints) {
        HgsCertificate old = before.description().certificate(thumbprint);
        renewed.add(after.description().sameKey(old.use(), old.certificate()).orElseThrow());
      }
      return renewed;
    }
  }

  /** Changes the state while nobody else writes. */
  Changed change(Access access, Step step) throws IOException, KeywardException {
    return writing(
        () -> {
          HgsStored before = read(access).whole(directory, access);
          folder.clean();
          HgsFiles after = step.of(before.files());
          after.requireKeys(directory.toString());
          put(after, before.manifest().next(after.encode()));
          return new Changed(before.files(), after);
        });
  }

  /** Makes that the present state; the caller holds the lock. */
  void put(HgsFiles files, HgsManifest manifest) throws IOException {
    folder.replace(freshName(), content(files, manifest));
    highest.keep(manifest.number().value());
  }

  /** The manifest comes last: a generation that has one has everything. */
  private static Map<String, byte[]> content(HgsFiles files, HgsManifest manifest) {
    Map<String, byte[]> content = new LinkedHashMap<>(files.encode());
    content.put(HgsManifest.FILE, manifest.encode());
    return content;
  }

  /** What is done while nobody else writes. */
  @FunctionalInterface
  interface Work<T> {
    /** Does it. */
    T run() throws IOException, KeywardException;
  }

  /** Does that under the lock. */
  <T> T writing(Work<T> work) throws IOException, KeywardException {
    OwnerOnly.createFolders(directory);
    StoreLock lock = StoreLock.acquire(directory);
    try {
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
