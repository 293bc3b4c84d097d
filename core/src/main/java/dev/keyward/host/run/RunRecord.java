package dev.keyward.host.run;

import dev.keyward.KeywardException;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.io.AtomicFiles;
import dev.keyward.internal.io.Patience;
import dev.keyward.internal.json.HostDocument;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.internal.json.JsonWriter;
import dev.keyward.vm.VmHistory;
import dev.keyward.vm.layout.AncestryForm;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * That a machine runs on this host: {@code run.json} in the machine's folder. It is there from
 * before the parts are opened until they are wiped, so that a killed run is found.
 *
 * @param folder the private folder of the parts
 * @param since when the run began
 * @param begun the state that the machine was started from; empty before the command began, when
 *     nothing in the folder can have changed
 * @param sealed the digest of the state in which the parts are sealed back; written before that
 *     state gets the file's name
 */
public record RunRecord(
    Path folder, Instant since, Optional<VmHistory> begun, Optional<Thumbprint> sealed) {

  private static final String FILE = "run.json";
  private static final String NAME = "host-machine-run";
  private static final int DIGEST = 2 * Thumbprint.SIZE;
  private static final long MAX_GENERATION = (1L << 53) - 1;

  /** Of a run that is about to open its parts. */
  public static RunRecord opening(Path folder, Instant since) {
    return new RunRecord(folder, since, Optional.empty(), Optional.empty());
  }

  /** The same once the machine was started from that state. */
  public RunRecord begun(VmHistory state) {
    return new RunRecord(folder, since, Optional.of(state), sealed);
  }

  /** The same when the parts are about to be sealed in that state. */
  public RunRecord sealing(VmHistory state) {
    return new RunRecord(folder, since, begun, Optional.of(state.digest()));
  }

  /** Whether the parts are sealed in that state, or in one before it. */
  public boolean isSealedIn(VmHistory state) {
    return sealed.isPresent()
        && (state.digest().equals(sealed.get())
            || state.ancestry().digests().contains(sealed.get()));
  }

  /** Reads the one of a machine's folder; empty where no run is recorded. */
  public static Optional<RunRecord> read(Path machine) throws KeywardException, IOException {
    Path file = machine.resolve(FILE);
    byte[] json;
    try {
      json = SafeFiles.readAtMost(file, HostDocument.MOST_BYTES);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    JsonFields fields = HostDocument.read(json, NAME, file.toString());
    Path folder = HostDocument.path(fields, "folder");
    Instant since = HostDocument.instant(fields, "since");
    Optional<Thumbprint> sealed =
        fields.has("sealed") ? Optional.of(digest(fields, "sealed")) : Optional.empty();
    Optional<VmHistory> begun =
        fields.has("generation") ? Optional.of(history(fields)) : Optional.empty();
    fields.end();
    return Optional.of(new RunRecord(folder, since, begun, sealed));
  }

  private static VmHistory history(JsonFields fields) throws KeywardException {
    long generation = fields.number("generation", MAX_GENERATION);
    Thumbprint digest = digest(fields, "digest");
    return new VmHistory(AncestryForm.read(fields), digest, generation);
  }

  private static Thumbprint digest(JsonFields fields, String name) throws KeywardException {
    return Thumbprint.find(fields.text(name, DIGEST))
        .orElseThrow(() -> fields.bad(name, "not a SHA-256", "64 hexadecimal digits"));
  }

  /** Puts it into a machine's folder, synced. */
  public void write(Path machine) throws IOException {
    Map<String, Object> tree = HostDocument.tree(NAME);
    tree.put("folder", folder.toString());
    tree.put("since", since.toString());
    sealed.ifPresent(digest -> tree.put("sealed", digest.toString()));
    if (begun.isPresent()) {
      tree.put("generation", begun.get().generation());
      tree.put("digest", begun.get().digest().toString());
      AncestryForm.put(begun.get().ancestry(), tree);
    }
    AtomicFiles.replace(machine.resolve(FILE), JsonWriter.write(tree), true);
  }

  /**
   * Wipes the folder, whose parts are unchanged, sealed or saved by now, and removes the record.
   * First the record is made one of a run whose command never began: what an interrupted wiping
   * leaves would be taken for parts that the command changed.
   */
  public void end(Path machine) throws IOException {
    try {
      opening(folder, since).write(machine);
    } catch (IOException e) {
      // A full disk. The parts must not stay in the clear for that.
    }
    RunFolder.at(folder).wipe();
    delete(machine);
  }

  /** Removes the one of a machine's folder. */
  public static void delete(Path machine) throws IOException {
    Patience.SYSTEM.delete(machine.resolve(FILE));
  }
}
