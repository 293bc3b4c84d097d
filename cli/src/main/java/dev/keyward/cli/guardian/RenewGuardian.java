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
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.guardian.trust.GuardianEntry;
import dev.keyward.guardian.trust.StoredGuardian;
import dev.keyward.guardian.trust.TrustedGuardian;
import java.io.IOException;
import java.util.List;

/** {@code guardian renew}: new certificates over the same keys. */
public final class RenewGuardian implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "guardian",
        "renew",
        "NAME",
        "make new certificates over the same keys",
        List.of(OptionSpec.value("validity-days", "N", "how long they are valid (3650)")),
        "Protectors that carry the old certificates keep opening: the keys are the same.");
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
    GuardianKeys keys =
        roster.store().unlock(before.guardian().name(), session.lockingPassphrase());
    RsaEngine engine = RsaEngine.jdk();
    GuardianKeys renewed =
        new GuardianMaker(session.random(), engine)
            .renew(keys, days, session.hostName(), session.now());
    GuardianMetadata metadata = GuardianMetadata.create(renewed.signing(), engine);
    TrustedGuardian trusted = before.trusted().renewed(renewed);
    GuardianEntry entry = new GuardianEntry(trusted, metadata);
    roster.store().add(entry, renewed, session.lockingPassphrase(), true);
    GuardianView.report(
        session,
        "guardian-renew",
        "renewed guardian " + renewed.guardian().name(),
        new StoredGuardian(trusted, true));
    return ExitCode.DONE;
  }
}
