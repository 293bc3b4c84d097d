package dev.keyward.cli.command;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.protector.ProtectorEncoding;
import java.io.IOException;
import java.util.List;

/** {@code protector convert}: the same document in another encoding, neither read nor verified. */
public final class ConvertProtector implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "protector",
        "convert",
        "FILE",
        "write a protector in another encoding",
        List.of(
            OptionSpec.value("encoding", "E", "xml, framed, bytes or base64"),
            Options.OUT_FILE,
            Options.FORCE,
            Options.VM),
        "The document itself is copied byte for byte; nothing is verified.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(1);
    ProtectorEncoding encoding = Options.encoding(arguments.required("encoding"));
    String out = arguments.required("out");
    byte[] document = new ProtectorInput(session, arguments).single(arguments.operand(0));
    new Outputs(session, arguments).write(out, encoding.encode(document));
    return ExitCode.DONE;
  }
}
