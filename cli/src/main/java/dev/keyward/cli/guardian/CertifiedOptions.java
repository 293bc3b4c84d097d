package dev.keyward.cli.guardian;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.TokenOptions;
import dev.keyward.crypto.KeyReference;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.keyfile.ImportedKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Keys outside of any kind, whose certificates are in files. */
record CertifiedOptions(Arguments arguments, Session session) {

  private static final OptionSpec SIGNING =
      OptionSpec.value(
          "signing-certificate", "FILE", "certificate of --signing-key, for keys of any provider");
  private static final OptionSpec ENCRYPTION =
      OptionSpec.value("encryption-certificate", "FILE", "certificate of --encryption-key");

  static List<OptionSpec> with(List<OptionSpec> others) {
    return Stream.concat(others.stream(), Stream.of(SIGNING, ENCRYPTION)).toList();
  }

  boolean isGiven() {
    return arguments.has(SIGNING.name()) || arguments.has(ENCRYPTION.name());
  }

  ImportedKeys read() throws KeywardException, IOException, UsageException {
    ImportedKeys.Outside signing = key("signing-key", SIGNING);
    ImportedKeys.Outside encryption = key("encryption-key", ENCRYPTION);
    return ImportedKeys.outside(
        signing,
        encryption,
        session.passphrase(List.of(signing.reference(), encryption.reference())));
  }

  private ImportedKeys.Outside key(String option, OptionSpec file)
      throws KeywardException, IOException, UsageException {
    KeyReference reference = reference(arguments.required(option));
    String where = arguments.required(file.name());
    List<GuardianCertificate> found =
        GuardianCertificate.parseAll(
            SafeFiles.readAtMost(session.path(where), GuardianCertificate.MOST_BUNDLE_BYTES),
            where);
    if (found.size() != 1) {
      throw new MalformedInputException(
          Fault.of("ambiguous-keys", where, found.size() + " certificates", "one"));
    }
    return new ImportedKeys.Outside(reference, found.get(0), where);
  }

  private KeyReference reference(String text) throws KeywardException, UsageException {
    return arguments.has("pkcs11")
        ? new TokenOptions(arguments, session).uri(text)
        : KeyReference.parse(text.getBytes(StandardCharsets.UTF_8), '"' + text + '"');
  }
}
