package dev.keyward.cli.hgs;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.hgs.description.HostProof;
import dev.keyward.hgs.description.HostPublicKey;
import dev.keyward.hgs.description.RegisteredHost;
import dev.keyward.hgs.evidence.HostRecords;
import dev.keyward.hgs.folder.HgsFolder;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** {@code hgs host add}: registers a host by its key or by its TPM. */
public final class AddHgsHost implements Command {

  private static final int MOST_BYTES = 1 << 16;
  private static final int MOST_BUNDLE = 1 << 20;
  private static final String KEY = "key";
  private static final String EK = "ek";
  private static final String EK_CA = "ek-ca";

  @Override
  public Verb verb() {
    return new Verb(
        "hgs",
        "host add",
        "DIR NAME",
        "register a host by its public key, or by its TPM",
        List.of(
            OptionSpec.value(KEY, "FILE", "the host's public key or certificate, PEM or DER"),
            OptionSpec.value(
                EK, "FILE", "its TPM's endorsement key or the certificate of it, PEM or DER"),
            OptionSpec.value(
                EK_CA,
                "FILE",
                "certificates of TPM makers: the first TPM that shows a certificate of one of them"
                    + " takes NAME")),
        "The key is RSA of 2048 to 4096 bits, such as host-key.pem of host init, the .cer of"
            + " Get-HgsClientHostKey, or PKCS#1; Keyward ignores the dates of a certificate. --ek"
            + " and --ek-ca are for a service that was made with --attestation tpm or both. --ek"
            + " takes ek.pem of host init --tpm. With --ek-ca each certificate of the file is"
            + " trusted by itself, so name the authority that issued the certificate of the TPM;"
            + " the service keeps the first TPM's key in DIR/hosts/NAME and refuses every other"
            + " TPM. Each node of a service decides that by itself: with several nodes use --ek."
            + " The command needs no passphrase. A running service knows the host within two"
            + " seconds. "
            + HgsInput.LABS);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(2);
    HgsFolder folder = new HgsInput(arguments, session).folder();
    RegisteredHost host =
        new RegisteredHost(Roster.name(arguments.operand(1)), proof(arguments, session));
    if (folder.describe().hosts().contains(host)) {
      HgsView.report(session, "hgs-host-add", "known already: the host", host);
      return ExitCode.DONE;
    }
    folder.describe().with(host);
    // What an earlier host of that name left would refuse this one's TPM.
    new HostRecords(arguments.operandPath(0)).forget(host.name());
    folder.changeHosts(before -> before.with(host));
    HgsView.report(session, "hgs-host-add", "registered the host", host);
    return ExitCode.DONE;
  }

  private static HostProof proof(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    long given = Stream.of(KEY, EK, EK_CA).filter(arguments::has).count();
    if (given != 1) {
      throw new UsageException(
          given == 0 ? "missing --key, --ek or --ek-ca" : "give one of --key, --ek and --ek-ca");
    }
    if (arguments.has(EK_CA)) {
      String file = arguments.required(EK_CA);
      byte[] bundle = SafeFiles.readAtMost(session.path(file), MOST_BUNDLE);
      List<GuardianCertificate> authorities = GuardianCertificate.parseAll(bundle, file);
      if (authorities.size() > HostProof.FirstTpm.MOST_AUTHORITIES) {
        throw new UsageException(
            file + " has " + authorities.size() + " certificates, expected at most 64");
      }
      return new HostProof.FirstTpm(authorities);
    }
    String file = arguments.has(KEY) ? arguments.required(KEY) : arguments.required(EK);
    HostPublicKey key =
        HostPublicKey.parseFile(SafeFiles.readAtMost(session.path(file), MOST_BYTES), file);
    return arguments.has(KEY) ? new HostProof.HostKey(key) : new HostProof.Tpm(key);
  }
}
