package dev.keyward.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Commands with the tokens of a {@link SoftToken}, all in one other process, which logs in once.
 * Test-only.
 */
final class TokenCommands implements AutoCloseable {

  private final SoftToken token;
  private final CommandsInOrder commands;

  private TokenCommands(SoftToken token, CommandsInOrder commands) {
    this.token = token;
    this.commands = commands;
  }

  static TokenCommands of(SoftToken token) throws IOException {
    return new TokenCommands(
        token, CommandsInOrder.start(token.folder(), token.variables(Map.of())));
  }

  /** Runs Keyward with the PIN. */
  Spawned.Ended keyward(String... words) throws IOException {
    return withPin(SoftToken.PIN, words);
  }

  /** Runs Keyward with another PIN or passphrase. */
  Spawned.Ended withPin(String pin, String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--passphrase-env", "PIN"));
    return commands.run(token.variables(Map.of("PIN", pin)), all.toArray(String[]::new));
  }

  /** Runs Keyward without any PIN. */
  Spawned.Ended withoutPin(String... words) throws IOException {
    return commands.run(token.variables(Map.of()), words);
  }

  /** The tokens, and processes with one command each. */
  SoftToken token() {
    return token;
  }

  /** A process of Keyward that goes on running, such as a service. */
  ProcessBuilder process(String... words) {
    return Spawned.process(FewRounds.class.getName(), folder(), token.variables(Map.of()), words);
  }

  Path folder() {
    return token.folder();
  }

  @Override
  public void close() {
    commands.close();
  }
}
