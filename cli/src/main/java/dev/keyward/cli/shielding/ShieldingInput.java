package dev.keyward.cli.shielding;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.view.OwnerPin;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.file.InPlaceEdit;
import dev.keyward.file.SafeFiles;
import dev.keyward.vm.shielding.ShieldingData;
import java.io.IOException;
import java.io.InputStream;

/** The shielding data that a command was given. */
final class ShieldingInput {

  private final Session session;

  ShieldingInput(Session session) {
    this.session = session;
  }

  /** Opens and verifies it; errors name the file. */
  ShieldingData open(String file) throws KeywardException, IOException, UsageException {
    requireFile(file);
    try {
      return ShieldingData.open(session.path(file), RsaEngine.jdk());
    } catch (KeywardException e) {
      throw e.within(file);
    }
  }

  static void requireFile(String file) throws UsageException {
    if (file.equals("-")) {
      throw new UsageException("shielding data is read from a file, not from stdin");
    }
  }

  /** The bytes of a file that is to be edited. */
  byte[] content(String file) throws KeywardException, IOException, UsageException {
    return SafeFiles.readAtMost(session.path(file), ShieldingData.MAX_SIZE);
  }

  /** The same of one that is replaced, as it was when the edit began. */
  byte[] content(InPlaceEdit edit) throws KeywardException, IOException {
    try (InputStream in = edit.open()) {
      return SafeFiles.readAtMost(in, ShieldingData.MAX_SIZE, "");
    }
  }

  /** The same, refused where {@code owner} requires another signing key. */
  ShieldingData open(String file, OwnerPin owner)
      throws KeywardException, IOException, UsageException {
    ShieldingData data = open(file);
    try {
      owner.require(data.header().addressees().certificate());
      return data;
    } catch (KeywardException e) {
      data.close();
      throw e.within(file);
    }
  }
}
