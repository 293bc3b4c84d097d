package dev.keyward.cli.fleet.certificate;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.fleet.matrix.MatrixDraft;
import java.io.IOException;
import java.nio.file.Path;

/** Reads the certificates of one host after the other, often from the same file. */
public final class HostCertificateInput {

  private final Arguments arguments;
  private final Session session;
  private final ReadExports exports = new ReadExports();

  public HostCertificateInput(Arguments arguments, Session session) {
    this.arguments = arguments;
    this.session = session;
  }

  /**
   * Reads what a path holds.
   *
   * @param host the host that certificates are of where the file names none
   */
  public void read(Path path, String host, MatrixDraft draft)
      throws KeywardException, IOException, UsageException {
    new CertificateInput(arguments, session, draft, exports).read(path, host);
  }
}
