package dev.keyward.cli;

import dev.keyward.cli.console.Environment;
import java.util.List;

/** The entrance. */
public final class Main {

  private Main() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    String[] words = Environment.systemWords(args).toArray(String[]::new);
    System.exit(run(words, Environment.system()));
  }

  /** Runs the command inside this process; returns the number of its exit code. */
  public static int run(String[] args, Environment environment) {
    return new CommandRouter(environment).run(List.of(args)).number();
  }
}
