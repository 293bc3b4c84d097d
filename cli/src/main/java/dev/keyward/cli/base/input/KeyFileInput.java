package dev.keyward.cli.base.input;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.keyfile.KeySource;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.util.Optional;

/** Files with keys that a command reads, with the passphrase that goes with them. */
public record KeyFileInput(Arguments arguments, Session session) {

  public static final OptionSpec PASSPHRASE_FILE =
      OptionSpec.value("key-passphrase-file", "F", "the passphrase of the files that are read");
  public static final OptionSpec PASSPHRASE_ENV =
      OptionSpec.value(
          "key-passphrase-env", "VAR", "the environment variable that has this passphrase");

  public KeySource source(String file) throws KeywardException, IOException, UsageException {
    byte[] content = SafeFiles.readAtMost(session.path(file), KeySource.MOST_BYTES);
    boolean open = !arguments.has("key-passphrase-file") && KeySource.isInClear(content);
    Optional<Passphrase> passphrase = open ? Optional.empty() : Optional.of(passphrase());
    return new KeySource(content, passphrase, file);
  }

  /** Whether a passphrase comes with the command, so that nobody has to be asked. */
  public boolean isGiven() {
    return arguments.has("key-passphrase-file") || arguments.has("key-passphrase-env");
  }

  /**
   * The passphrase that comes with the command, for a file among many: nobody is asked for it.
   *
   * @throws BadPassphraseException code {@code no-passphrase}: none is given
   */
  public Passphrase given() throws KeywardException, IOException, UsageException {
    if (!isGiven()) {
      throw new BadPassphraseException(
          Fault.of("no-passphrase", "", "a PKCS#12 file that needs a passphrase", "")
              .withHint("add --key-passphrase-file FILE"));
    }
    return passphrase();
  }

  /** The passphrase of the files, asked for where none is given. */
  public Passphrase passphrase() throws KeywardException, IOException, UsageException {
    return session.passphraseFrom("key-passphrase");
  }
}
