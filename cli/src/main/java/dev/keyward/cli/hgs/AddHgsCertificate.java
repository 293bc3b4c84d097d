package dev.keyward.cli.hgs;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.file.SafeFiles;
import dev.keyward.hgs.description.CertificateState;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.hgs.folder.HgsPlan;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code hgs certificate add}: one more key of a service. */
public final class AddHgsCertificate implements Command {

  private static final Map<String, CertificateUse> USES =
      Stream.of(CertificateUse.values())
          .collect(Collectors.toUnmodifiableMap(CertificateUse::word, use -> use));

  @Override
  public Verb verb() {
    return new Verb(
        "hgs",
        "certificate add",
        "DIR",
        "make one more key and certificate of a service",
        List.of(
            OptionSpec.value("use", "signing|encryption|attestation", "what the new key is for")
                .required(),
            HgsPlanOptions.KEY_SIZE,
            HgsPlanOptions.VALIDITY,
            OptionSpec.flag("primary", "it becomes the primary one of its use")),
        "A new primary leaves the one before it enabled: what was made with it still opens. A"
            + " service that runs knows it within two seconds. "
            + HgsInput.LABS);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(1).required("use");
    CertificateUse use = arguments.oneOf("use", USES, CertificateUse.SIGNING);
    HgsInput input = new HgsInput(arguments, session);
    HgsFolder folder = input.folder();
    HgsDescription service = folder.recorded();
    HgsPlan plan = HgsPlanOptions.plan(arguments, service.name());
    SafeFiles.requireWritableFolder(arguments.operandPath(0));
    Instant now = input.beginning(service);
    HgsFolder.Unlocking unlocking =
        new HgsFolder.Unlocking(session.lockingPassphrase(List.of()), now);
    session.console().note("making an RSA key of " + plan.keyBits() + " bits, which takes seconds");
    HgsCertificate added = folder.add(plan, use, arguments.has("primary"), unlocking);
    String as = added.state() == CertificateState.PRIMARY ? "the primary" : "another";
    HgsView.report(
        session, "hgs-certificate-add", "added " + as + " certificate of the service", added);
    return ExitCode.DONE;
  }
}
