package dev.keyward.cli.protector;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.input.ProtectorInput;
import dev.keyward.cli.console.Console;
import dev.keyward.protector.listing.ProtectorListing;
import java.io.IOException;
import java.util.List;

/** {@code protector show}: what a protector's bytes say, under the words "not verified". */
public final class ShowProtector implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "protector",
        "show",
        "FILE",
        "show what a protector contains, without verifying it",
        List.of(Options.VM, Options.NUMBER, Options.LAST_KNOWN_GOOD),
        "The command lists any well-formed XML, even if it differs from the published form. The"
            + " JSON output holds certificates and algorithm names only, no wrapped keys.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.exactly(1);
    Console console = session.console();
    EachProtector each =
        new EachProtector(session, "protector-show", new ProtectorAnswers.AllListed(List.of()));
    return each.run(
        new ProtectorInput(session, arguments),
        List.of(arguments.operand(0)),
        entry -> {
          ListingView view = new ListingView(ProtectorListing.parse(entry.document()));
          if (!console.json()) {
            console.line(
                entry.place() + ": key protector, " + entry.encoding().code() + ", not verified");
            view.lines().forEach(console::line);
          }
          return new EachProtector.Outcome(
              ExitCode.DONE,
              new ProtectorAnswers.Listed(ProtectorAnswers.Entry.of(entry), view.answer()));
        });
  }
}
