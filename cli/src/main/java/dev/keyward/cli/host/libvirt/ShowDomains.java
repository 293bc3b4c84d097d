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

/** {@code host libvirt status}: the domains that the hook starts, and what is recorded of them. */
public final class ShowDomains implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "host",
        "libvirt status",
        "DIR",
        "list the domains that libvirt's hook starts, and what is recorded of them",
        List.of(),
        "runs: the hook started the domain and did not see its end. The command reads records and"
            + " does not ask libvirt.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(1);
    DomainInput input = new DomainInput(arguments, session);
    input.folder().configuration();
    List<LibvirtAnswer.Domain> domains =
        input.records().all().stream().map(LibvirtAnswer.Domain::of).toList();
    if (session.console().json()) {
      LibvirtAnswer.Listed listed = new LibvirtAnswer.Listed(input.name(), domains);
      session.console().json("host-libvirt-status", listed);
    } else {
      domains.forEach(domain -> session.console().line(domain.words()));
      if (domains.isEmpty()) {
        session.console().note("no domains; host libvirt add DIR DOMAIN FILE adds one");
      }
    }
    return ExitCode.DONE;
  }
}
