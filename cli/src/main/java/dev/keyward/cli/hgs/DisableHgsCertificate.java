package dev.keyward.cli.hgs;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.hgs.folder.HgsFolder;
import java.io.IOException;
import java.util.List;

/** {@code hgs certificate disable}: take a certificate out of use. */
public final class DisableHgsCertificate implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "hgs",
        "certificate disable",
        "DIR THUMBPRINT",
        "take a certificate out of use",
        List.of(),
        "Protectors whose wrapping needs it do not open any more, and a health certificate that it"
            + " issued is refused. Its key stays in the folder; set-primary brings it back."
            + " If its key file is damaged, the key is lost. The thumbprint may be cut"
            + " off after 8 digits. A service that runs knows it within two"
            + " seconds. "
            + HgsInput.LABS);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(2);
    new HgsInput(arguments, session)
        .changeCertificate(
            "hgs-certificate-disable", "disabled the certificate", HgsFolder::disable);
    return ExitCode.DONE;
  }
}
