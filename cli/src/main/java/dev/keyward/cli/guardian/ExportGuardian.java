package dev.keyward.cli.guardian;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Outputs;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.console.Answer;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.keyfile.LockedKeys;
import dev.keyward.guardian.keyfile.PfxEncryption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** {@code guardian export}: the signed metadata, or with {@code --with-keys} the private keys. */
public final class ExportGuardian implements Command {

  private static final String SIGNING = "signing.p12";
  private static final String OPENING = "encryption.p12";

  @Answer.To("guardian-export")
  record Exported(String name, List<String> files) implements Answer {}

  @Override
  public Verb verb() {
    return new Verb(
        "guardian",
        "export",
        "NAME",
        "write a guardian's signed metadata, or its private keys",
        List.of(
            OptionSpec.value(
                "out", "FILE|DIR", "the file, or with --with-keys the folder, to write"),
            OptionSpec.flag("with-keys", "write signing.p12 and encryption.p12 into the folder"),
            OptionSpec.value("pfx-encryption", "E", "aes256 (default), or 3des for old Windows"),
            Options.FORCE),
        "Metadata holds no secret and needs no passphrase. The private keys are written under the"
            + " passphrase they have in the store.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(1);
    Roster roster = new Roster(session);
    GuardianName name = roster.require(arguments.operand(0)).guardian().name();
    String out = arguments.required("out");
    if (arguments.has("with-keys")) {
      return withKeys(arguments, session, roster, name);
    }
    if (arguments.has("pfx-encryption")) {
      throw new UsageException("--pfx-encryption goes with --with-keys");
    }
    new Outputs(session, arguments).write(out, roster.store().metadata(name));
    report(session, name, List.of(out));
    return ExitCode.DONE;
  }

  private static ExitCode withKeys(
      Arguments arguments, Session session, Roster roster, GuardianName name)
      throws KeywardException, IOException, UsageException {
    PfxEncryption encryption =
        switch (arguments.value("pfx-encryption").orElse("aes256")) {
          case "aes256" -> PfxEncryption.AES256;
          case "3des" -> PfxEncryption.TRIPLE_DES;
          default -> throw new UsageException("--pfx-encryption takes aes256 or 3des");
        };
    Outputs outputs = new Outputs(session, arguments);
    Path folder = session.path(arguments.required("out"));
    List<String> files =
        Stream.of(SIGNING, OPENING).map(file -> folder.resolve(file).toString()).toList();
    for (String file : files) {
      outputs.requireWritable(file);
    }
    LockedKeys keys = roster.store().exportKeys(name, session.lockingPassphrase(), encryption);
    outputs.writeSecret(folder, SIGNING, keys.signing());
    outputs.writeSecret(folder, OPENING, keys.encryption());
    if (encryption == PfxEncryption.TRIPLE_DES) {
      session.console().warning("3des protects the keys poorly: delete the files after the import");
    }
    report(session, name, files);
    return ExitCode.DONE;
  }

  private static void report(Session session, GuardianName name, List<String> files) {
    if (session.console().json() && !files.equals(List.of("-"))) {
      session.console().json("guardian-export", new Exported(name.toString(), files));
    } else {
      session.console().note("exported guardian " + name + " to " + String.join(", ", files));
    }
  }
}
