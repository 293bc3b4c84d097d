package dev.keyward.cli.console.passphrase;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import dev.keyward.cli.console.Environment;
import dev.keyward.cli.console.Prompt;
import dev.keyward.file.SafeFiles;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;

/** Gets passphrases from files, environment variables and people; none is ever a new String. */
public final class Passphrases {

  private final Environment environment;

  /** With the files, variables and terminal of {@code environment}. */
  public Passphrases(Environment environment) {
    this.environment = environment;
  }

  /**
   * The first line of a file of at most 4096 bytes.
   *
   * @throws BadPassphraseException code {@code passphrase-file}: too long, or not text
   */
  public Passphrase fromFile(Path file) throws BadPassphraseException, IOException {
    byte[] bytes;
    try (InputStream in = SafeFiles.open(file)) {
      bytes = in.readNBytes(PassphraseText.MAX_BYTES + 1);
    }
    try {
      return PassphraseText.firstLine(bytes, file.toString());
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /**
   * The value of an environment variable.
   *
   * @throws BadPassphraseException code {@code no-passphrase}: it is not set
   */
  public Passphrase fromVariable(String name) throws BadPassphraseException {
    String value = environment.variables().get(name);
    if (value == null) {
      throw new BadPassphraseException(
          Fault.of("no-passphrase", "environment variable " + name, "not set", "the passphrase"));
    }
    return Passphrase.takeFrom(value.toCharArray());
  }

  /**
   * What a person answers to {@code question}.
   *
   * @param hint which options give this passphrase
   * @throws BadPassphraseException code {@code no-passphrase}: there is no terminal to ask on
   */
  public Passphrase ask(String question, String hint) throws BadPassphraseException, IOException {
    Prompt prompt = environment.prompt().orElseThrow(() -> nobodyToAsk(hint));
    char[] answer = prompt.ask(question + ": ");
    if (answer == null) {
      throw nobodyToAsk(hint);
    }
    return Passphrase.takeFrom(answer);
  }

  /**
   * What a person answers twice.
   *
   * @param hint as for {@link #ask}
   * @throws BadPassphraseException code {@code no-passphrase}, or {@code passphrases-differ}
   */
  public Passphrase askTwice(String question, String hint)
      throws BadPassphraseException, IOException {
    Passphrase first = ask(question, hint);
    try (Passphrase second = ask("the same again", hint)) {
      if (first.<Boolean, RuntimeException>lend(
          one -> second.lend(two -> Arrays.equals(one, two)))) {
        return first;
      }
    } catch (BadPassphraseException | IOException e) {
      first.close();
      throw e;
    }
    first.close();
    throw new BadPassphraseException(
        Fault.of("passphrases-differ", "passphrase", "two different ones", "the same twice"));
  }

  private static BadPassphraseException nobodyToAsk(String hint) {
    return new BadPassphraseException(
        Fault.of("no-passphrase", "", "a passphrase is needed and none was given", "")
            .withHint(hint));
  }
}
