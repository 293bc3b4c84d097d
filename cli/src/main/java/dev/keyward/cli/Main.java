package dev.keyward.cli;

import dev.keyward.cli.console.Environment;
import java.util.List;
import java.util.Locale;
import java.util.SimpleTimeZone;
import java.util.TimeZone;

/** The entrance. */
public final class Main {

  private Main() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    // Nothing that is printed depends on where the user lives, in libraries and in Java itself too.
    Locale.setDefault(Locale.ROOT);
    // Java has this zone too, but reads its table of all zones for it, in milliseconds.
    TimeZone.setDefault(new SimpleTimeZone(0, "UTC"));
    System.exit(run(Environment.systemWords(args), Environment.system()));
  }

  /** Runs the command inside this process; returns the number of its exit code. */
  public static int run(String[] args, Environment environment) {
    return new CommandRouter(environment).run(List.of(args));
  }
}
