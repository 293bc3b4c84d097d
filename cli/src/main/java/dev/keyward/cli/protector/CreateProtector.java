package dev.keyward.cli.protector;

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
import dev.keyward.cli.protector.batch.BatchCreate;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.ProtectorAuthor;
import dev.keyward.protector.file.ProtectorEncoding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code protector create}: one protector, or with {@code --batch} one for each line of a file. */
public final class CreateProtector implements Command {

  @Answer.To("protector-create")
  record Created(
      String file, String encoding, String owner, List<String> guardians, Thumbprint sha256)
      implements Answer {}

  @Override
  public Verb verb() {
    return new Verb(
        "protector",
        "create",
        "",
        "create a protector that the owner and the guardians can open",
        List.of(
            OptionSpec.value("owner", "NAME", "the owner, whose signing key is used"),
            OptionSpec.many("guardian", "NAME", "another guardian that gets access"),
            OptionSpec.value(
                "encoding", "xml|framed|bytes|base64", "the encoding of the file (xml)"),
            Options.OUT_FILE,
            Options.FORCE,
            OptionSpec.value(
                "batch",
                "FILE.jsonl",
                "create many protectors: each line is {\"id\",\"owner\",\"guardians\",...}"),
            OptionSpec.value("out-dir", "DIR", "the folder in which --batch writes <id>.<ending>"),
            OptionSpec.flag(
                "remake", "with --batch: make files for renewed or other guardians again"),
            Options.ALLOW_EXPIRED),
        "The transport key is new and random; only the owner and the guardians can open it. A batch"
            + " keeps an existing file only if it verifies with the same owner,"
            + " guardians and encoding. If a run is interrupted, run the same command"
            + " again. It also keeps"
            + " one that differs only by former keys or older certificates, and 'protector renew'"
            + " puts the current ones into it. --remake makes these files again, and the owner's"
            + " files that are for other keys. The new files have new transport keys, so a VM that"
            + " used the old file cannot open its state any more.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(0);
    if (arguments.has("batch")) {
      arguments.refuse("batch", "owner", "guardian", "encoding", "out", "force");
      return new BatchCreate(arguments, session).run();
    }
    for (String option : List.of("out-dir", "remake")) {
      if (arguments.has(option)) {
        throw new UsageException("--" + option + " goes with --batch");
      }
    }
    ProtectorEncoding encoding = Options.encoding(arguments.value("encoding").orElse("xml"));
    arguments.requireAll("owner", "out");
    String out = arguments.required("out");
    String ownerName = arguments.required("owner");
    Outputs outputs = new Outputs(session, arguments);
    outputs.requireWritable(out);
    Roster roster = new Roster(session);
    boolean allowExpired = arguments.has("allow-expired");
    roster.grantable(ownerName, allowExpired);
    List<TrustedGuardian> guardians = new ArrayList<>();
    for (String name : arguments.values("guardian")) {
      guardians.add(roster.grantable(name, allowExpired));
    }
    SigningKey owner = roster.owner(ownerName, allowExpired);
    byte[] file = encoding.encode(create(session, owner, guardians).encode());
    outputs.write(out, file);
    report(session, new Made(out, owner.guardian(), guardians, encoding), file);
    return ExitCode.DONE;
  }

  private static KeyProtector create(
      Session session, SigningKey owner, List<TrustedGuardian> guardians)
      throws UsageException, KeywardException {
    try {
      return new ProtectorAuthor(session.tools()).create(owner, guardians);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private record Made(
      String file, Guardian owner, List<TrustedGuardian> guardians, ProtectorEncoding encoding) {}

  private static void report(Session session, Made made, byte[] file) {
    List<String> names = made.guardians().stream().map(each -> each.name().toString()).toList();
    if (session.console().json() && !made.file().equals("-")) {
      Created created =
          new Created(
              made.file(),
              made.encoding().code(),
              made.owner().name().toString(),
              names,
              Thumbprint.of(file));
      session.console().json("protector-create", created);
    } else {
      String who = names.isEmpty() ? "its owner only" : "its owner and " + String.join(", ", names);
      session
          .console()
          .note(made.file() + ": protector of " + made.owner().name() + ", for " + who);
    }
  }
}
