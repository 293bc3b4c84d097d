package dev.keyward.cli.base;

import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.PathText;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.console.CommandLine;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.console.Environment;
import dev.keyward.cli.console.Shell;
import dev.keyward.cli.console.TypedCommand;
import dev.keyward.crypto.Tools;
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
  private static final String NAMED_HINT =
      "type --store DIR or set KEYWARD_STORE; --store none runs the command without a store";
  private static final String VARIABLE = "KEYWARD_STORE";

  /** The value that means: no store at all. */
  private static final String NONE = "none";

  /** How the store was chosen. */
  private enum Kind {
    /** An option or a variable names it. */
    NAMED,
    /** Nothing names it, so it is the one in the home. */
    USUAL,
    /** The command uses no store. */
    NONE,
    /** Nothing names it, and there is no home. */
    UNKNOWN
  }

  private final Kind kind;
  private final Path folder;
  private boolean lookedAt;
  private Optional<Path> missing = Optional.empty();

  private StoreChoice(Kind kind, Path folder) {
    this.kind = kind;
    this.folder = folder;
  }

  /** The store that {@code --store} names, else {@code KEYWARD_STORE}, else that in the home. */
  static StoreChoice of(Arguments arguments, Environment environment) throws UsageException {
    String variable = environment.variables().getOrDefault(VARIABLE, "");
    if (arguments.has("store") ? isNone(arguments.value("store").get()) : isNone(variable)) {
      return new StoreChoice(Kind.NONE, Path.of(NONE));
    }
    Optional<Path> chosen = arguments.path("store");
    if (chosen.isPresent()) {
      return new StoreChoice(Kind.NAMED, chosen.get());
    }
    if (!variable.isEmpty()) {
      Path named = PathText.resolve(environment.workingDirectory(), VARIABLE, variable);
      requireOwn(variable, named);
      return new StoreChoice(Kind.NAMED, named);
    }
    return usual(environment);
  }

  private static boolean isNone(String text) {
    return text.equals(NONE);
  }

  /** A home counts only if it is known and does not depend on where a command is run. */
  private static StoreChoice usual(Environment environment) throws UsageException {
    String variable = environment.variables().getOrDefault("HOME", "");
    Path home =
        variable.isEmpty() ? environment.home() : PathText.resolve(Path.of(""), "HOME", variable);
    return new StoreChoice(home.isAbsolute() ? Kind.USUAL : Kind.UNKNOWN, home.resolve(".keyward"));
  }

  /** The folder; empty where there is no store, and no home. */
  Optional<Path> own() {
    return kind == Kind.NAMED || kind == Kind.USUAL ? Optional.of(folder) : Optional.empty();
  }

  /**
   * The folder; it need not exist.
   *
   * @throws UsageException where no store is named and there is no home
   */
  Path folder() throws UsageException {
    if (kind == Kind.UNKNOWN) {
      throw new UsageException(
          "you named no store, and there is no home folder for the default store", NAMED_HINT);
    }
    return folder;
  }

  /** The guardians in the store. The console says so if a store was named and does not exist. */
  GuardianStore open(Session session) throws UsageException {
    GuardianStore guardians = warned(session);
    // A folder without guardians may be the place of a disk that is not mounted.
    if (kind == Kind.NAMED && missing.isEmpty() && Files.notExists(folder.resolve("guardians"))) {
      missing = Optional.of(folder);
      session.console().warning(folder + ": there is no guardian store, so no guardian is known");
    }
    return guardians;
  }

  /** The guardians in the store, for a command that makes the store if it does not exist. */
  GuardianStore toFill(Session session) throws UsageException {
    if (kind == Kind.NONE) {
      throw new UsageException(
          "--store none means no store, expected a folder for the guardian", HINT);
    }
    Path home = folder().getParent();
    if (kind == Kind.USUAL && home != null && !Files.isDirectory(home)) {
      throw new UsageException(
          "you named no store, and there is no home folder " + home, NAMED_HINT);
    }
    return warned(session);
  }

  private GuardianStore warned(Session session) throws UsageException {
    requireFolder();
    Tools tools = session.tools();
    GuardianStore guardians =
        kind == Kind.NONE ? GuardianStore.none(tools) : GuardianStore.at(folder(), tools);
    if (!lookedAt) {
      lookedAt = true;
      session.secrets().look(folder);
      warnOfOthers(guardians, session.console());
    }
    return guardians.telling(session.secrets());
  }

  /** Otherwise the error would name a folder in the file, which nobody typed. */
  private void requireFolder() throws UsageException {
    if (kind != Kind.NONE && Files.isRegularFile(folder)) {
      throw new UsageException(
          "the store " + folder + " is a file, expected the folder of a guardian store",
          NAMED_HINT);
    }
  }

  /** The named folder, if a command looked for names there and it is not a store. */
  Optional<Path> missing() {
    return missing;
  }

  /** What printed commands are for: the store is in them where one was named and is there. */
  CommandLine commands(Arguments arguments) throws UsageException {
    Shell shell = Shell.here();
    if (arguments.declares("shell")) {
      shell = arguments.oneOf("shell", Shell.byCode(), shell);
    }
    return new CommandLine(
        shell,
        arguments.value("store").filter(dir -> kind == Kind.NAMED && Files.isDirectory(folder)));
  }

  /** Refuses a path that depends on where a command is run, and a folder of another account. */
  private static void requireOwn(String variable, Path store) throws UsageException {
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
  private static void warnOfOthers(GuardianStore guardians, Console console) {
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
