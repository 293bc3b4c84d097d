package dev.keyward.cli.command;

import dev.keyward.cli.args.Arguments;
import dev.keyward.protector.ProtectorFile;
import java.util.Optional;

/** The protectors in the files of a command line, whatever way they come; {@code -} is stdin. */
final class ProtectorInput {

  private final Session session;
  private final Optional<String> vm;
  private ProtectorFile stdin;

  ProtectorInput(Session session, Arguments arguments) {
    this.session = session;
    this.vm = arguments.value("vm");
  }
}
