package dev.keyward.cli.console.passphrase;

import dev.keyward.cli.console.Console;
import java.util.EnumSet;
import java.util.Set;

/** Warns, once for each form, of keys that are locked with less than the passphrase. */
public final class EarlierForms implements EarlierForm.Listener {

  private final Console console;
  private final Set<EarlierForm> known = EnumSet.noneOf(EarlierForm.class);

  /** Warns on that console. */
  public EarlierForms(Console console) {
    this.console = console;
  }

  @Override
  public synchronized void opened(EarlierForm form, String source) {
    if (known.add(form)) {
      console.warning(source + ": " + warning(form));
      console.hint(
          "run guardian change-passphrase, or hgs change-passphrase for a service: it locks the"
              + " keys with exactly the passphrase that you give, which may be the same one again");
    }
  }

  private static String warning(EarlierForm form) {
    String misread =
        "an earlier keyward, in a locale without UTF-8, read every byte beyond ASCII as the same"
            + " character when it locked these keys, so ";
    return switch (form) {
      case LINE_END ->
          "an earlier keyward locked these keys with the line end as part of the" + " passphrase";
      case SOME_BYTES_ALIKE ->
          misread
              + "any passphrase with the same ASCII characters and as many other bytes opens them";
      case ALL_BYTES_ALIKE ->
          misread
              + "nothing but its length protects them: any passphrase of as many such bytes opens"
              + " them";
    };
  }
}
