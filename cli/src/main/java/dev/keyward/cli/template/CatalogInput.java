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

  /**
   * A catalog that is the operand behind another one.
   *
   * @throws UsageException where the two are swapped
   */
  public VolumeSignatureCatalog readBehind(String first, String file)
      throws KeywardException, IOException, UsageException {
    try {
      return read(file);
    } catch (KeywardException | IOException e) {
      requireNotSwapped(first, file);
      throw e;
    }
  }

  /**
   * Where a file is no catalog, and the operand before it is one, they are swapped.
   *
   * @throws UsageException that says so
   */
  void requireNotSwapped(String first, String file) throws UsageException {
    if (!first.equals("-") && isCatalog(first)) {
      throw new UsageException(
          "the operands are swapped: " + first + " is a catalog, and " + file + " is not",
          "give the catalog after the other file");
    }
  }

  private boolean isCatalog(String file) throws UsageException {
    try {
      read(file);
      return true;
    } catch (KeywardException | IOException e) {
      return false;
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
