package dev.keyward.cli.hgs;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Certificates;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.TokenOptions;
import dev.keyward.file.SafeFiles;
import dev.keyward.hgs.description.AttestationKind;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.hgs.folder.HgsPlan;
import dev.keyward.hgs.folder.HgsTokenKeys;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code hgs init}: a new Host Guardian Service in a folder. */
public final class InitHgs implements Command {

  private static final String ATTESTATION = "attestation";

  private static final Map<String, AttestationKind> KINDS =
      Stream.of(AttestationKind.values())
          .collect(Collectors.toUnmodifiableMap(AttestationKind::word, kind -> kind));

  @Override
  public Verb verb() {
    return new Verb(
        "hgs",
        "init",
        "DIR",
        "make a Host Guardian Service (HGS) with its signing, encryption and attestation keys",
        TokenOptions.generating(
            List.of(
                OptionSpec.value("name", "N", "the name of the service and of its guardian")
                    .required(),
                HgsPlanOptions.KEY_SIZE,
                HgsPlanOptions.VALIDITY,
                OptionSpec.value(
                    ATTESTATION, "K", "which hosts it attests: host-key, tpm or both (host-key)"))),
        "Three RSA key pairs are kept in the folder as PKCS#12 under the passphrase. With --pkcs11 a"
            + " token makes and keeps them, and the folder keeps references. The passphrase options"
            + " then give the token's PIN, which Keyward tries once. With"
            + " --attestation host-key nothing of a host is measured. With tpm a host proves itself"
            + " with its TPM, and must keep the policies of hgs policy add. With both the service"
            + " may have hosts of either kind; a host that is registered with a TPM is never"
            + " accepted by its key alone. "
            + HgsInput.LABS);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(1);
    HgsPlan plan =
        HgsPlanOptions.plan(arguments, Roster.name(arguments.required("name")))
            .attesting(arguments.oneOf(ATTESTATION, KINDS, AttestationKind.HOST_KEY));
    HgsFolder folder = new HgsInput(arguments, session).folder();
    if (!folder.stamp().isEmpty()) {
      throw new FileAlreadyExistsException(
          arguments.operand(0), null, "there is a Host Guardian Service in it");
    }
    SafeFiles.requireWritableFolder(arguments.operandPath(0));
    Instant now = Certificates.beginning(session, Stream.empty());
    TokenOptions outside = new TokenOptions(arguments, session);
    boolean isInToken = outside.isGiven();
    if (!isInToken) {
      session.newPassphrase();
    }
    session
        .console()
        .note("making three RSA keys of " + plan.keyBits() + " bits, which takes seconds");
    session.secrets().look(arguments.operandPath(0));
    HgsDescription made =
        isInToken
            ? new HgsTokenKeys(arguments.operandPath(0), outside.token(), session.tools())
                .create(plan, now)
            : folder.create(plan, session.newPassphrase(), now);
    report(session, arguments.operand(0), made);
    HgsView.tellTenants(made, session);
    session.console().note(advice(arguments.operand(0), isInToken));
    return ExitCode.DONE;
  }

  private static String advice(String directory, boolean isInToken) {
    String other = isInToken ? "the token as its maker says" : "the passphrase";
    return "back up the folder "
        + directory
        + " and "
        + other
        + ", apart from each other; register hosts with: keyward hgs host add";
  }

  private static Optional<String> kind(HgsDescription made) {
    return Optional.of(made.measuring().kind())
        .filter(kind -> kind != AttestationKind.HOST_KEY)
        .map(AttestationKind::word);
  }

  private static void report(Session session, String directory, HgsDescription made) {
    if (session.console().json()) {
      String name = made.name().toString();
      session
          .console()
          .json(
              "hgs-init",
              new HgsAnswer.Made(directory, name, HgsAnswer.Certificate.all(made), kind(made)));
    } else {
      session.console().line("made the service " + made.name() + " in " + directory);
      new HgsView(made).printCertificates(session.console());
    }
  }
}
