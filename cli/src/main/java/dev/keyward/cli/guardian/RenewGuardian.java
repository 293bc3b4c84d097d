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
import dev.keyward.crypto.KeyReference;
import dev.keyward.crypto.OutsideKey;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.outside.OpenToken;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.keyfile.TokenGuardian;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.guardian.trust.GuardianEntry;
import dev.keyward.guardian.trust.LockedGuardian;
import dev.keyward.guardian.trust.StoredGuardian;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** {@code guardian renew}: new certificates over the same keys. */
public final class RenewGuardian implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "guardian",
        "renew",
        "NAME",
        "make new certificates over the same keys, or new keys",
        List.of(
            OptionSpec.value("validity-days", "N", "how long they are valid (3650)"),
            OptionSpec.flag("new-keys", "make a new signing and a new encryption key"),
            OptionSpec.flag("new-encryption-key", "make a new encryption key only"),
            OptionSpec.value("key-size", "2048|3072|4096", "the size of new keys in bits (3072)")),
        "Over the same keys, protectors that carry the old certificates keep opening. New keys are"
            + " for new protectors: the old pair is kept as former, private keys too, so that old"
            + " ones still open. After new signing keys the others take the metadata of 'guardian"
            + " export NAME --signed-by FINGERPRINT', which the old key signs. Hosts that pin the"
            + " guardian need 'host configure' before they take what the new key seals.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(1);
    int days =
        arguments.integer("validity-days", 1, 36500, GuardianMaker.Plan.DEFAULT_VALIDITY_DAYS);
    Roster roster = new Roster(session);
    StoredGuardian before = roster.require(arguments.operand(0));
    roster.store().requireWritable();
    roster.beginning();
    LockedGuardian locked = roster.store().locked(before.guardian());
    Passphrase passphrase = session.lockingPassphrase(locked.references());
    GuardianKeys keys = locked.both(passphrase);
    RsaEngine engine = RsaEngine.jdk();
    GuardianMaker.Plan plan =
        new GuardianMaker.Plan(
            keys.guardian().name(), CreateGuardian.keySize(arguments), days, session.hostName());
    boolean fresh = isFresh(arguments);
    if (fresh) {
      session.console().note("making RSA keys of " + plan.keyBits() + " bits, which takes seconds");
    }
    GuardianKeys renewed = renewed(arguments, session, keys, new Fresh(plan, passphrase));
    GuardianMetadata metadata = GuardianMetadata.create(renewed.signing(), engine);
    TrustedGuardian trusted =
        fresh
            ? TrustedGuardian.madeHere(renewed, session.tools())
            : before.trusted().renewed(renewed, session.tools());
    GuardianEntry entry = new GuardianEntry(trusted, metadata);
    StoredGuardian stored = roster.store().renew(entry, renewed, passphrase, session.now());
    GuardianView.report(
        session, "guardian-renew", "renewed guardian " + renewed.guardian().name(), stored);
    if (arguments.has("new-keys")) {
      session.console().hint(whatNext(keys.guardian()));
    }
    return ExitCode.DONE;
  }

  /** Hosts come first: until they pin the new signing key, they refuse what it seals. */
  private static String whatNext(Guardian before) {
    return "first 'host configure' on every host that pins "
        + before.name()
        + ": until then it refuses what the new key seals; then give the others the file of"
        + " 'guardian export "
        + before.name()
        + " --signed-by "
        + before.signing().thumbprint()
        + "'";
  }

  /** Whether new keys are wanted, not only new certificates. */
  private static boolean isFresh(Arguments arguments) throws UsageException {
    if (arguments.has("new-keys")) {
      arguments.refuse("new-keys", "new-encryption-key");
      return true;
    }
    if (!arguments.has("new-encryption-key") && arguments.has("key-size")) {
      throw new UsageException("--key-size goes with --new-keys or --new-encryption-key");
    }
    return arguments.has("new-encryption-key");
  }

  /** What new keys are to be, and what opens the old ones. */
  private record Fresh(GuardianMaker.Plan plan, Passphrase passphrase) {}

  /** New keys are where the old ones are: in the store, or in their token. */
  private static GuardianKeys renewed(
      Arguments arguments, Session session, GuardianKeys keys, Fresh fresh)
      throws KeywardException, IOException, UsageException {
    GuardianMaker maker = new GuardianMaker(session.random(), RsaEngine.jdk());
    GuardianMaker.Plan plan = fresh.plan();
    Instant now = session.now();
    boolean both = arguments.has("new-keys");
    if (!both && !arguments.has("new-encryption-key")) {
      return maker.renew(keys, plan.validityDays(), plan.host(), now);
    }
    if (keys.signing().key() instanceof OutsideKey outside && outside.reference().isPresent()) {
      KeyReference reference = outside.reference().get();
      if (!reference.scheme().equals("pkcs11")) {
        throw new UsageException(
            "new keys of the kind " + reference.scheme() + " are made where the old ones are",
            "make them there, then run 'guardian import-keys --replace'");
      }
      OpenToken token = OpenToken.of(reference, fresh.passphrase());
      TokenGuardian device = new TokenGuardian(token, session.tools());
      return both
          ? device.newKeys(keys.guardian(), plan, now)
          : device.newEncryptionKey(keys.signing(), plan, now);
    }
    return both
        ? maker.newKeys(keys.guardian(), plan, now)
        : maker.newEncryptionKey(keys.signing(), plan, now);
  }
}
