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
import dev.keyward.hgs.description.HostPublicKey;
import dev.keyward.hgs.description.RegisteredHost;
import dev.keyward.hgs.folder.HgsFolder;
import java.io.IOException;
import java.util.List;

/** {@code hgs host add}: registers a host by its key. */
public final class AddHgsHost implements Command {

  private static final int MOST_BYTES = 1 << 16;

  @Override
  public Verb verb() {
    return new Verb(
        "hgs",
        "host add",
        "DIR NAME",
        "register a host by its public key",
        List.of(
            OptionSpec.value("key", "FILE", "the host's public key or certificate, PEM or DER")),
        "The key is RSA of 2048 to 4096 bits, such as host-key.pem of host init, the .cer of"
            + " Get-HgsClientHostKey, or PKCS#1; dates of a certificate do not count. Needs no"
            + " passphrase. A service that runs knows the host within two seconds. "
            + HgsInput.LABS);
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(2);
    String file = arguments.required("key");
    byte[] key = SafeFiles.readAtMost(session.path(file), MOST_BYTES);
    RegisteredHost host =
        new RegisteredHost(Roster.name(arguments.operand(1)), HostPublicKey.parseFile(key, file));
    HgsFolder folder = new HgsInput(arguments, session).folder();
    if (folder.describe().hosts().contains(host)) {
      HgsView.report(session, "hgs-host-add", "known already: the host", host);
      return ExitCode.DONE;
    }
    folder.changeHosts(before -> before.with(host));
    HgsView.report(session, "hgs-host-add", "registered the host", host);
    return ExitCode.DONE;
  }
}
