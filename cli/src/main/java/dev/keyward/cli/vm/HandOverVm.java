package dev.keyward.cli.vm;

import dev.keyward.KeywardException;
import dev.keyward.NotTrustedException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.CountingStream;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Outputs;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.TrustRemedy;
import dev.keyward.cli.console.Progress;
import dev.keyward.file.PendingFile;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.vm.ResealedVm;
import dev.keyward.vm.VmResealer;
import dev.keyward.vm.sealing.SealedPart;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** {@code vm hand-over}: a shielded VM for another owner, under new keys. */
public final class HandOverVm implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "vm",
        "hand-over",
        "FILE",
        "give a shielded VM another owner, under new keys",
        List.of(
            OptionSpec.value("to", "NEW", "the new owner, whose keys sign").required(),
            OptionSpec.value(
                "as", "OPENER", "the guardian whose key opens the old file (the old owner)"),
            OptionSpec.many("guardian", "NAME", "a guardian that gets access"),
            Options.OUT_FILE.required(),
            Options.FORCE,
            Options.ACCEPT_SEALED_BY,
            Options.ALLOW_EXPIRED),
        VmNotes.FORMAT
            + " Only the guardians that you name get access. The old owner cannot open the new"
            + " file, but can still open the old one. A host that knows the VM refuses the new file"
            + " until host start --accept-owner names the new owner's key, which moves its"
            + " record.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String file = arguments.exactly(1).operand(0);
    String out = arguments.required("out");
    String to = arguments.required("to");
    Outputs outputs = new Outputs(session, arguments);
    if (outputs.replaces(out, session.path(file))) {
      throw new UsageException("-o names the file that is read", "write the new file beside it");
    }
    outputs.requireWritable(out);
    Run run = new Run(arguments, session, new Roster(session));
    ResealedVm done;
    if (out.equals("-")) {
      done = new VmInput(session).use(file, run.handingOver(session.console().binaryOut()));
    } else {
      try (PendingFile pending = new PendingFile(session.path(out), arguments.has("force"))) {
        done = new VmInput(session).use(file, run.handingOver(pending.stream()));
        pending.commit();
      }
    }
    report(session, new VmAnswer.HandedOver(file, out, to, names(done.granted())));
    return ExitCode.DONE;
  }

  private static void report(Session session, VmAnswer.HandedOver answer) {
    if (session.console().json() && !answer.out().equals("-")) {
      session.console().json("vm-hand-over", answer);
    } else {
      session.console().note(answer.out() + ": resealed, owned by " + answer.owner());
    }
  }

  private static List<String> names(List<GuardianName> names) {
    return names.stream().map(GuardianName::toString).toList();
  }

  private record Run(Arguments arguments, Session session, Roster roster) {

    VmInput.Use<ResealedVm> handingOver(OutputStream out)
        throws KeywardException, IOException, UsageException {
      roster.prepare(arguments, "as", "to");
      boolean allowExpired = arguments.has("allow-expired");
      String to = roster.grantable(arguments.required("to"), allowExpired).name().toString();
      List<TrustedGuardian> guardians = new ArrayList<>();
      for (String name : arguments.values("guardian")) {
        guardians.add(roster.grantable(name, allowExpired));
      }
      VmResealer.Heirs heirs = new VmResealer.Heirs(guardians, roster.acceptedSealer(arguments));
      return vm -> {
        VmResealer.Hands hands =
            new VmResealer.Hands(
                roster.opener(arguments, vm.protector()), roster.owner(to, allowExpired));
        long total = vm.parts().stream().mapToLong(SealedPart::sealedSize).sum();
        try (Progress progress = session.console().progress("sealing", total)) {
          CountingStream target = new CountingStream(out, progress);
          ResealedVm done = new VmResealer(session.tools()).handOver(vm, hands, heirs, target);
          target.flush();
          return done;
        } catch (NotTrustedException e) {
          throw TrustRemedy.of(e).within(arguments.operand(0));
        } catch (KeywardException e) {
          throw e.within(arguments.operand(0));
        }
      };
    }
  }
}
