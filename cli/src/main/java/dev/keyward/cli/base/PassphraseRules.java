package dev.keyward.cli.base;

import dev.keyward.BadPassphraseException;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.console.Shell;
import dev.keyward.cli.console.TypedCommand;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * What is said of a passphrase: an empty one is refused for new keys and draws a warning where it
 * opens old ones; so does a short one for new keys, and a file that others may read.
 */
record PassphraseRules(Console console, SecretPlaces secrets) {

  private static final int SHORT = 12;
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

  /** Keys are to be locked with it. */
  void forNewKeys(Passphrase passphrase, String place) throws BadPassphraseException {
    requireForNewKeys(passphrase, place);
    int length =
        passphrase.lend(characters -> Character.codePointCount(characters, 0, characters.length));
    if (length < SHORT) {
      console.warning(
          "the passphrase has fewer than "
              + SHORT
              + " characters: anyone who gets the key files may guess it");
    }
  }

  /** Keys that it opened are to be locked with it once more. */
  void requireForNewKeys(Passphrase passphrase, String place) throws BadPassphraseException {
    passphrase.requireReadable();
    try {
      passphrase.requireForNewKeys();
    } catch (BadPassphraseException e) {
      throw e.within(place);
    }
  }

  /** It opens keys that are there. */
  void forOpening(Passphrase passphrase) {
    if (passphrase.isEmpty()) {
      console.warning(
          "the passphrase is empty, so it protects no key; set a new one with guardian"
              + " change-passphrase or hgs change-passphrase");
    }
  }

  /** It comes from this file. */
  void ofFile(Path file) throws IOException {
    if (Files.isRegularFile(file)) {
      secrets.look(file);
    }
    if (isReadableByOthers(file)) {
      TypedCommand typed = TypedCommand.in(Shell.POSIX).words("chmod go-r").file(file.toString());
      console.warning(
          file + ": other users can read the passphrase; run " + typed.or("chmod go-r FILE"));
    }
  }

  private static boolean isReadableByOthers(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    return view != null
        && Files.isRegularFile(file)
        && view.readAttributes().permissions().stream().anyMatch(OTHERS::contains);
  }

  /** Where a passphrase comes from, as an error names it. */
  static String place(Optional<String> file, Optional<String> variable) {
    return file.map(name -> "first line of " + name)
        .or(() -> variable.map(name -> "environment variable " + name))
        .orElse("passphrase");
  }

  /** Refuses a passphrase that is given in two ways. */
  static void refuseBoth(String what, Optional<String> file, Optional<String> variable)
      throws UsageException {
    if (file.isPresent() && variable.isPresent()) {
      throw new UsageException("both --" + what + "-file and --" + what + "-env are given");
    }
  }
}
