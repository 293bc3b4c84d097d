package dev.keyward.cli.console.passphrase;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import dev.keyward.cli.args.MaybeSecret;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.console.Environment;
import dev.keyward.cli.console.Prompt;
import dev.keyward.file.SafeFiles;
import dev.keyward.secret.Passphrase;
import dev.keyward.text.RawName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Gets passphrases from files, environment variables and people; none is ever a new String. */
public final class Passphrases {

  /** Any other name that is not set may be the passphrase itself. */
  private static final Pattern VARIABLE = Pattern.compile("[A-Z_][A-Z0-9_]*");

  private final Environment environment;
  private final EarlierForm.Listener listener;

  /** With the files, variables and terminal of {@code environment}. */
  public Passphrases(Environment environment, EarlierForm.Listener listener) {
    this.environment = environment;
    this.listener = listener;
  }

  /**
   * The path of a file with a passphrase.
   *
   * @throws BadPassphraseException code {@code passphrase-not-text}
   * @throws IOException if nothing is there; it may be the passphrase, so it is shortened there
   */
  public Path path(String text) throws BadPassphraseException, IOException, UsageException {
    if (RawName.hasUnreadable(text)) {
      throw new BadPassphraseException(
          Fault.of(
              "passphrase-not-text",
              "the path of a passphrase",
              "bytes that are not text",
              "text"));
    }
    return MaybeSecret.path(environment.workingDirectory(), text);
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
   * The value of an environment variable, without one line end. What is no text is refused where it
   * locks keys.
   *
   * @throws BadPassphraseException code {@code no-passphrase}: it is not set
   */
  public Passphrase fromVariable(String name) throws BadPassphraseException {
    String value = environment.variables().get(name);
    boolean named = value != null || VARIABLE.matcher(name).matches();
    String where = "environment variable " + (named ? name : MaybeSecret.shortened(name));
    if (value == null) {
      throw new BadPassphraseException(
          Fault.of("no-passphrase", where, "not set", "the passphrase"));
    }
    return new PassphraseForms(where, listener).ofVariable(value);
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
    return new PassphraseForms("passphrase", listener).ofPerson(answer);
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
    first.requireReadable();
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
