package dev.keyward.cli.hgs;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.folder.HgsFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code hgs certificate disable}: take certificates out of use. */
public final class DisableHgsCertificate implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "hgs",
        "certificate disable",
        "DIR THUMBPRINT...",
        "take certificates out of use",
        List.of(),
        "Protectors whose wrapping needs one of them do not open any more, and a health certificate"
            + " that one of them issued is refused. Their keys stay in the folder; set-primary"
            + " brings them back. If a key file is damaged, its key is lost. If several are"
            + " damaged, name all of their certificates in one command. A thumbprint may be cut"
            + " off after 8 digits. A service that runs knows it within two"
            + " seconds. "
            + HgsInput.LABS);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    HgsInput input = new HgsInput(arguments.atLeast(2), session);
    HgsFolder folder = input.folder();
    List<Thumbprint> chosen = input.thumbprints(folder.recorded());
    HgsDescription after = folder.disable(chosen, input.passphrase());
    List<HgsCertificate> disabled = new ArrayList<>();
    for (Thumbprint thumbprint : chosen) {
      disabled.add(after.certificate(thumbprint));
    }
    String done = disabled.size() == 1 ? "disabled the certificate" : "disabled the certificates";
    HgsView.report(session, "hgs-certificate-disable", done, disabled);
    new HgsView(after).warn(session);
    return ExitCode.DONE;
  }
}
