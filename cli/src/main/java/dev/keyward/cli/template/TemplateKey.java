package dev.keyward.cli.template;

import dev.keyward.KeywardException;
import dev.keyward.NotTrustedException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.input.KeyFileInput;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.keyfile.CertifiedKey;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The key that signs a template: from a file, or a guardian's key in the store or in a device. */
record TemplateKey(Arguments arguments, Session session) {

  static final OptionSpec FILE =
      OptionSpec.value("certificate", "FILE", "key and certificate that sign, PKCS#12");
  static final OptionSpec GUARDIAN =
      OptionSpec.value("guardian", "NAME", "sign with the key of this guardian of the store");

  /** Refuses options that name no key, or both kinds. */
  void requireOne() throws UsageException {
    boolean isFile = arguments.has(FILE.name());
    if (isFile == arguments.has(GUARDIAN.name())) {
      throw new UsageException(
          isFile
              ? "--certificate and --guardian do not go together"
              : "missing --certificate FILE or --guardian NAME");
    }
    if (!isFile) {
      arguments.refuse(
          "--guardian", KeyFileInput.PASSPHRASE_FILE.name(), KeyFileInput.PASSPHRASE_ENV.name());
    }
  }

  /** The files that it is read from. */
  List<String> inputs() {
    return Stream.of(
            arguments.value(FILE.name()), arguments.value(KeyFileInput.PASSPHRASE_FILE.name()))
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * Reads it.
   *
   * @throws NotTrustedException if its certificate is not valid now and nobody accepted that
   */
  CertifiedKey read() throws KeywardException, IOException, UsageException {
    Optional<String> guardian = arguments.value(GUARDIAN.name());
    CertifiedKey key = guardian.isPresent() ? ofGuardian(guardian.get()) : ofFile();
    if (!arguments.has("allow-expired")) {
      String where =
          guardian
              .map(name -> "guardian " + name)
              .orElseGet(() -> arguments.value(FILE.name()).get());
      requireCurrent(where, key);
    }
    return key;
  }

  private CertifiedKey ofFile() throws KeywardException, IOException, UsageException {
    return CertifiedKey.read(
        new KeyFileInput(arguments, session).source(arguments.required(FILE.name())));
  }

  private CertifiedKey ofGuardian(String name)
      throws KeywardException, IOException, UsageException {
    SigningKey key = new Roster(session).signing(name);
    return new CertifiedKey(key.guardian().signing(), key.key());
  }

  private void requireCurrent(String where, CertifiedKey key) throws NotTrustedException {
    try {
      key.certificate().requireCurrent(session.now(), where);
    } catch (NotTrustedException e) {
      throw new NotTrustedException(
          e.fault().withHint("use another certificate, or --allow-expired once"), e);
    }
  }
}
