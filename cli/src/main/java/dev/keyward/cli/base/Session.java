package dev.keyward.cli.base;

import dev.keyward.BadPassphraseException;
import dev.keyward.KeywardException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.PathText;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.console.Environment;
import dev.keyward.cli.console.StoreGaps;
import dev.keyward.cli.console.passphrase.EarlierForms;
import dev.keyward.cli.console.passphrase.Passphrases;
import dev.keyward.crypto.KeyReference;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Tools;
import dev.keyward.crypto.outside.KeyProviders;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one run of a command has at hand: the console, the store, the time, randomness and the
 * passphrase. What it handed out is wiped when it is closed.
 */
public final class Session implements AutoCloseable {

  private final Environment environment;
  private final Arguments arguments;
  private final Console console;
  private final Passphrases passphrases;
  private final PassphraseRules rules;
  private final SecretPlaces secrets;
  private final StoreDamage damage;
  private final SecretUse use = new SecretUse();
  private final Optional<Instant> fixedTime;
  private final Instant began;
  private final StoreChoice store;
  private final List<Passphrase> given = new ArrayList<>();
  private final Map<String, Passphrase> read = new HashMap<>();
  private Optional<Passphrase> own = Optional.empty();

  /** For the global options in {@code arguments}, whose values are checked here. */
  public Session(Environment environment, Arguments arguments, Console console)
      throws UsageException {
    this.environment = environment;
    this.began = environment.clock().instant();
    this.arguments = arguments;
    this.console = console;
    this.secrets = new SecretPlaces(console);
    this.damage = new StoreDamage(console);
    this.rules = new PassphraseRules(console, secrets);
    this.passphrases = new Passphrases(environment, new EarlierForms(console));
    this.fixedTime = Options.now(arguments);
    this.store = StoreChoice.of(arguments, environment);
    console.commandsFor(store.commands(arguments));
    PassphraseRules.refuseBoth(
        "passphrase", arguments.value("passphrase-file"), arguments.value("passphrase-env"));
  }

  /** Where everything is said. */
  public Console console() {
    return console;
  }

  /**
   * The folder of the guardian store; it need not exist.
   *
   * @throws UsageException where no store is named and there is no home
   */
  public Path store() throws UsageException {
    return store.folder();
  }

  /** The folder of the guardian store; empty if the command uses none, or there is no home. */
  public Optional<Path> ownStore() {
    return store.own();
  }

  /** Which store it is. */
  StoreChoice chosenStore() {
    return store;
  }

  /** The named store, if a command looked for names there and it does not exist. */
  public Optional<Path> missingStore() {
    return store.missing();
  }

  /** What a result must say of the store. */
  public StoreGaps storeGaps() {
    return new StoreGaps(missingStore().map(Path::toString), damage.names());
  }

  /** What warns of secrets that other accounts can open. */
  public SecretPlaces secrets() {
    return secrets;
  }

  /** What warns of entries of the store that cannot be read. */
  StoreDamage damage() {
    return damage;
  }

  /** What this machine calls itself, for the names in certificates. */
  public String hostName() {
    return environment.hostName();
  }

  /** The time to judge by: {@code --now}, or the clock's. */
  public Instant now() {
    return fixedTime.orElseGet(environment.clock()::instant);
  }

  /** Whether {@code --now} says the time. */
  boolean isTimeGiven() {
    return fixedTime.isPresent();
  }

  /** When the command began, by the clock of the system, also with {@code --now}. */
  public Instant began() {
    return began;
  }

  /** What work with a few keys needs: the JDK's engine and the time of {@link #now}. */
  public Tools tools() {
    return new Tools(RsaEngine.jdk(), random(), this::now);
  }

  /** The source of all keys. */
  public SecureRandom random() {
    return environment.random();
  }

  /** The environment variables, the clock and what else a command meets outside itself. */
  public Environment environment() {
    return environment;
  }

  /** {@code text} as a path, seen from the working directory. */
  public Path path(String text) throws UsageException {
    return PathText.resolve(environment.workingDirectory(), "\"" + text + "\"", text);
  }

  /**
   * The passphrase of the guardian keys: from {@code --passphrase-file}, {@code --passphrase-env}
   * or a person, got once and the session's to wipe.
   *
   * @throws BadPassphraseException code {@code no-passphrase}: none was given, nobody can be asked
   */
  public Passphrase passphrase() throws BadPassphraseException, IOException, UsageException {
    return own(List.of());
  }

  private Passphrase own(List<KeyReference> references)
      throws BadPassphraseException, IOException, UsageException {
    use.add(references);
    if (own.isEmpty()) {
      own = Optional.of(keep(obtain(false)));
      rules.forOpening(own.get());
    }
    return own.get();
  }

