package dev.keyward.cli.vm;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.crypto.RsaEngine;
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
    return use(file, session.path(file), use);
  }

  /** The same of the file at {@code path}, which the user called {@code file}. */
  <T> T use(String file, Path path, Use<T> use)
      throws KeywardException, IOException, UsageException {
    requireFile(file);
    try (ShieldedVm vm = open(file, path)) {
      return use.with(vm);
    }
  }

  static void requireFile(String file) throws UsageException {
    if (file.equals("-")) {
      throw new UsageException("a shielded VM is read from a file, not from stdin");
    }
  }

  private static ShieldedVm open(String file, Path path) throws KeywardException, IOException {
    try {
      return ShieldedVm.open(path, RsaEngine.jdk());
    } catch (KeywardException e) {
      throw e.within(file);
    }
  }
}
