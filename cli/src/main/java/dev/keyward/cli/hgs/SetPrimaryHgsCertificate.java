package dev.keyward.cli.hgs;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.folder.HgsFolder;
import java.io.IOException;
import java.util.List;

/** {@code hgs certificate set-primary}: make a certificate the primary one of its use. */
public final class SetPrimaryHgsCertificate implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "hgs",
        "certificate set-primary",
        "DIR THUMBPRINT",
        "make a certificate the primary one of its use",
        List.of(),
        "The former primary certificate stays enabled. The command enables a disabled certificate."
            + " 8 digits of the thumbprint are enough. A running service applies the change within"
            + " two seconds. "
            + HgsInput.LABS);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    HgsInput input = new HgsInput(arguments.exactly(2), session);
    HgsFolder folder = input.folder();
    Thumbprint chosen = input.certificate(folder.recorded()).certificate().thumbprint();
    HgsDescription after =
        folder.changeCertificates(before -> before.withPrimary(chosen), input.passphrase());
    HgsView.report(
        session,
        "hgs-certificate-set-primary",
        "made it the primary certificate of its use",
        after.certificate(chosen));
    new HgsView(after).warn(session);
    return ExitCode.DONE;
  }
}
