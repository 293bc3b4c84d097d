package dev.keyward.cli.hgs;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.hgs.folder.HgsPlan;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** {@code hgs certificate renew}: new certificates over keys that a service has. */
public final class RenewHgsCertificate implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "hgs",
        "certificate renew",
        "DIR THUMBPRINT...",
        "make new certificates over keys that the service has",
        List.of(HgsPlanOptions.VALIDITY),
        "A new certificate takes the place of the old one, in the same state. The key stays, so"
            + " that protectors still open. The service publishes new metadata: send it to those"
            + " who grant this guardian (guardian update). If you renew several certificates, name"
            + " all of them in one command: then there is only one new document. 8 digits of a"
            + " thumbprint are enough. A running service applies the change within two seconds. "
            + HgsInput.LABS);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    HgsInput input = new HgsInput(arguments.atLeast(2), session);
    HgsFolder folder = input.folder();
    HgsDescription service = folder.recorded();
    List<Thumbprint> old = input.thumbprints(service);
    HgsPlan plan =
        new HgsPlan(
            service.name(), GuardianMaker.Plan.DEFAULT_KEY_BITS, HgsPlanOptions.days(arguments));
    Instant now = input.beginning(service);
    List<HgsCertificate> renewed =
        folder.renew(old, plan, new HgsFolder.Unlocking(input.passphrase(), now));
    String done =
        renewed.size() == 1
            ? "renewed a certificate over its key"
            : "renewed the certificates over their keys";
    HgsView.report(session, "hgs-certificate-renew", done, renewed);
    return ExitCode.DONE;
  }
}
