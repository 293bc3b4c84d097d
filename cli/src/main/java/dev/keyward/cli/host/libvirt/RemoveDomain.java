package dev.keyward.cli.host.libvirt;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import java.io.IOException;
import java.util.List;

/** {@code host libvirt remove}: the hook passes a domain from now on. */
public final class RemoveDomain implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "host",
        "libvirt remove",
        "DIR DOMAIN",
        "stop libvirt's hook from starting a domain",
        List.of(),
        "The domain in libvirt, the file of the shielded VM and the state of the virtual TPM stay."
            + " libvirt then gets no key for the domain, so it does not start. What the host"
            + " recorded of the state is lost: add the domain again only with a state you know.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String name = arguments.exactly(2).operand(1);
    DomainInput input = new DomainInput(arguments, session);
    input.show("remove", "removed", input.records().remove(name));
    return ExitCode.DONE;
  }
}
