package dev.keyward.cli.template;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.vm.template.VolumeSignatureCatalog;
import java.io.IOException;
import java.util.List;

/** {@code template show}: what a catalog says. */
public final class ShowTemplate implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "template",
        "show",
        "CATALOG",
        "show a catalog: which disk, its partitions, who signed",
        List.of(),
        TemplateNotes.FORMAT
            + " The named signer signed what the command shows, and anybody can be that signer.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String file = arguments.exactly(1).operand(0);
    VolumeSignatureCatalog catalog = new CatalogInput(session).read(file);
    CatalogView view = new CatalogView(catalog.header(), new Roster(session).known());
    if (session.console().json()) {
      session.console().json("template-show", new CatalogAnswer.Shown(file, view.answer()));
    } else {
      session.console().line(file + ": volume signature catalog, signed");
      view.lines().forEach(session.console()::line);
    }
    view.warning(session.now())
        .ifPresent(warning -> session.console().warning(file + ": " + warning));
    return ExitCode.DONE;
  }
}
