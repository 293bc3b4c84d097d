package dev.keyward.hgs.folder;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.io.KeptFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the files of one generation, each once: the bytes whose SHA-256 fits the manifest are the
 * bytes that are used.
 *
 * @param generation the folder
 * @param manifest empty for a folder of before there were manifests
 * @param replaced the files that the caller replaces: damaged ones count as not there
 */
record GenerationFiles(Path generation, Optional<HgsManifest> manifest, Set<String> replaced) {

  /** Copies the set. */
  GenerationFiles {
    replaced = Set.copyOf(replaced);
  }

  /**
   * With the manifest that lies in the folder.
   *
   * @param needed whether there must be one
   * @throws NoSuchFileException for a folder or manifest that is not there
   */
  static GenerationFiles open(Path generation, boolean needed, Set<String> replaced)
      throws IOException, MalformedInputException {
    if (!Files.isDirectory(generation, LinkOption.NOFOLLOW_LINKS)) {
      throw new NoSuchFileException(generation.toString());
    }
    Path file = generation.resolve(HgsManifest.FILE);
    requireFile(file);
    boolean listed = needed || Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    return new GenerationFiles(
        generation,
        listed
            ? Optional.of(
                HgsManifest.parse(
                    SafeFiles.readAtMost(file, HgsManifest.MOST_BYTES), file.toString()))
            : Optional.empty(),
        replaced);
  }

  private static void requireFile(Path file) throws MalformedInputException {
    if (KeptFile.leadsToOther(file)) {
      throw HgsDamage.of(file, "a folder or a pipe", "a file");
    }
  }

  Path path(String name) {
    return generation.resolve(name);
  }

  /** Whether the generation is to have the file. */
  boolean has(String name) {
    return manifest.isPresent()
        ? manifest.get().digest(name).isPresent()
        : Files.exists(path(name), LinkOption.NOFOLLOW_LINKS);
  }

  /** The file; empty where it is damaged and the caller replaces it. */
  Optional<byte[]> find(String name, int most) throws IOException, KeywardException {
    try {
      return Optional.of(read(name, most));
    } catch (IOException | MalformedInputException e) {
      if (replaced.contains(name)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * The file.
   *
   * @param most the most bytes to take
   */
  byte[] read(String name, int most) throws IOException, MalformedInputException {
    Path file = path(name);
    requireFile(file);
    byte[] content = SafeFiles.readAtMost(file, most);
    if (manifest.isPresent()) {
      Thumbprint digest =
          manifest
              .get()
              .digest(name)
              .orElseThrow(
                  () ->
                      HgsDamage.of(
                          path(HgsManifest.FILE), "no SHA-256 of " + name, "one of each file"));
      if (!digest.equals(Thumbprint.of(content))) {
        throw HgsDamage.of(
            file, "bytes of another SHA-256 than the manifest has", "the file as it was written");
      }
    }
    return content;
  }
}
