package dev.keyward.cli.command;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.UsageException;
import dev.keyward.guardian.RsaEngine;
import dev.keyward.vm.ShieldedVm;
import java.io.IOException;

/** The file of a shielded VM that a command was given. */
final class VmInput {

  private final Session session;

  VmInput(Session session) {
    this.session = session;
  }

  /** What is done with it. */
  interface Use<T> {
    T with(ShieldedVm vm) throws KeywardException, IOException, UsageException;
  }

  /** Opens and verifies it, and closes it in the end; errors name the file. */
  <T> T use(String file, Use<T> use) throws KeywardException, IOException, UsageException {
    if (file.equals("-")) {
      throw new UsageException("a shielded VM is read from a file, not from stdin");
    }
    try (ShieldedVm vm = open(file)) {
      return use.with(vm);
    }
  }

  private ShieldedVm open(String file) throws KeywardException, IOException, UsageException {
    try {
      return ShieldedVm.open(session.path(file), RsaEngine.jdk());
    } catch (KeywardException e) {
      throw e.within(file);
    }
  }
}
