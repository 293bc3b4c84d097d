package dev.keyward.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.condition.OS;

/**
 * Gives processes back the signals that the process of the tests ignores, as it does under {@code
 * nohup} or in the background of a script. A child inherits an ignored signal, and Java installs no
 * handler for one. Test-only.
 */
final class DefaultSignals {

  private static final List<String> ENV = List.of("env", "--default-signal=HUP,INT");

  /** Found out once: other programs of that name than GNU's do not know the option. */
  private static final boolean KNOWN = !OS.WINDOWS.isCurrentOs() && runsTheProgramTrue();

  private DefaultSignals() {}

  /** Behind env, which becomes the program, where env can do that; otherwise as it is. */
  static List<String> command(List<String> words) {
    List<String> command = new ArrayList<>(KNOWN ? ENV : List.of());
    command.addAll(words);
    return command;
  }

  private static boolean runsTheProgramTrue() {
    List<String> command = new ArrayList<>(ENV);
    command.add("true");
    try {
      return new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
