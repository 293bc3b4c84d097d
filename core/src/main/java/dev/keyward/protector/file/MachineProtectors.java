package dev.keyward.protector.file;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.NoProtectorException;
import dev.keyward.finding.VmFacts;
import dev.keyward.internal.hvs.HvsRemark;
import dev.keyward.internal.hvs.HvsSource;
import dev.keyward.protector.form.ByteText;
import dev.keyward.protector.form.Frame;
import dev.keyward.protector.form.TextShape;
import dev.keyward.protector.hyperv.MachineFacts;
import dev.keyward.protector.hyperv.MachineFile;
import dev.keyward.protector.hyperv.SteadyFile;
import dev.keyward.protector.hyperv.StoredProtector;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The protectors in Hyper-V's own files, {@code .vmcx} and {@code .vmrs}, as those of an export.
 */
public final class MachineProtectors {

  private static final String ROOT = "Protector";
  private static final int BEFORE_DOCUMENT = 5;

  private final MachineFile machine;
  private final boolean withBothFiles;

  private MachineProtectors(MachineFile machine, boolean withBothFiles) {
    this.machine = machine;
    this.withBothFiles = withBothFiles;
  }

  private MachineProtectors(MachineFile machine) {
    this(machine, false);
  }

  /** The same, where both files of the machine were read. */
  MachineProtectors withBothFiles() {
    return new MachineProtectors(machine, true);
  }

  /**
   * Reads one of these files from memory.
   *
   * @throws KeywardException where its structures are damaged, or larger than their bounds
   */
  public static MachineProtectors read(byte[] content) throws KeywardException, IOException {
    return read(HvsSource.of(content));
  }

  /**
   * Reads one of these files that is open, and only the parts that are needed.
   *
   * @param path its path, whose time of change tells whether somebody writes it
   * @throws IOException where it cannot be read, also because it changes all the time
   */
  public static MachineProtectors read(SeekableByteChannel channel, Path path)
      throws KeywardException, IOException {
    return SteadyFile.steady(path, () -> read(HvsSource.of(channel)));
  }

  private static MachineProtectors read(HvsSource source) throws KeywardException, IOException {
    return new MachineProtectors(MachineFile.read(source, MachineProtectors::begins));
  }

  /**
   * The same protectors. The machine gets the name of its file if the configuration has no name.
   *
   * @param path the path of the file
   */
  public MachineProtectors inFile(String path) {
    return new MachineProtectors(machine.inFile(path));
  }

  /**
   * One machine whose values are in two files: who it is comes from this one, or from the other
   * where this one holds no configuration.
   *
   * @throws MalformedInputException code {@code other-machine} where they are of two machines
   */
  public MachineProtectors with(MachineProtectors state) throws MalformedInputException {
    return new MachineProtectors(machine.with(state.machine));
  }

  /** Whether there is a configuration; a saved state has none. */
  public boolean hasConfiguration() {
    return machine.hasConfiguration();
  }

  /**
   * Refuses a file without a configuration, such as a saved state.
   *
   * @throws MalformedInputException code {@code not-a-protector}
   */
  public void requireConfiguration() throws MalformedInputException {
    if (!hasConfiguration()) {
      throw new MalformedInputException(
          Fault.of(
                  "not-a-protector",
                  "",
                  "a file of Hyper-V without the configuration of a VM, such as a saved state",
                  "a file with a configuration")
              .withHint("give GUID.vmcx, or GUID.vmrs where the protector is in there"));
    }
  }

  /** Whether the configuration says that the machine has a virtual TPM. */
  public boolean hasTpm() {
    return machine.facts().settings().tpm().orElse(false);
  }

  /** Whether nothing is in the place of a protector. */
  public boolean isEmpty() {
    return machine.stored().isEmpty();
  }

  /** Whether the log of changes has a fault, so that none of them was applied. */
  public boolean hasUnsavedChanges() {
    return machine.remarks().contains(HvsRemark.UNSAVED_CHANGES);
  }

  /** Whether one of the two headers is damaged. */
  public boolean hasDamagedHeader() {
    return machine.remarks().contains(HvsRemark.HEADER_COPY_DAMAGED);
  }

  /** Gives the protectors of a file as those of an export are given. */
  FileReading give(ExportCollector.Receiver receiver) throws KeywardException, IOException {
    requireConfiguration();
    List<EncodedProtector> protectors = protectors();
    for (EncodedProtector protector : protectors) {
      receiver.receive(protector, Optional.empty());
    }
    return new FileReading.Protectors(protectors.size());
  }

