package dev.keyward.cli.guardian;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Text;
import dev.keyward.cli.base.TokenOptions;
import dev.keyward.cli.base.input.KeyFileInput;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.keyfile.FoundPairs;
import dev.keyward.guardian.keyfile.ImportedKeys;
import dev.keyward.guardian.keyfile.KeySource;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.guardian.trust.GuardianEntry;
import dev.keyward.guardian.trust.StoredGuardian;
import dev.keyward.guardian.trust.TrustDecider;
import dev.keyward.guardian.trust.TrustRequest;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code guardian import-keys}: a guardian with its private keys, from PKCS#12 or PEM. */
public final class ImportKeys implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "guardian",
        "import-keys",
        "NAME",
        "import a guardian with its private keys from PKCS#12 or PEM files",
        CertifiedOptions.with(
            TokenOptions.finding(
                TrustOptions.with(
                    OptionSpec.value("signing", "FILE", "key and certificate that sign"),
                    OptionSpec.value("encryption", "FILE", "key and certificate that open"),
                    OptionSpec.value(
                        "pfx", "FILE", "both pairs in one file, as Windows exports them"),
                    OptionSpec.value("pair", "N", "the pair to take, if the file has several"),
                    KeyFileInput.PASSPHRASE_FILE,
                    KeyFileInput.PASSPHRASE_ENV))),
        "The store keeps the keys under its own passphrase, not under that of the files."
            + " With --pkcs11 they stay in a token, and the store keeps references to them.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(1);
    GuardianName name = Roster.name(arguments.operand(0));
    TokenOptions outside = new TokenOptions(arguments, session);
    CertifiedOptions certified = new CertifiedOptions(arguments, session);
    boolean isOutside = certified.isGiven() || outside.isGiven();
    ImportedKeys imported = isOutside ? outside(certified, outside) : inFile(arguments, session);
    TrustRequest request = TrustOptions.request(arguments, session);
    GuardianKeys keys = keys(imported, name, isOutside, session);
    TrustedGuardian trusted = TrustDecider.trust(keys, request, session.now());
    GuardianMetadata metadata = GuardianMetadata.create(keys.signing(), RsaEngine.jdk());
    Roster roster = Roster.toFill(session);
    Optional<StoredGuardian> repeated = TrustOptions.repeated(arguments, roster, trusted);
    if (repeated.isPresent() && repeated.get().hasKeys()) {
      // The passphrase is part of what is repeated.
      roster.keys(repeated.get().guardian());
      GuardianView.imported(session, "guardian-import-keys", repeated.get(), true);
      return ExitCode.DONE;
    }
    TrustOptions.warnOfDamage(arguments, session, roster);
    Optional<StoredGuardian> before = TrustOptions.before(arguments, roster, name);
    StoredGuardian stored =
        roster
            .store()
            .add(
                new GuardianEntry(trusted, metadata),
                keys,
                isOutside ? Passphrase.none() : session.newPassphrase(),
                TrustOptions.placement(arguments));
    TrustOptions.warnOfBeginning(session, before, stored);
    if (imported.isLegacy()) {
      session.console().warning("one key serves both roles, which is old practice");
    }
    GuardianView.imported(session, "guardian-import-keys", stored, false);
    return ExitCode.DONE;
  }

  private static GuardianKeys keys(
      ImportedKeys imported, GuardianName name, boolean isOutside, Session session)
      throws KeywardException {
    GuardianKeys keys = imported.toKeys(name, RsaEngine.jdk());
    if (isOutside) {
      // A device may have another key beside the certificate.
      keys.prove(session.tools());
    }
    return keys;
  }

  private static ImportedKeys outside(CertifiedOptions certified, TokenOptions token)
      throws KeywardException, IOException, UsageException {
    return certified.isGiven() ? certified.read() : token.found();
  }

  private static ImportedKeys inFile(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    return new KeyInput(arguments, session).read();
  }

  /** The files that keys are read from. */
  private record KeyInput(Arguments arguments, Session session) {

    ImportedKeys read() throws KeywardException, IOException, UsageException {
      if (arguments.has("pfx")) {
        arguments.refuse("pfx", "signing", "encryption");
        return pair(ImportedKeys.readPairs(source(arguments.required("pfx"))));
      }
      if (!arguments.has("signing") && !arguments.has("encryption")) {
        throw new UsageException("--signing FILE with --encryption FILE, or --pfx FILE, is needed");
      }
      return ImportedKeys.read(
          source(arguments.required("signing")), source(arguments.required("encryption")));
    }

    private ImportedKeys pair(FoundPairs found) throws UsageException {
      List<ImportedKeys> pairs = found.pairs();
      found.rest().forEach(other -> warn("not used: " + Text.printable(other)));
      if (pairs.size() == 1 && !arguments.has("pair")) {
        return pairs.get(0);
      }
      if (!arguments.has("pair")) {
        StringBuilder list = new StringBuilder("the file holds " + pairs.size() + " pairs:");
        for (int i = 0; i < pairs.size(); i++) {
          list.append(' ').append(i + 1).append(": ").append(label(pairs.get(i)));
        }
        throw new UsageException(list.toString(), "pick one with --pair N");
      }
      ImportedKeys picked = pairs.get(arguments.integer("pair", 1, pairs.size(), 1) - 1);
      if (picked.isAssumed()) {
        warn(
            "its certificates begin at different times; that they belong together is assumed from"
                + " their names");
      }
      return picked;
    }

    private void warn(String text) {
      session.console().warning(text);
    }

    private static String label(ImportedKeys pair) {
      return Text.printable(pair.label())
          + " from "
          + pair.signing().notBefore()
          + (pair.isAssumed() ? " (assumed)" : "");
    }

    private KeySource source(String file) throws KeywardException, IOException, UsageException {
      return new KeyFileInput(arguments, session).source(file);
    }
  }
}
