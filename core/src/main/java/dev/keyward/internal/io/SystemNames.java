package dev.keyward.internal.io;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names that some systems do not take for a file of that name. They are refused on every system, so
 * that a store or a folder can be moved to another one.
 */
public final class SystemNames {

  private static final Pattern DEVICE =
      Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?", Pattern.CASE_INSENSITIVE);

  private SystemNames() {}

  /** The rule that {@code name} breaks, as what is expected instead; empty where it breaks none. */
  public static Optional<String> brokenRule(String name) {
    if (DEVICE.matcher(name).matches()) {
      return Optional.of(
          "a name that is not a device of Windows: not con, prn, aux, nul, com0 to com9 or lpt0 to"
              + " lpt9, with or without an ending");
    }
    return name.endsWith(".")
        ? Optional.of("a name without a dot at the end, which Windows leaves out")
        : Optional.empty();
  }
}
