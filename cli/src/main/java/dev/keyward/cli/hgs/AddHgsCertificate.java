package dev.keyward.cli.hgs;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.TokenOptions;
import dev.keyward.file.SafeFiles;
import dev.keyward.hgs.description.CertificateState;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.hgs.folder.HgsPlan;
import dev.keyward.hgs.folder.HgsTokenKeys;
import dev.keyward.secret.Passphrase;
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
        TokenOptions.generating(
            List.of(
                OptionSpec.value("use", "signing|encryption|attestation", "what the new key is for")
                    .required(),
                HgsPlanOptions.KEY_SIZE,
                HgsPlanOptions.VALIDITY,
                OptionSpec.flag("primary", "make it the primary certificate for its use"))),
        "A new primary leaves the one before it enabled: what was made with it still opens. A"
            + " running service applies the change within two seconds. With --pkcs11 a token makes"
            + " and keeps the key, and the folder keeps a reference to it. "
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
    HgsCertificate added = new Adding(input, plan, use).at(now);
    String as = added.state() == CertificateState.PRIMARY ? "the primary" : "another";
    HgsView.report(
        session, "hgs-certificate-add", "added " + as + " certificate of the service", added);
    return ExitCode.DONE;
  }

  private record Adding(HgsInput input, HgsPlan plan, CertificateUse use) {

    HgsCertificate at(Instant now) throws KeywardException, IOException, UsageException {
      Session session = input.session();
      TokenOptions outside = new TokenOptions(input.arguments(), session);
      boolean isInToken = outside.isGiven();
      HgsFolder.Unlocking unlocking = new HgsFolder.Unlocking(passphrase(isInToken), now);
      session
          .console()
          .note("making an RSA key of " + plan.keyBits() + " bits, which takes seconds");
      boolean primary = input.arguments().has("primary");
      return isInToken
          ? new HgsTokenKeys(input.arguments().operandPath(0), outside.token(), session.tools())
              .add(plan, use, primary, unlocking)
          : input.folder().add(plan, use, primary, unlocking);
    }

    /** A key in the folder needs a passphrase, also beside keys in devices. */
    private Passphrase passphrase(boolean isInToken)
        throws KeywardException, IOException, UsageException {
      Passphrase opening = input.passphrase();
      return isInToken ? opening : input.session().lockingPassphrase(List.of());
    }
  }
}
