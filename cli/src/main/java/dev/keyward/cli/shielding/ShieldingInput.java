package dev.keyward.cli.shielding;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.vm.shielding.ShieldingData;
import java.io.IOException;

/** The shielding data that a command was given. */
final class ShieldingInput {

  private final Session session;

  ShieldingInput(Session session) {
    this.session = session;
  }

  /** Opens and verifies it; errors name the file. */
  ShieldingData open(String file) throws KeywardException, IOException, UsageException {
    if (file.equals("-")) {
      throw new UsageException("shielding data is read from a file, not from stdin");
    }
    try {
      return ShieldingData.open(session.path(file), RsaEngine.jdk());
    } catch (KeywardException e) {
      throw e.within(file);
    }
  }
}
