package dev.keyward.cli.base;

import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.console.CommandLine;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.console.Shell;
import dev.keyward.cli.console.TypedCommand;
import dev.keyward.guardian.trust.GuardianStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which store a command looks at. What {@code KEYWARD_STORE} names outlives the folder in which it
 * was set, so that a folder of strangers that is called alike must never say who is trusted.
 */
final class StoreChoice {

  private static final String HINT = "--store DIR names any folder for one command";

  private StoreChoice() {}

  /** What printed commands are for: the store is in them where one was named and is there. */
  static CommandLine commands(Arguments arguments, Path store) throws UsageException {
    Shell shell = Shell.here();
    if (arguments.declares("shell")) {
      shell = arguments.oneOf("shell", Shell.byCode(), shell);
    }
    return new CommandLine(shell, arguments.value("store").filter(dir -> Files.isDirectory(store)));
  }

  /** Refuses a path that depends on where a command is run, and a folder of another account. */
  static void requireOwn(String variable, Path store) throws UsageException {
    if (!Path.of(variable).isAbsolute()) {
      throw new UsageException(
          "KEYWARD_STORE is \"" + variable + "\", expected an absolute path", HINT);
    }
    Optional<String> other = otherOwner(store);
    if (other.isPresent()) {
      throw new UsageException(
          "KEYWARD_STORE is " + store + ", which is " + other.get() + "'s, expected your own",
          HINT);
    }
  }

  private static Optional<String> otherOwner(Path store) {
    try {
      return GuardianStore.otherOwner(store);
    } catch (IOException e) {
      // The code that reads the store reports what is wrong with it.
      return Optional.empty();
    }
  }

  /** Says, where it is so, that others than the store's owner decide who is trusted. */
  static void warnOfOthers(GuardianStore guardians, Console console) {
    Optional<Path> open;
    try {
      open = guardians.writableByOthers();
    } catch (IOException e) {
      // The code that reads the store reports what is wrong with it.
      return;
    }
    open.ifPresent(
        folder ->
            console.warning(
                folder
                    + ": other users can change which guardians you trust; run "
                    + TypedCommand.in(Shell.POSIX)
                        .words("chmod go-w")
                        .file(folder.toString())
                        .or("chmod go-w DIR")));
  }
}
