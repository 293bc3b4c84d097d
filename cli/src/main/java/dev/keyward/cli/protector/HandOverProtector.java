package dev.keyward.cli.protector;

import dev.keyward.KeywardException;
import dev.keyward.NotTrustedException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Outputs;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.TrustRemedy;
import dev.keyward.cli.base.input.ProtectorInput;
import dev.keyward.cli.edit.EditOptions;
import dev.keyward.cli.view.HandedOver;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.trust.StoredGuardian;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.protector.HandOver;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.protector.part.WrappingId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code protector hand-over}: a new owner, under the same transport key. */
public final class HandOverProtector implements Command {

  private static final String STILL_OPENS =
      "the old owner still opens every state, until the key is rolled or the VM is resealed";

  @Override
  public Verb verb() {
    return new Verb(
        "protector",
        "hand-over",
        "FILE",
        "give a protector another owner, under the same transport key",
        List.of(
            OptionSpec.value("to", "NEW", "the new owner, whose keys sign").required(),
            OptionSpec.value(
                "as", "OPENER", "the guardian whose key opens the old file (the old owner)"),
            EditOptions.GUARDIAN,
            OptionSpec.many("keep-wrapping", "N", "also keep the guardian of this wrapping"),
            Options.OUT_FILE.required(),
            Options.FORCE,
            Options.ACCEPT_SEALED_BY,
            Options.ALLOW_EXPIRED,
            Options.VM,
            Options.NUMBER),
        "OPENER may be NEW if NEW already has access. Then the command does not need the old"
            + " owner's keys. Only the guardians that you name get access. The command lists the"
            + " others and drops them. Note: "
            + STILL_OPENS
            + ".");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String file = arguments.exactly(1).operand(0);
    String out = arguments.required("out");
    arguments.required("to");
    Outputs outputs = new Outputs(session, arguments);
    outputs.requireWritable(out);
    Run run = new Run(arguments, session);
    try {
      ProtectorInput input = new ProtectorInput(session, arguments);
      VerifiedKeyProtector old =
          new ProtectorVerifier(session.tools().engine())
              .verify(KeyProtector.parse(input.single(file)));
      KeyProtector made = run.handedOver(old);
      outputs.write(out, made.encode());
    } catch (KeywardException e) {
      throw e.within(file);
    }
    run.report(file, out);
    return ExitCode.DONE;
  }

  /** One run of the command. */
  private static final class Run {

    private final Arguments arguments;
    private final Session session;
    private final Roster roster;
    private final StoredGuardian heir;
    private final List<StoredGuardian> granted = new ArrayList<>();
    private final List<Long> kept = new ArrayList<>();
    private final List<Long> dropped = new ArrayList<>();

    Run(Arguments arguments, Session session) throws KeywardException, IOException, UsageException {
      this.arguments = arguments;
      this.session = session;
      this.roster = new Roster(session);
      this.heir = roster.require(arguments.required("to"));
      for (String name : arguments.values("guardian")) {
        granted.add(roster.require(name));
      }
    }

    KeyProtector handedOver(VerifiedKeyProtector old)
        throws KeywardException, IOException, UsageException {
      if (old.isOwnedBy(heir.guardian().signing())) {
        throw new UsageException(
            heir.guardian().name() + " owns it already",
            "protector renew puts its current keys into the file");
      }
      roster.prepare(arguments, "as", "to");
      boolean allowExpired = arguments.has("allow-expired");
      SigningKey owner = roster.owner(arguments.required("to"), allowExpired);
      List<TrustedGuardian> guardians = new ArrayList<>();
      for (String name : arguments.values("guardian")) {
        guardians.add(roster.grantable(name, allowExpired));
      }
      List<Wrapping> taken = kept(old);
      OpeningKey opener = roster.opener(arguments, old);
      HandOver.Heir to =
          new HandOver.Heir(
              owner,
              guardians,
              taken,
              roster.acceptedSealer(arguments),
              roster.acceptedExpired(arguments));
      try {
        return new HandOver(session.tools()).apply(old, opener, to);
      } catch (NotTrustedException e) {
        throw TrustRemedy.ofKept(e);
      }
    }

    private List<Wrapping> kept(VerifiedKeyProtector old) throws UsageException {
      List<Wrapping> taken = new ArrayList<>();
      for (Wrapping wrapping : old.wrappings()) {
        if (wrapping.isOwn()) {
          continue;
        }
        boolean isGranted =
            Stream.concat(granted.stream(), Stream.of(heir))
                .anyMatch(each -> each.history().signingKey(wrapping.signing()).isPresent());
        if (isKept(wrapping.id())) {
          kept.add(wrapping.id().value());
          taken.add(wrapping);
        } else if (!isGranted) {
          dropped.add(wrapping.id().value());
        }
      }
      if (kept.size() != arguments.values("keep-wrapping").size()) {
        throw new UsageException(
            "--keep-wrapping names a wrapping that is not there, or is the owner's",
            "keyward protector show lists the wrappings");
      }
      return taken;
    }

    private boolean isKept(WrappingId id) {
      return arguments.values("keep-wrapping").contains(id.toString());
    }

    void report(String file, String out) {
      if (session.console().json() && !out.equals("-")) {
        session
            .console()
            .json(
                "protector-hand-over",
                new HandedOver(
                    file,
                    out,
                    heir.guardian().name().toString(),
                    granted.stream().map(each -> each.guardian().name().toString()).toList(),
                    kept,
                    dropped));
        return;
      }
      for (long id : dropped) {
        session
            .console()
            .warning(file + ": wrapping " + id + " is dropped; --keep-wrapping keeps it");
      }
      session.console().note(out + ": owned by " + heir.guardian().name());
      session.console().note(STILL_OPENS);
    }
  }
}
