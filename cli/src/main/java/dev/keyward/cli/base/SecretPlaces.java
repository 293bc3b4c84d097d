package dev.keyward.cli.base;

import dev.keyward.cli.console.Console;
import dev.keyward.secret.Exposure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Warns, once for each place, of secrets that other accounts can open. */
public final class SecretPlaces implements Exposure.Listener {

  private final Console console;
  private final Set<Exposure> known = new HashSet<>();

  SecretPlaces(Console console) {
    this.console = console;
  }

  /** Looks at a file or folder, or at where it will be made. */
  public void look(Path path) {
    try {
      Exposure.of(path).ifPresent(this::exposed);
    } catch (IOException e) {
      // The command that reads or writes it will say what is wrong.
    }
  }

  @Override
  public synchronized void exposed(Exposure exposure) {
    if (known.add(exposure)) {
      console.warning(
          exposure.path()
              + ": "
              + exposure
                  .account()
                  .map(
                      account ->
                          Text.printable(account)
                              + " can open it; remove this account from its permissions")
                  .orElse(
                      "this file system keeps no permissions, so everybody who has the drive can"
                          + " open it"));
    }
  }
}
