package dev.keyward.cli.template;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.file.SafeFiles;
import dev.keyward.vm.template.VolumeSignatureCatalog;
import java.io.IOException;
import java.io.InputStream;

/** A catalog that a command was given: a file, or {@code -} for standard input. */
public final class CatalogInput {

  private final Session session;

  public CatalogInput(Session session) {
    this.session = session;
  }

  public VolumeSignatureCatalog read(String file)
      throws KeywardException, IOException, UsageException {
    try {
      return VolumeSignatureCatalog.parse(bytes(file), RsaEngine.jdk());
    } catch (KeywardException e) {
      throw e.within(file);
    }
  }

  private byte[] bytes(String file) throws KeywardException, IOException, UsageException {
    if (file.equals("-")) {
      return SafeFiles.readAtMost(session.console().stdin(), VolumeSignatureCatalog.MAX_SIZE, "");
    }
    try (InputStream in = SafeFiles.open(session.path(file))) {
      return SafeFiles.readAtMost(in, VolumeSignatureCatalog.MAX_SIZE, "");
    }
  }
}
