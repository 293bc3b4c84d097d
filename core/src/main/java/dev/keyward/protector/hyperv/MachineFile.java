package dev.keyward.protector.hyperv;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.hvs.HvsException;
import dev.keyward.internal.hvs.HvsFile;
import dev.keyward.internal.hvs.HvsRemark;
import dev.keyward.internal.hvs.HvsSource;
import dev.keyward.text.ForeignText;
import dev.keyward.text.VmName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
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

  private static final String GUEST_STATE = "GUESTRTS";
  private static final int[] GUEST_STATE_AT = {0, 512, 4096};

  /** So often a file is read that another program writes meanwhile. */
  private static final int TRIES = 3;

  private static final int MOST_TEXT = 600;

  /** Copies the collections. */
  public MachineFile {
    stored = List.copyOf(stored);
    remarks = Set.copyOf(remarks);
  }

  /**
   * Whether a file is one of these, whatever its name.
   *
   * @param start its first bytes; 4100 of them are enough
   */
  public static boolean isIn(byte[] start) {
    return HvsFile.isSigned(start);
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
    for (int time = 0; time < TRIES; time++) {
      try {
        HvsFile file = HvsFile.read(source);
        MachineFile machine = new MachineReader(file, likeness).read();
        if (file.isUnchanged()) {
          return machine;
        }
      } catch (HvsException e) {
        if (time == TRIES - 1) {
          throw damaged(e);
        }
      }
    }
    throw new IOException("it changed each time it was read; read a copy of it");
  }

  private static MalformedInputException damaged(HvsException failure) {
    return new MalformedInputException(
        Fault.of(
                "damaged-container",
                ForeignText.ascii(failure.part(), MOST_TEXT),
                ForeignText.ascii(failure.found(), MOST_TEXT),
                failure.expected())
            .withHint("copy the file again, with all other files of its folder"),
        failure);
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

  /** One machine whose values lie in two files: who it is comes from this one. */
  public MachineFile with(MachineFile state) {
    List<StoredProtector> all = new ArrayList<>(stored);
    all.addAll(state.stored);
    Set<HvsRemark> both = EnumSet.noneOf(HvsRemark.class);
    both.addAll(remarks);
    both.addAll(state.remarks);
    return new MachineFile(hasConfiguration, facts, all, both);
  }
}
