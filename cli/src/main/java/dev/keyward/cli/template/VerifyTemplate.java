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
import dev.keyward.vm.disk.digest.DiskComparison;
import dev.keyward.vm.template.VolumeSignatureCatalog;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    VolumeSignatureCatalog catalog = new CatalogInput(session).read(catalogFile);
    DiskComparison comparison;
    try (VirtualDisk disk = new DiskInput(session).open(file);
        Progress progress = session.console().progress("reading", disk.length())) {
      comparison = DiskComparison.of(catalog.header().digest(), disk, DiskInput.hashing(progress));
    }
    CatalogView view = new CatalogView(catalog.header());
    if (session.console().json()) {
      session.console().json("template-verify", json(file, catalogFile, view, comparison));
    } else {
      print(session.console(), file, view, comparison);
    }
    return comparison.same() ? ExitCode.DONE : ExitCode.ANSWER_NO;
  }

  private static void print(
      Console console, String file, CatalogView view, DiskComparison comparison) {
    console.line(file + (comparison.same() ? ": is " : ": is not ") + view.disk());
    console.line("  signed by " + view.signer());
    view.differing(comparison).forEach(console::line);
  }

  private static Map<String, Object> json(
      String file, String catalogFile, CatalogView view, DiskComparison comparison) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("file", file);
    data.put("catalog", catalogFile);
    data.put("matches", comparison.same());
    data.put("actualLength", comparison.actualLength());
    data.put("differing", view.differingJson(comparison));
    data.putAll(view.json());
    return data;
  }
}
