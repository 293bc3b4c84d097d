package dev.keyward.cli.args;

import java.util.List;

/** The options that every verb takes and that may stand anywhere, also before the noun. */
public final class GlobalOptions {

  private static final List<OptionSpec> ALL =
      List.of(
          OptionSpec.value("output", "text|json", "how results and errors are written (text)"),
          OptionSpec.flag("quiet", "no notes and no progress"),
          OptionSpec.flag("verbose", "more detail; the stack trace of an error"),
          OptionSpec.value(
              "store", "DIR", "the guardian store (KEYWARD_STORE, else .keyward in the home)"),
          OptionSpec.value("now", "INSTANT", "the time to judge by, such as 2026-01-31T12:00:00Z"),
          OptionSpec.value("passphrase-file", "FILE", "the first line unlocks the guardian keys"),
          OptionSpec.value("passphrase-env", "VAR", "the environment variable that unlocks them"),
          OptionSpec.flag("help", "how the command is used"),
          OptionSpec.flag("version", "the version; with --verbose also what it runs on"));

  private GlobalOptions() {}

  /** All of them, in the order of the help. */
  public static List<OptionSpec> all() {
    return ALL;
  }
}
