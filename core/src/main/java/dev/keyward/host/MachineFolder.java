package dev.keyward.host;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.file.InPlaceEdit;
import dev.keyward.file.SafeFiles;
import dev.keyward.host.failover.HostTiming;
import dev.keyward.internal.io.AtomicFiles;
import dev.keyward.internal.io.AtomicOutput;
import dev.keyward.internal.io.FileClaim;
import dev.keyward.internal.io.OwnerOnly;
import dev.keyward.internal.io.Patience;
import dev.keyward.internal.json.HostDocument;
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

/**
 * What a host keeps of one machine of one owner: the highest generation of its file, the last file
 * that an HGS has opened, and the last one that the owner sealed.
 */
final class MachineFolder {

  static final String LAST_KNOWN_GOOD = "last-known-good.svm";
  static final String LAST_SEALED_BY_OWNER = "last-sealed-by-owner.svm";

  private static final Duration MOST_WAIT = Duration.ofSeconds(30);
  private static final Duration REST = Duration.ofMillis(100);
  private static final long MAX_GENERATION = (1L << 53) - 1;
  private static final String NAME = "host-machine";

  private final MachineKey key;
  private final Path folder;
  private final FormerRecord former;

  /** The folder in {@code machines}; nothing is read yet. */
  MachineFolder(Path machines, MachineKey key, RsaEngine engine) {
    this.key = key;
    this.folder = machines.resolve(key.toString());
    this.former = new FormerRecord(machines, key, engine);
  }

  /** Whose it is. */
  MachineKey key() {
    return key;
  }

  /**
   * The right to start this machine, which nobody else on this host has then; waits at most 30
   * seconds.
   *
   * @throws FileSystemException where another start is still under way
   */
  FileClaim claim(Path file, HostTiming timing) throws IOException {
    former.moveTo(folder);
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
        Patience.SYSTEM.delete(file);
      }
    }
  }

  /** The highest generation so far; 0 for a machine that was never here. */
  long generation() throws KeywardException, IOException {
    long present = generation(folder);
    Optional<Path> nobodys = former.ofNobody();
    return nobodys.isPresent() ? Math.max(present, generation(nobodys.get())) : present;
  }

  private static long generation(Path folder) throws KeywardException, IOException {
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

  /**
   * Copies the edited file, as it was before, in the place of the last known good one and, if the
   * owner sealed it, of the last one that the owner sealed. No service can have a part in that one:
   * a service that lies could make all others such that the owner cannot open them.
   */
  void keepAsGood(InPlaceEdit edit, boolean sealedByOwner) throws IOException {
    copy(edit, LAST_KNOWN_GOOD);
    if (sealedByOwner) {
      copy(edit, LAST_SEALED_BY_OWNER);
    }
  }

  private void copy(InPlaceEdit edit, String name) throws IOException {
    try (AtomicOutput output = new AtomicOutput(folder.resolve(name), true);
        InputStream in = edit.open()) {
      in.transferTo(output.stream());
      output.commit();
    }
  }
}
