package dev.keyward.cli.vm;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.file.InPlaceEdit;
import dev.keyward.vm.ShieldedVm;
import java.io.IOException;
import java.nio.file.Path;

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
    requireFile(file);
    Path path = session.path(file);
    try (ShieldedVm vm = within(file, () -> ShieldedVm.open(path, RsaEngine.jdk()))) {
      return use.with(vm);
    }
  }

  /** The same of the file of an edit, which the user called {@code file}. */
  <T> T use(String file, InPlaceEdit edit, Use<T> use)
      throws KeywardException, IOException, UsageException {
    try (ShieldedVm vm = within(file, () -> ShieldedVm.open(edit, RsaEngine.jdk()))) {
      return use.with(vm);
    }
  }

  static void requireFile(String file) throws UsageException {
    if (file.equals("-")) {
      throw new UsageException("a shielded VM is read from a file, not from stdin");
    }
  }

  private interface Opening {
    ShieldedVm open() throws KeywardException, IOException;
  }

  private static ShieldedVm within(String file, Opening opening)
      throws KeywardException, IOException {
    try {
      return opening.open();
    } catch (KeywardException e) {
      throw e.within(file);
    }
  }
}
