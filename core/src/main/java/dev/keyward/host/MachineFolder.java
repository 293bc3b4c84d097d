package dev.keyward.host;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.VerificationFailedException;
import dev.keyward.guardian.SafeFiles;
import dev.keyward.internal.io.AtomicFiles;
import dev.keyward.internal.io.AtomicOutput;
import dev.keyward.internal.io.FileClaim;
import dev.keyward.internal.io.OwnerOnly;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.internal.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What a host keeps of one machine: the highest generation of its file, and the last file that an
 * HGS has opened.
 */
final class MachineFolder {

  static final String LAST_KNOWN_GOOD = "last-known-good.svm";

  private static final Duration MOST_WAIT = Duration.ofSeconds(30);
  private static final Duration REST = Duration.ofMillis(100);
  private static final long MAX_GENERATION = (1L << 53) - 1;
  private static final String NAME = "host-machine";

  private final Path folder;

  MachineFolder(Path machines, UUID id) {
    this.folder = machines.resolve(id.toString());
  }

  /**
   * The right to start this machine, which nobody else on this host has then; waits at most 30
   * seconds.
   *
   * @throws FileSystemException where another start is still under way
   */
  FileClaim claim(Path file, HostTiming timing) throws IOException {
    OwnerOnly.createFolders(folder);
    HostTiming.Deadline deadline = timing.in(MOST_WAIT);
    Optional<FileClaim> claim = FileClaim.ofFolder(folder);
    while (claim.isEmpty()) {
      if (deadline.isOver()) {
        throw new FileSystemException(
            file.toString(), null, "another start of this machine is under way");
      }
      timing.pause().rest(REST);
      claim = FileClaim.ofFolder(folder);
    }
    removeLeftOvers();
    return claim.get();
  }

  /** What killed starts did not finish; whoever has the claim is alone here. */
  private void removeLeftOvers() throws IOException {
    try (DirectoryStream<Path> left =
        Files.newDirectoryStream(folder, AtomicFiles.TEMPORARY + "*")) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** The highest generation so far; 0 for a machine that was never here. */
  long generation() throws KeywardException, IOException {
    Path file = folder.resolve("machine.json");
    try {
      byte[] json = SafeFiles.readAtMost(file, HostDocument.MOST_BYTES);
      JsonFields fields = HostDocument.read(json, NAME, file.toString());
      long generation = fields.number("generation", MAX_GENERATION);
      fields.end();
      return generation;
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  void remember(long generation) throws IOException {
    Map<String, Object> tree = HostDocument.tree(NAME);
    tree.put("generation", generation);
    AtomicFiles.replace(folder.resolve("machine.json"), JsonWriter.write(tree), true);
  }

  /**
   * Refuses a file that is older than what was here already.
   *
   * @throws VerificationFailedException code {@code older-generation}
   */
  void requireNotOlder(long generation) throws KeywardException, IOException {
    long highest = generation();
    if (generation < highest) {
      throw new VerificationFailedException(
          Fault.of(
                  "older-generation",
                  "seal",
                  "generation " + generation,
                  highest + " or later, which this host has started already")
              .withHint("--accept-rollback starts it all the same, if you know why it is older"));
    }
  }

  /** Copies {@code file} in the place of the last known good one. */
  void keepAsGood(Path file) throws IOException {
    try (AtomicOutput output = new AtomicOutput(folder.resolve(LAST_KNOWN_GOOD), true);
        InputStream in = Files.newInputStream(file)) {
      in.transferTo(output.stream());
      output.commit();
    }
  }
}
