package dev.keyward.cli.args;

import java.util.List;

/** The options that every verb takes and that may stand anywhere, also before the noun. */
public final class GlobalOptions {

  private static final List<OptionSpec> ALL =
      List.of(
          OptionSpec.value("output", "text|json", "the form of results and errors (text)"),
          OptionSpec.flag("quiet", "print no notes and no progress bar"),
          OptionSpec.flag("verbose", "print more detail, and the stack trace of an error"),
          OptionSpec.value(
              "store",
              "DIR",
              "the guardian store (KEYWARD_STORE, else .keyward in the home folder)"),
          OptionSpec.value(
              "now", "INSTANT", "the time to use instead of now, such as 2026-01-31T12:00:00Z"),
          OptionSpec.value(
              "passphrase-file", "FILE", "the file whose first line unlocks the guardian keys"),
          OptionSpec.value("passphrase-env", "VAR", "the environment variable that unlocks them"),
          OptionSpec.flag("help", "explain the command"),
          OptionSpec.flag(
              "version", "print the version; with --verbose also what Keyward runs on"));

  private GlobalOptions() {}

  /** All of them, in the order of the help. */
  public static List<OptionSpec> all() {
    return ALL;
  }
}
