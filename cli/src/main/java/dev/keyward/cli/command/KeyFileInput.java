package dev.keyward.cli.command;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.guardian.KeySource;
import dev.keyward.guardian.SafeFiles;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Files with keys that a command reads, with the passphrase that goes with them. */
record KeyFileInput(Arguments arguments, Session session) {

  static final OptionSpec PASSPHRASE_FILE =
      OptionSpec.value("key-passphrase-file", "F", "the passphrase of the files that are read");
  static final OptionSpec PASSPHRASE_ENV =
      OptionSpec.value("key-passphrase-env", "VAR", "the same from a variable");

  KeySource source(String file) throws KeywardException, IOException, UsageException {
    byte[] content = SafeFiles.readAtMost(session.path(file), KeySource.MOST_BYTES);
    boolean open = !arguments.has("key-passphrase-file") && isPlainPem(content);
    Optional<Passphrase> passphrase = open ? Optional.empty() : Optional.of(passphrase());
    return new KeySource(content, passphrase, file);
  }

  private Passphrase passphrase() throws KeywardException, IOException, UsageException {
    return session.passphraseFrom(
        arguments.value("key-passphrase-file"), arguments.value("key-passphrase-env"));
  }

  /** Keys in the clear need no passphrase, so nobody is asked for one. */
  private static boolean isPlainPem(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    return text.contains("-----BEGIN") && !text.contains("ENCRYPTED");
  }
}
