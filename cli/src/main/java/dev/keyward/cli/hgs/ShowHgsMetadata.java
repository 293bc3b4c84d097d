package dev.keyward.cli.hgs;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Outputs;
import dev.keyward.cli.base.Session;
import dev.keyward.hgs.description.CertificateState;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.folder.HgsFolder;
import java.io.IOException;
import java.util.List;

/** {@code hgs metadata}: writes what a service publishes about itself. */
public final class ShowHgsMetadata implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "hgs",
        "metadata",
        "DIR",
        "write the signed guardian metadata that a service publishes",
        List.of(
            OptionSpec.value(
                "signed-by", "THUMBPRINT", "sign it with this former signing key of the service"),
            Options.OUT_FILE.required(),
            Options.FORCE),
        "It holds no secret and needs no passphrase; guardian import reads it. After a new signing"
            + " key only a former one can vouch for it: --signed-by takes 8 to 64 digits of its"
            + " certificate's SHA-256 and writes metadata that others take with 'guardian update'."
            + " "
            + HgsInput.LABS);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(1);
    String out = arguments.required("out");
    HgsFolder folder = new HgsInput(arguments, session).folder();
    byte[] metadata =
        arguments.has("signed-by") ? signed(folder, arguments, session) : folder.metadata();
    new Outputs(session, arguments).write(out, metadata);
    HgsDescription service = folder.describe();
    if (session.console().json() && !out.equals("-")) {
      session
          .console()
          .json(
              "hgs-metadata",
              new HgsAnswer.Metadata(
                  arguments.operand(0),
                  out,
                  service
                      .primary(CertificateUse.SIGNING)
                      .map(signing -> signing.certificate().thumbprint())));
    } else {
      session.console().note("wrote the metadata of the service to " + out);
    }
    if (!arguments.has("signed-by")) {
      HgsView.tellTenants(service, session);
    }
    new EndingCertificates(service, session.now()).tell(session.console()::warning);
    return ExitCode.DONE;
  }

  private static byte[] signed(HgsFolder folder, Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String text = arguments.required("signed-by");
    HgsInput input = new HgsInput(arguments, session);
    HgsDescription service = folder.describe();
    HgsCertificate former = input.certificate(service, text);
    if (former.use() != CertificateUse.SIGNING || former.state() == CertificateState.PRIMARY) {
      throw new UsageException(
          "--signed-by: "
              + text
              + " is the "
              + former.state().word()
              + " "
              + former.use().word()
              + " certificate, expected a former signing one",
          input.listingCommand() + " lists them");
    }
    input.beginning(service);
    return folder.metadataSignedBy(
        former.certificate().thumbprint(), input.passphrase(), session.tools());
  }
}
