package dev.keyward.cli.host;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.file.SafeFiles;
import dev.keyward.hgs.description.HostPublicKey;
import dev.keyward.host.HostFolder;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** {@code host init}: the folder of a guarded host, with its keys. */
public final class InitHost implements Command {

  private static final String RENEW_IDENTITY = "renew-identity";
  private static final int MOST_BYTES = 1 << 16;

  @Override
  public Verb verb() {
    return new Verb(
        "host",
        "init",
        "DIR",
        "make the folder of a guarded host, with its keys",
        List.of(
            OptionSpec.flag(
                RENEW_IDENTITY, "of an existing host: replace a lost or damaged identity key")),
        HostNotes.LAB
            + " DIR/host-key.pem is the public key to register with each Host Guardian Service (hgs"
            + " host add). A host starts without a person to type a passphrase. So its private keys"
            + " are not encrypted, and only their owner can read DIR/private. Services release keys"
            + " to the identity key, which is not registered: --renew-identity replaces it and"
            + " writes host-key.pem again, and the services need no change.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String name = arguments.exactly(1).operand(0);
    Path path = arguments.operandPath(0);
    boolean renews = arguments.has(RENEW_IDENTITY);
    if (renews) {
      HostFolder.at(path, session.secrets()).renewIdentity(session.random());
    } else {
      create(name, path, session);
    }
    Path file = path.resolve(HostFolder.PUBLIC_KEY);
    HostPublicKey key =
        HostPublicKey.parseFile(SafeFiles.readAtMost(file, MOST_BYTES), file.toString());
    String keyFile = name + "/" + HostFolder.PUBLIC_KEY;
    if (session.console().json()) {
      HostAnswer.Made made = new HostAnswer.Made(name, keyFile, key.digest().toString());
      session.console().json("host-init", made);
    } else {
      session.console().line((renews ? "renewed the identity key of host " : "made host ") + name);
      session.console().line("  host key  " + keyFile);
      session.console().line("    sha256  " + key.digest());
    }
    session
        .console()
        .note(
            "the private keys lie in "
                + name
                + "/private without a passphrase, readable for their owner only: anybody who has"
                + " them can act as this host");
    return ExitCode.DONE;
  }

  private static void create(String name, Path path, Session session)
      throws IOException, KeywardException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(name);
    }
    SafeFiles.requireWritableFolderOf(path);
    session.console().note("making two RSA keys of 3072 bits, which takes seconds");
    session.secrets().look(path);
    HostFolder.create(path, session.random());
  }
}
