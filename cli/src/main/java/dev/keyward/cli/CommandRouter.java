package dev.keyward.cli;

import dev.keyward.cli.console.Environment;

/** Stub. */
final class CommandRouter {

  CommandRouter(Environment environment) {}

  ExitCode run(String[] args) {
    return ExitCode.DONE;
  }
}
