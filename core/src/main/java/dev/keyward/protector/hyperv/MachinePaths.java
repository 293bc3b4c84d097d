package dev.keyward.protector.hyperv;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The names of a machine's two files: {@code GUID.vmcx} holds its configuration, and {@code
 * GUID.vmrs} beside it what it has while it runs.
 */
public final class MachinePaths {

  private MachinePaths() {}

  /** Whether a name says that the file holds the configuration of a machine. */
  public static boolean isConfiguration(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".vmcx");
  }

  /** Whether a name says that the file holds what a machine has while it runs. */
  public static boolean isRuntimeState(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".vmrs");
  }

  /** The configuration beside a runtime state. */
  public static Path configurationOf(Path state) {
    return withEnding(state, state.toString().endsWith("S") ? "VMCX" : "vmcx");
  }

  /** The runtime state beside a configuration. */
  public static Path stateOf(Path configuration) {
    return withEnding(configuration, configuration.toString().endsWith("X") ? "VMRS" : "vmrs");
  }

  /** The other file of a machine; empty where the name is neither of both. */
  public static Optional<Path> other(Path file) {
    String name = String.valueOf(file.getFileName());
    if (isConfiguration(name)) {
      return Optional.of(stateOf(file));
    }
    return isRuntimeState(name) ? Optional.of(configurationOf(file)) : Optional.empty();
  }

  private static Path withEnding(Path file, String ending) {
    String name = file.getFileName().toString();
    return file.resolveSibling(name.substring(0, name.length() - ending.length()) + ending);
  }
}
