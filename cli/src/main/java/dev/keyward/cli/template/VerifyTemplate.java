package dev.keyward.cli.template;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.console.Progress;
import dev.keyward.vm.disk.VirtualDisk;
import dev.keyward.vm.template.TemplateComparison;
import dev.keyward.vm.template.VolumeSignatureCatalog;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code template verify}: whether a disk is still the one that was signed. */
public final class VerifyTemplate implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "template",
        "verify",
        "DISK CATALOG",
        "tell whether a disk's content is what a catalog signs; exit 0 yes, 1 no",
        List.of(),
        TemplateNotes.FORMAT
            + TemplateNotes.CONTENT
            + " Anybody can sign a catalog: hold the signer's SHA-256 against the one you expect.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String file = arguments.exactly(2).operand(0);
    String catalogFile = arguments.operand(1);
    VolumeSignatureCatalog catalog = new CatalogInput(session).readBehind(file, catalogFile);
    TemplateComparison comparison;
    DiskInput disks = new DiskInput(session);
    try (VirtualDisk disk = disks.open(file);
        Progress progress = session.console().progress("reading", disk.length())) {
      comparison = TemplateComparison.of(catalog.header(), disk, disks.hashing(progress));
    }
    CatalogView view = new CatalogView(catalog.header());
    if (session.console().json()) {
      CatalogAnswer.Verified verified =
          new CatalogAnswer.Verified(
              file,
              catalogFile,
              comparison.same(),
              comparison.content().actualLength(),
              Optional.of(comparison.actualSectors().get(0))
                  .filter(size -> comparison.actualSectors().size() == 1),
              view.answer(comparison.content()),
              view.answer());
      session.console().json("template-verify", verified);
    } else {
      print(session.console(), file, view, comparison);
    }
    return comparison.same() ? ExitCode.DONE : ExitCode.ANSWER_NO;
  }

  private static void print(
      Console console, String file, CatalogView view, TemplateComparison comparison) {
    console.line(file + (comparison.same() ? ": is " : ": is not ") + view.disk());
    console.line("  signed by " + view.signer());
    view.differing(comparison).forEach(console::line);
  }
}