  /**
   * The same, or nothing, for keys at these places outside; none is there for keys in the store.
   */
  public Passphrase passphrase(List<KeyReference> references)
      throws KeywardException, IOException, UsageException {
    return KeyProviders.installed().asksForPin(references) ? own(references) : Passphrase.none();
  }

  /**
   * The same for keys that are new: a person is asked twice.
   *
   * @throws BadPassphraseException also with code {@code empty-passphrase}
   */
  public Passphrase newPassphrase() throws BadPassphraseException, IOException, UsageException {
    use.add(List.of());
    if (own.isEmpty()) {
      own = Optional.of(keep(obtain(true)));
      rules.forNewKeys(own.get(), place("passphrase"));
    }
    return own.get();
  }

  /**
   * The same for keys that are to be locked with it once more, as new files or beside new keys.
   *
   * @throws BadPassphraseException also with code {@code empty-passphrase}
   */
  public Passphrase lockingPassphrase(List<KeyReference> references)
      throws KeywardException, IOException, UsageException {
    Passphrase passphrase = passphrase(references);
    if (references.isEmpty()) {
      rules.requireForNewKeys(passphrase, place("passphrase"));
    }
    return passphrase;
  }

  /**
   * What replaces the passphrase, from {@code --new-passphrase-file}, {@code --new-passphrase-env}
   * or a person, who is asked twice. The session's to wipe.
   *
   * @throws BadPassphraseException also with code {@code empty-passphrase}
   */
  public Passphrase replacingPassphrase()
      throws BadPassphraseException, IOException, UsageException {
    Optional<String> file = arguments.value("new-passphrase-file");
    Optional<String> variable = arguments.value("new-passphrase-env");
    PassphraseRules.refuseBoth("new-passphrase", file, variable);
    Optional<Passphrase> found = given(file, variable);
    Passphrase passphrase =
        keep(
            found.isPresent()
                ? found.get()
                : passphrases.askTwice("new passphrase", hint("new-passphrase")));
    rules.forNewKeys(passphrase, place("new-passphrase"));
    return passphrase;
  }

  private String place(String option) {
    return PassphraseRules.place(
        arguments.value(option + "-file"), arguments.value(option + "-env"));
  }

  /**
   * A passphrase of something else, such as a file that is imported, from the values of two
   * options; where neither is given a person is asked. The session's to wipe.
   *
   * @param option the start of both options, such as {@code key-passphrase}: with {@code -file} it
   *     names a file whose first line is the passphrase, with {@code -env} a variable
   */
  public Passphrase passphraseFrom(String option)
      throws BadPassphraseException, IOException, UsageException {
    Optional<String> file = arguments.value(option + "-file");
    Optional<String> variable = arguments.value(option + "-env");
    PassphraseRules.refuseBoth(option, file, variable);
    if (file.isEmpty() && variable.isEmpty()) {
      // Each of several files may have another one, so a person is asked for each.
      return keep(
          passphrases.ask(
              "passphrase of what is read",
              hint(option) + "; the first line is empty for a file without a passphrase"));
    }
    Passphrase known = read.get(option);
    if (known == null) {
      known = keep(given(file, variable).orElseThrow());
      read.put(option, known);
    }
    return known;
  }

  /** Wipes every passphrase. */
  @Override
  public void close() {
    given.forEach(Passphrase::close);
  }

  private static String hint(String option) {
    return "give --" + option + "-file FILE or --" + option + "-env VAR";
  }

  private Passphrase obtain(boolean fresh)
      throws BadPassphraseException, IOException, UsageException {
    Optional<Passphrase> found =
        given(arguments.value("passphrase-file"), arguments.value("passphrase-env"));
    if (found.isPresent()) {
      return found.get();
    }
    return fresh
        ? passphrases.askTwice("new passphrase of the guardian keys", hint("passphrase"))
        : passphrases.ask("passphrase of the guardian keys", hint("passphrase"));
  }

  private Optional<Passphrase> given(Optional<String> file, Optional<String> variable)
      throws BadPassphraseException, IOException, UsageException {
    if (file.isPresent()) {
      Path path = passphrases.path(file.get());
      rules.ofFile(path);
      return Optional.of(passphrases.fromFile(path));
    }
    return variable.isPresent()
        ? Optional.of(passphrases.fromVariable(variable.get()))
        : Optional.empty();
  }

  private Passphrase keep(Passphrase passphrase) {
    given.add(passphrase);
    return passphrase;
  }
}
