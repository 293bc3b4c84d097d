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
import dev.keyward.cli.base.TokenOptions;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.keyfile.TokenGuardian;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.guardian.trust.GuardianEntry;
import dev.keyward.guardian.trust.Placement;
import dev.keyward.guardian.trust.StoredGuardian;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** {@code guardian create}: new keys and certificates, kept in the store. */
public final class CreateGuardian implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "guardian",
        "create",
        "NAME",
        "make a guardian: two RSA key pairs and their certificates",
        TokenOptions.making(
            List.of(
                OptionSpec.value(
                    "key-size", "2048|3072|4096", "the size of each key in bits (3072)"),
                OptionSpec.value(
                    "validity-days", "N", "how long the certificates are valid (3650)"))),
        "The private keys are kept in the store as PKCS#12 under the passphrase. With --pkcs11 they"
            + " are in a token, and the store keeps only references to them. The passphrase options"
            + " then give the token's PIN, which Keyward tries once.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(1);
    GuardianName name = Roster.name(arguments.operand(0));
    GuardianMaker.Plan plan = plan(arguments, name, session.hostName());
    Roster roster = Roster.toFill(session);
    if (roster.store().find(name).isPresent()) {
      throw new FileAlreadyExistsException("guardian " + name);
    }
    roster.store().requireWritable();
    Instant now = roster.beginning();
    TokenOptions outside = new TokenOptions(arguments, session);
    RsaEngine engine = RsaEngine.jdk();
    GuardianKeys keys =
        outside.isGiven() ? inToken(outside, plan, now) : new Making(session, plan).at(now);
    TrustedGuardian trusted = TrustedGuardian.madeHere(keys, session.tools());
    GuardianMetadata metadata = GuardianMetadata.create(keys.signing(), engine);
    GuardianEntry entry = new GuardianEntry(trusted, metadata);
    Passphrase passphrase = outside.isGiven() ? Passphrase.none() : session.newPassphrase();
    StoredGuardian stored = roster.store().add(entry, keys, passphrase, Placement.NEW);
    GuardianView.report(session, "guardian-create", "created guardian " + name, stored);
    session.console().note(advice(outside.isGiven(), shown(roster.store().directory(), session)));
    return ExitCode.DONE;
  }

  private static String advice(boolean outside, Path store) {
    return outside
        ? "back up the token as its maker says: without its keys, nothing that only this guardian"
            + " can open can be opened again"
        : "back up the folder "
            + store
            + " and the passphrase, apart from each other: without both, nothing that only this"
            + " guardian can open can be opened again";
  }

  private static GuardianKeys inToken(TokenOptions outside, GuardianMaker.Plan plan, Instant now)
      throws KeywardException, IOException, UsageException {
    TokenGuardian token = outside.open();
    return outside.isFinding()
        ? token.certify(plan, outside.signing(), outside.encryption(), now)
        : token.create(plan, now);
  }

  /** Makes keys here, under a passphrase that the user gives first. */
  private record Making(Session session, GuardianMaker.Plan plan) {

    GuardianKeys at(Instant now) throws KeywardException, IOException, UsageException {
      session.newPassphrase();
      session
          .console()
          .note("making two RSA keys of " + plan.keyBits() + " bits, which takes seconds");
      return new GuardianMaker(session.random(), RsaEngine.jdk()).create(plan, now);
    }
  }

  /** As the user sees it from the working folder. */
  private static Path shown(Path store, Session session) throws UsageException {
    Path here = session.path("").toAbsolutePath();
    Path whole = store.toAbsolutePath();
    return whole.startsWith(here) ? here.relativize(whole) : store;
  }

  private static GuardianMaker.Plan plan(Arguments arguments, GuardianName name, String host)
      throws UsageException {
    int bits = keySize(arguments);
    int days =
        arguments.integer("validity-days", 1, 36500, GuardianMaker.Plan.DEFAULT_VALIDITY_DAYS);
    return new GuardianMaker.Plan(name, bits, days, host);
  }

  /** The size of new keys in bits. */
  static int keySize(Arguments arguments) throws UsageException {
    int bits = arguments.integer("key-size", 2048, 4096, GuardianMaker.Plan.DEFAULT_KEY_BITS);
    if (bits % 1024 != 0) {
      throw new UsageException("--key-size takes 2048, 3072 or 4096");
    }
    return bits;
  }
}
