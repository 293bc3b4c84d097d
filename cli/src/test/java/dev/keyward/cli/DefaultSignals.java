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

  /** Asked once: a program env that is not GNU's may not know the option. */
  private static final boolean KNOWN = !OS.WINDOWS.isCurrentOs() && runsTheProgramTrue();

  private DefaultSignals() {}

  /** Puts env before the command where env can do that. The process keeps its number. */
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
