package dev.keyward.host;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.io.AtomicOutput;
import dev.keyward.internal.io.KeptFile;
import dev.keyward.internal.json.HostDocument;
import dev.keyward.internal.json.JsonFields;
import dev.keyward.internal.json.JsonWriter;
import dev.keyward.vm.VmHistory;
import dev.keyward.vm.layout.AncestryForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The state of a VM that a host remembers: {@code machine.json}.
 *
 * @param generation of that state
 * @param history of that state; empty in a record of before, which has the number alone
 */
record MachineRecord(long generation, Optional<VmHistory> history) {

  private static final String FILE = "machine.json";
  private static final String NAME = "host-machine";
  private static final int VERSION = 2;
  private static final long MAX_GENERATION = (1L << 53) - 1;
  private static final int DIGEST = 2 * Thumbprint.SIZE;

  static MachineRecord of(VmHistory history) {
    return new MachineRecord(history.generation(), Optional.of(history));
  }

  /** Reads the one of a machine's folder; empty where there is none. */
  static Optional<MachineRecord> read(Path folder) throws KeywardException, IOException {
    Path file = folder.resolve(FILE);
    if (KeptFile.isOther(file)) {
      throw new MalformedInputException(
          Fault.of("bad-record", file.toString(), "a link or a folder", "the record of a machine"));
    }
    try {
      byte[] json = SafeFiles.readAtMost(file, HostDocument.MOST_BYTES);
      HostDocument.Versioned read = HostDocument.read(json, NAME, VERSION, file.toString());
      long generation = read.fields().number("generation", MAX_GENERATION);
      Optional<VmHistory> history =
          read.version() < VERSION
              ? Optional.empty()
              : Optional.of(history(read.fields(), generation));
      read.fields().end();
      return Optional.of(new MachineRecord(generation, history));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static VmHistory history(JsonFields fields, long generation) throws KeywardException {
    Thumbprint digest =
        Thumbprint.find(fields.text("digest", DIGEST))
            .orElseThrow(() -> fields.bad("digest", "not a SHA-256", "64 hexadecimal digits"));
    return new VmHistory(AncestryForm.read(fields), digest, generation);
  }

  /** Puts it in the place of the one of a machine's folder. */
  void write(Path folder) throws IOException {
    try (AtomicOutput output = pending(folder)) {
      output.place();
    }
  }

  /** Writes and syncs it beside the one of a machine's folder, which it replaces when placed. */
  AtomicOutput pending(Path folder) throws IOException {
    AtomicOutput output = AtomicOutput.ownerOnly(place(folder));
    try {
      output.stream().write(encode());
      output.sync();
      return output;
    } catch (IOException e) {
      output.close();
      throw e;
    }
  }

  /** Where the record of a machine's folder goes. */
  private static Path place(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    KeptFile.setAside(file);
    return file;
  }

  private byte[] encode() {
    VmHistory present = history.orElseThrow();
    Map<String, Object> tree = HostDocument.tree(NAME, VERSION);
    tree.put("generation", generation);
    tree.put("digest", present.digest().toString());
    AncestryForm.put(present.ancestry(), tree);
    return JsonWriter.write(tree);
  }

  static void delete(Path folder) throws IOException {
    Files.deleteIfExists(place(folder));
  }

  /** The same or the other, whichever has the higher number. */
  MachineRecord orLater(MachineRecord other) {
    return other.generation > generation ? other : this;
  }
}
