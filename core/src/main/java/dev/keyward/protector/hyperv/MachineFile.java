package dev.keyward.protector.hyperv;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.hvs.HvsFile;
import dev.keyward.internal.hvs.HvsRemark;
import dev.keyward.internal.hvs.HvsSource;
import dev.keyward.text.VmName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@code .vmcx} or {@code .vmrs} says of a machine. The names of the keys are public; no
 * public file holds a protector, so this was never tried on the files of a host.
 *
 * @param hasConfiguration whether it holds a configuration; a saved state holds none
 * @param facts who the machine is and what it has
 * @param stored the protectors in it, or what is in their place, at most 18; an empty value and a
 *     frame around nothing are none
 * @param remarks what is wrong with the file although it can be read
 */
public record MachineFile(
    boolean hasConfiguration,
    MachineFacts facts,
    List<StoredProtector> stored,
    Set<HvsRemark> remarks) {

  /** Where Hyper-V keeps the protector that counts. */
  public static final String KEY_PROTECTOR = "/configuration/security/keys/key_protector";

  private static final int START = 1 << 13;
  private static final String GUEST_STATE = "GUESTRTS";
  private static final int[] GUEST_STATE_AT = {0, 512, 4096};

  /** Copies the collections. */
  public MachineFile {
    stored = List.copyOf(stored);
    remarks = Set.copyOf(remarks);
  }

  /**
   * Whether the content of a file is of this kind. The name does not count.
   *
   * @param start its first bytes; 4100 of them are enough
   */
  public static boolean isIn(byte[] start) {
    return HvsFile.isSigned(start);
  }

  /** Whether the content of an open file is of this kind. Its position moves. */
  public static boolean isIn(SeekableByteChannel channel) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(START);
    channel.position(0);
    while (start.hasRemaining() && channel.read(start) >= 0) {
      continue;
    }
    return isIn(Arrays.copyOf(start.array(), start.position()));
  }

  /**
   * Whether a file is the state of a guest: firmware variables and virtual TPM.
   *
   * @param start its first bytes; 4104 of them are enough
   */
  public static boolean isGuestState(byte[] start) {
    byte[] word = GUEST_STATE.getBytes(StandardCharsets.US_ASCII);
    return Arrays.stream(GUEST_STATE_AT)
        .filter(at -> start.length >= at + word.length)
        .anyMatch(at -> Arrays.equals(start, at, at + word.length, word, 0, word.length));
  }

  /**
   * Reads the structures of a file and those values that are needed.
   *
   * @param likeness tells what else in a configuration is a protector
   * @throws MalformedInputException code {@code damaged-container}
   * @throws IOException where it cannot be read, also because it changes all the time
   */
  public static MachineFile read(HvsSource source, Likeness likeness)
      throws KeywardException, IOException {
    return SteadyReading.read(source, file -> new MachineReader(file, likeness).read());
  }

  /**
   * The same, called by its file where the configuration names nobody.
   *
   * @param path the path of the file
   */
  public MachineFile inFile(String path) {
    String name = VmName.last(path);
    int dot = name.lastIndexOf('.');
    String bare = dot > 0 ? name.substring(0, dot) : name;
    return new MachineFile(hasConfiguration, facts.inFile(bare), stored, remarks);
  }

  /**
   * One machine whose values lie in two files: who it is comes from this one, or from the other
   * where this one holds no configuration.
   *
   * @throws MalformedInputException code {@code other-machine} where they are of two machines
   */
  public MachineFile with(MachineFile state) throws MalformedInputException {
    Optional<String> other = state.facts.id();
    if (other.isPresent() && facts.id().filter(id -> !VmName.sameId(id, other.get())).isPresent()) {
      throw new MalformedInputException(
          Fault.of("other-machine", "", "the id of another VM than the configuration has", "one VM")
              .withHint("copy the VM's folder again, and each VM into a folder of its own"));
    }
    List<StoredProtector> all = new ArrayList<>(stored);
    all.addAll(state.stored);
    Set<HvsRemark> both = EnumSet.noneOf(HvsRemark.class);
    both.addAll(remarks);
    both.addAll(state.remarks);
    return hasConfiguration
        ? new MachineFile(true, facts, all, both)
        : new MachineFile(state.hasConfiguration, state.facts, all, both);
  }
}
