package dev.keyward.protector.hyperv;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.hvs.HvsException;
import dev.keyward.internal.hvs.HvsFile;
import dev.keyward.internal.hvs.HvsKey;
import dev.keyward.internal.hvs.HvsSource;
import dev.keyward.text.VmName;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The virtual machines that a Hyper-V host has registered, as its {@code data.vmcx} lists them.
 * Nothing is signed.
 *
 * @param paths of each machine's configuration on that host, by its GUID without braces in lower
 *     case; as found: hostile, at most 1,024 characters
 */
public record RegisteredMachines(Map<String, String> paths) {

  private static final int MOST_TEXT = 1024;

  /** Copies the map, in its order. */
  public RegisteredMachines {
    paths = Collections.unmodifiableMap(new LinkedHashMap<>(paths));
  }

  /**
   * Reads the file.
   *
   * @param file its bytes
   * @throws MalformedInputException code {@code damaged-container}, or {@code not-registrations}
   *     where it is another file of Hyper-V
   */
  public static RegisteredMachines read(byte[] file) throws KeywardException {
    try {
      return SteadyReading.read(HvsSource.of(file), RegisteredMachines::listed)
          .orElseThrow(RegisteredMachines::other);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
  }

  private static MalformedInputException other() {
    return new MalformedInputException(
        Fault.of(
                "not-registrations",
                "",
                "a file of Hyper-V that lists no VMs of a host",
                "data.vmcx of the host")
            .withHint("it lies in the folder C:\\ProgramData\\Microsoft\\Windows\\Hyper-V"));
  }

  private static Optional<RegisteredMachines> listed(HvsFile file)
      throws HvsException, IOException {
    if (file.root().find("Configurations").isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> paths = new LinkedHashMap<>();
    Optional<HvsKey> machines = file.root().find("Configurations", "VirtualMachines");
    if (machines.isPresent()) {
      for (HvsKey key : machines.get().children()) {
        Optional<String> path = path(key);
        if (path.isPresent() && MachineFacts.isGuid(VmName.bareId(key.name()))) {
          paths.putIfAbsent(id(key.name()), path.get());
        }
      }
    }
    return Optional.of(new RegisteredMachines(paths));
  }

  private static Optional<String> path(HvsKey key) throws HvsException, IOException {
    return key.size() > HvsKey.MOST_BYTES
        ? Optional.empty()
        : key.text().map(text -> text.substring(0, Math.min(text.length(), MOST_TEXT)));
  }

  /** As {@link #paths} names a machine. */
  public static String id(String id) {
    return VmName.bareId(id).toLowerCase(Locale.ROOT);
  }
}
