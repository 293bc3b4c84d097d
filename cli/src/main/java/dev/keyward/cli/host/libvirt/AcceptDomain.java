package dev.keyward.cli.host.libvirt;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Session;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.host.Acceptance;
import dev.keyward.host.failover.HostTiming;
import dev.keyward.host.libvirt.AcceptedOnce;
import dev.keyward.host.libvirt.DomainRecord;
import dev.keyward.host.libvirt.TpmState;
import dev.keyward.vm.sealing.SwtpmState;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code host libvirt accept}: the next start takes what the host would refuse. */
public final class AcceptDomain implements Command {

  private static final OptionSpec ROLLBACK =
      OptionSpec.flag(
          "rollback", "also accept a file that is older than the one that this host wrote last");
  private static final OptionSpec BRANCH =
      OptionSpec.flag(
          "branch", "also accept a file of another branch, or of a VM that was shielded again");
  private static final OptionSpec OWNER =
      OptionSpec.value(
          "owner",
          "FINGERPRINT",
          "also accept a VM that was handed over to the owner with this key or certificate");

  @Override
  public Verb verb() {
    return new Verb(
        "host",
        "libvirt accept",
        "DIR DOMAIN",
        "accept the present state of a domain's virtual TPM, once",
        List.of(ROLLBACK, BRANCH, OWNER),
        "The next start takes exactly the state of the virtual TPM that is there now, after a"
            + " restore or after vm rekey. A later start does not, nor one on yet another state."
            + " The options take what host start takes as --accept-rollback, --accept-branch and"
            + " --accept-owner.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String name = arguments.exactly(2).operand(1);
    DomainInput input = new DomainInput(arguments, session);
    Optional<String> owner = arguments.value(OWNER.name());
    Acceptance history =
        new Acceptance(
            arguments.has(ROLLBACK.name()),
            arguments.has(BRANCH.name()),
            owner.isPresent()
                ? Optional.of(Options.fingerprint("--" + OWNER.name(), owner.get()))
                : Optional.empty());
    DomainRecord after =
        input
            .records()
            .change(
                name,
                HostTiming.system(),
                before -> before.accepting(new AcceptedOnce(state(before, session), history)));
    input.show("accept", "accepted", after);
    return ExitCode.DONE;
  }

  private static Optional<Thumbprint> state(DomainRecord record, Session session)
      throws KeywardException, IOException {
    Optional<Thumbprint> state = TpmState.digest(record.tpmState());
    if (state.isEmpty() && record.digest().isPresent()) {
      throw new MalformedInputException(
          Fault.of(
              "no-vtpm-state",
              record.tpmState().toString(),
              "no state of the virtual TPM",
              "the one to accept"));
    }
    if (SwtpmState.isInUse(record.tpmState())) {
      session
          .console()
          .warning(record.domain() + ": the guest runs, so this state will change before it stops");
    }
    return state;
  }
}
