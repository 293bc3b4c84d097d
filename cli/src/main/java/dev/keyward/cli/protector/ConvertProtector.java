package dev.keyward.cli.protector;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.FileEdit;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Outputs;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.input.ProtectorInput;
import dev.keyward.cli.console.Answer;
import dev.keyward.file.InPlaceEdit;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.file.ProtectorEncoding;
import java.io.IOException;
import java.util.List;

/** {@code protector convert}: the same document in another encoding, neither read nor verified. */
public final class ConvertProtector implements Command {

  @Answer.To("protector-convert")
  record Converted(String file, String encoding, Thumbprint sha256) implements Answer {}

  @Override
  public Verb verb() {
    return new Verb(
        "protector",
        "convert",
        "FILE",
        "write a protector in another encoding",
        List.of(
            OptionSpec.value("encoding", "xml|framed|bytes|base64", "the encoding of the new file")
                .required(),
            Options.OUT_FILE.required(),
            Options.FORCE,
            Options.VM,
            Options.NUMBER,
            Options.LAST_KNOWN_GOOD),
        "Keyward copies the document byte for byte and verifies nothing.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(1);
    ProtectorEncoding encoding = Options.encoding(arguments.required("encoding"));
    String out = arguments.required("out");
    byte[] converted = convert(arguments, session, encoding, out);
    if (!session.console().json()) {
      session.console().note(out + ": written as " + encoding.code());
    } else if (!out.equals("-")) {
      Converted answer = new Converted(out, encoding.code(), Thumbprint.of(converted));
      session.console().json("protector-convert", answer);
    }
    return ExitCode.DONE;
  }

  private static byte[] convert(
      Arguments arguments, Session session, ProtectorEncoding encoding, String out)
      throws KeywardException, IOException, UsageException {
    String file = arguments.operand(0);
    ProtectorInput input = new ProtectorInput(session, arguments);
    Outputs outputs = new Outputs(session, arguments);
    if (file.equals("-") || !outputs.replaces(out, session.path(file))) {
      byte[] converted = encoding.encode(input.single(file));
      outputs.write(out, converted);
      return converted;
    }
    try (InPlaceEdit inPlace = FileEdit.begin(session, file)) {
      input.hold(inPlace);
      byte[] converted = encoding.encode(input.single(file));
      inPlace.stream().write(converted);
      FileEdit.commit(session, file, inPlace);
      return converted;
    }
  }
}
