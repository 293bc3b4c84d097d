package dev.keyward.cli.host.libvirt;

import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.host.HostFolder;
import dev.keyward.host.libvirt.DomainRecord;
import dev.keyward.host.libvirt.DomainRecords;

/** The records of the host that a command names first, and how they are shown. */
final class DomainInput {

  private final Session session;
  private final String name;
  private final HostFolder folder;

  DomainInput(Arguments arguments, Session session) throws UsageException {
    this.session = session;
    name = arguments.operand(0);
    folder = HostFolder.at(arguments.operandPath(0), session.secrets());
  }

  String name() {
    return name;
  }

  HostFolder folder() {
    return folder;
  }

  DomainRecords records() {
    return DomainRecords.of(folder);
  }

  /** Prints what became of a domain. */
  void show(String verb, String done, DomainRecord record) {
    LibvirtAnswer.Domain domain = LibvirtAnswer.Domain.of(record);
    if (session.console().json()) {
      session.console().json("host-libvirt-" + verb, new LibvirtAnswer.One(name, domain));
    } else {
      session.console().line(done + " " + domain.words());
    }
  }
}
