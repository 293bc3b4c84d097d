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
import dev.keyward.host.tpm.HostTpm;
import dev.keyward.host.tpm.HostTpm.Setting;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code host init}: the folder of a guarded host, with its keys. */
public final class InitHost implements Command {

  private static final String RENEW_IDENTITY = "renew-identity";
  private static final String TPM = "tpm";
  private static final String EVENT_LOG = "event-log";
  private static final String COMMAND_LINE = "command-line";

  @Override
  public Verb verb() {
    return new Verb(
        "host",
        "init",
        "DIR",
        "make the folder of a guarded host, with its keys",
        List.of(
            OptionSpec.flag(
                RENEW_IDENTITY, "of an existing host: replace a lost or damaged identity key"),
            OptionSpec.value(
                TPM, "DEVICE", "attest with this TPM: /dev/tpmrm0, or swtpm:HOST:PORT for tests"),
            OptionSpec.value(
                EVENT_LOG, "FILE", "the event log of the firmware (" + Setting.LOG + ")"),
            OptionSpec.value(
                COMMAND_LINE,
                "FILE",
                "the text of the kernel's command line (" + Setting.COMMAND_LINE + ")")),
        HostNotes.LAB
            + " DIR/host-key.pem is the public key to register with each Host Guardian Service (hgs"
            + " host add). A host starts without a person to type a passphrase. So its private keys"
            + " are not encrypted, and only their owner can read DIR/private. Services release keys"
            + " to the identity key, which is not registered: --renew-identity replaces it and"
            + " writes host-key.pem again, and the services need no change. With --tpm the host"
            + " attests with that TPM and nothing else: register DIR/ek.pem (hgs host add --ek)."
            + " The TPM makes an attestation key, which it alone can use; DIR/private keeps it.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String name = arguments.exactly(1).operand(0);
    Path path = arguments.operandPath(0);
    boolean renews = arguments.has(RENEW_IDENTITY);
    if (renews) {
      arguments.refuse(RENEW_IDENTITY, TPM, EVENT_LOG, COMMAND_LINE);
      HostFolder.at(path, session.secrets()).renewIdentity(session.random());
    } else {
      create(arguments, session);
    }
    report(new Made(name, HostFolder.at(path), renews), session);
    session
        .console()
        .note(
            "the private keys lie in "
                + name
                + "/private without a passphrase, readable for their owner only: anybody who has"
                + " them can act as this host");
    return ExitCode.DONE;
  }

  /** A host that was made, or that has a new identity key. */
  private record Made(String name, HostFolder folder, boolean renewed) {}

  private static void report(Made made, Session session) throws IOException, KeywardException {
    String name = made.name();
    Optional<HostTpm> tpm = made.folder().tpm();
    HostPublicKey key = made.folder().hostKey();
    String keyFile = name + "/" + HostFolder.PUBLIC_KEY;
    if (session.console().json()) {
      HostAnswer.Made answer =
          new HostAnswer.Made(
              name,
              keyFile,
              key.digest().toString(),
              tpm.map(each -> name + "/" + HostTpm.PUBLIC_KEY),
              tpm.map(each -> each.endorsementKey().digest().toString()));
      session.console().json("host-init", answer);
    } else {
      session
          .console()
          .line((made.renewed() ? "renewed the identity key of host " : "made host ") + name);
      session.console().line("  host key  " + keyFile);
      session.console().line("    sha256  " + key.digest());
      if (tpm.isPresent()) {
        session.console().line("  TPM       " + tpm.get().setting().address());
        session.console().line("    key     " + name + "/" + HostTpm.PUBLIC_KEY);
        session.console().line("    sha256  " + tpm.get().endorsementKey().digest());
      }
    }
  }

  private static void create(Arguments arguments, Session session)
      throws IOException, KeywardException, UsageException {
    String name = arguments.operand(0);
    Path path = arguments.operandPath(0);
    Optional<Setting> setting = setting(arguments);
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(name);
    }
    SafeFiles.requireWritableFolderOf(path);
    session.console().note("making two RSA keys of 3072 bits, which takes seconds");
    session.secrets().look(path);
    Optional<HostTpm> tpm = Optional.empty();
    if (setting.isPresent()) {
      session.console().note("the TPM makes an attestation key, which may take a minute");
      tpm = Optional.of(HostTpm.create(setting.get()));
    }
    HostFolder.create(path, tpm, session.random());
  }

  private static Optional<Setting> setting(Arguments arguments) throws UsageException {
    if (!arguments.has(TPM)) {
      if (arguments.has(EVENT_LOG) || arguments.has(COMMAND_LINE)) {
        throw new UsageException("--event-log and --command-line go with --tpm");
      }
      return Optional.empty();
    }
    return Optional.of(
        new Setting(
            arguments.required(TPM),
            arguments.path(EVENT_LOG).orElse(Setting.LOG).toAbsolutePath(),
            arguments.path(COMMAND_LINE).orElse(Setting.COMMAND_LINE).toAbsolutePath()));
  }
}
