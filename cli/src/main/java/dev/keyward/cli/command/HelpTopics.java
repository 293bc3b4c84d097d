package dev.keyward.cli.command;

import dev.keyward.cli.args.GlobalOptions;
import java.util.ArrayList;
import java.util.List;

/** The topics of {@code help} that are no commands. */
final class HelpTopics {

  private static final String EXIT_CODES =
      """
      Exit codes:
        0    done, or the answer is yes
        1    the check was made and the answer is no
        2    wrong usage
        3    the input is refused: malformed, tampered with, unsupported, not the pinned owner,
             or addressed to your key but does not open
        4    trust or access is refused: untrusted, expired, no private key, wrong passphrase or none
        5    files or network failed
        6    there is no protector, or the store that you named does not exist
        7    what you want to create exists already, and Keyward did not change it
        70   a bug in Keyward
        141  the reader of standard output closed it before the end

      If several apply, and at the end of a run over many files, Keyward returns the first one that
      applies in this order: 70, 141, 2, 5, 4, 3, 6, 7, 1, 0.""";

  private HelpTopics() {}

  /** The options that every verb takes, and where passphrases come from. */
  static List<String> options() {
    List<String> lines = new ArrayList<>();
    lines.add("Every command takes these options. They may stand anywhere, also before the noun.");
    HelpText.addOptions("options", GlobalOptions.all(), lines);
    lines.add("");
    lines.add(
        "Without --passphrase-file and --passphrase-env, Keyward asks for the passphrase on a");
    lines.add(
        "terminal, and ends with exit code 4 where there is no terminal. It prints no colours,");
    lines.add(
        "so NO_COLOR changes nothing. A dash stands for standard input, of at most 64 MiB, or for");
    lines.add("standard output. JSON on standard output is ASCII; files are UTF-8.");
    return lines;
  }

  /** What the exit codes mean. */
  static List<String> exitCodes() {
    return EXIT_CODES.lines().toList();
  }
}