  /** A protector for each place that holds one; one that says that there is none, without any. */
  public List<EncodedProtector> protectors() {
    List<EncodedProtector> protectors = new ArrayList<>();
    for (StoredProtector stored : machine.stored()) {
      boolean last = stored.role() == StoredProtector.Role.LAST_KNOWN_GOOD;
      VmLabel label = label(last, Optional.of(stored.key()));
      protectors.add(new EncodedProtector(protectors.size(), label, content(stored)));
    }
    if (protectors.isEmpty()) {
      EncodedProtector.Content none = EncodedProtector.Content.failed(none());
      protectors.add(new EncodedProtector(0, label(false, Optional.empty()), none));
    }
    return protectors;
  }

  /** A machine with a TPM has a protector, perhaps in its other file. */
  private NoProtectorException none() {
    if (!hasTpm()) {
      return Frame.none();
    }
    Fault fault =
        withBothFiles
            ? Fault.of("no-protector", "", "a virtual TPM, and no protector in both files", "")
                .withHint("look at the VM on its host with Get-VMKeyProtector and Get-VMSecurity")
            : Fault.of("no-protector", "", "a virtual TPM, and no protector in this file", "")
                .withHint("Hyper-V may keep it in GUID.vmrs: copy that file beside this one");
    return new NoProtectorException(fault);
  }

  private VmLabel label(boolean last, Optional<String> key) {
    MachineFacts.Settings settings = machine.facts().settings();
    VmFacts facts =
        VmFacts.of(settings.tpm(), new VmFacts.Files(settings.shielding(), lastKnownGood()));
    return new VmLabel(
        machine.facts().shownName(), machine.facts().id(), Optional.empty(), last, facts, key);
  }

  private VmFacts.LastKnownGood lastKnownGood() {
    Optional<StoredProtector> last = first(StoredProtector.Role.LAST_KNOWN_GOOD);
    if (last.isEmpty()) {
      return VmFacts.LastKnownGood.NONE;
    }
    Optional<byte[]> current = first(StoredProtector.Role.CURRENT).flatMap(StoredProtector::bytes);
    boolean same =
        current.isPresent()
            && last.get().bytes().filter(all -> Arrays.equals(all, current.get())).isPresent();
    return same ? VmFacts.LastKnownGood.SAME : VmFacts.LastKnownGood.OTHER;
  }

  private Optional<StoredProtector> first(StoredProtector.Role role) {
    return machine.stored().stream().filter(stored -> stored.role() == role).findFirst();
  }

  private static EncodedProtector.Content content(StoredProtector stored) {
    if (stored.bytes().isEmpty()) {
      return EncodedProtector.Content.failed(
          new MalformedInputException(
              Fault.of("too-large", "", "more than 1 MiB", "a key protector")));
    }
    byte[] value = stored.bytes().get();
    try {
      ProtectorEncoding encoding = Detection.of(value);
      return encoding.holdsMany()
          ? EncodedProtector.Content.failed(other(encoding))
          : EncodedProtector.Content.unframed(SingleText.decoded(encoding, value));
    } catch (MalformedInputException e) {
      return EncodedProtector.Content.failed(e);
    }
  }

  private static MalformedInputException other(ProtectorEncoding encoding) {
    return new MalformedInputException(
        Fault.of("not-a-protector", "", "a text of the kind " + encoding.code(), "one protector"));
  }

  private static boolean begins(byte[] start, long size) {
    try {
      return switch (Detection.of(start)) {
        case FRAMED -> Frame.size(start) == size && isDocument(start);
        case XML -> isRoot(start);
        case BYTES -> isLike(numbers(start));
        case BASE64 -> isLike(base64(start));
        default -> false;
      };
    } catch (MalformedInputException | IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isLike(byte[] decoded) {
    return decoded.length > BEFORE_DOCUMENT
        && (Frame.isFramed(decoded) ? isDocument(decoded) : isRoot(decoded));
  }

  /** A document behind a frame begins with a tag or a byte order mark. */
  private static boolean isDocument(byte[] framed) {
    return framed.length > BEFORE_DOCUMENT
        && Frame.size(framed) <= Frame.MOST_BYTES
        && (framed[Frame.SIZE] == '<' || framed[Frame.SIZE] < 0);
  }

  private static boolean isRoot(byte[] start) {
    return Detection.root(TextShape.of(start).decodeStart(start)).filter(ROOT::equals).isPresent();
  }

  /** The bytes of a text that may be cut within its last number. */
  private static byte[] numbers(byte[] start) throws MalformedInputException {
    String text = TextShape.of(start).decodeStart(start);
    int end = text.length();
    while (end > 0 && Character.isLetterOrDigit(text.charAt(end - 1))) {
      end--;
    }
    return ByteText.parse(
            end == 0 ? text.substring(0, text.length() / 2 * 2) : text.substring(0, end))
        .content();
  }

  private static byte[] base64(byte[] start) {
    byte[] digits = new byte[start.length];
    int count = 0;
    for (byte each : start) {
      if (!Character.isWhitespace(each)) {
        digits[count++] = each;
      }
    }
    return Base64.getDecoder().decode(Arrays.copyOf(digits, count / 4 * 4));
  }
}
