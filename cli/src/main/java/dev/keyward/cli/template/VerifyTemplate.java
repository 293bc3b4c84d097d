package dev.keyward.cli.template;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.VerificationFailedException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.console.Progress;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.vm.disk.VirtualDisk;
import dev.keyward.vm.template.CatalogHeader;
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
        "check whether a disk has the content that a catalog signs",
        List.of(
            OptionSpec.value(
                "signer", "SHA256", "require the signer's certificate of this SHA-256")),
        TemplateNotes.FORMAT
            + TemplateNotes.CONTENT
            + " Anybody can sign a catalog: --signer requires the SHA-256 of the signer's certificate"
            + " that you expect.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String file = arguments.exactly(2).operand(0);
    String catalogFile = arguments.operand(1);
    Optional<Thumbprint> signer = signer(arguments);
    VolumeSignatureCatalog catalog = new CatalogInput(session).readBehind(file, catalogFile);
    if (signer.isPresent()) {
      require(signer.get(), catalog.header(), catalogFile);
    }
    TemplateComparison comparison;
    DiskInput disks = new DiskInput(session);
    try (VirtualDisk disk = disks.open(file);
        Progress progress = session.console().progress("reading", disk.length())) {
      comparison = TemplateComparison.of(catalog.header(), disk, disks.hashing(progress));
    }
    CatalogView view = new CatalogView(catalog.header(), new Roster(session).known());
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
      String word = signer.isPresent() ? "which --signer requires" : view.vouching();
      session.console().line(file + (comparison.same() ? ": is " : ": is not ") + view.disk());
      session.console().line("  signed by " + view.signer());
      session.console().line("  " + word);
      view.differing(comparison).forEach(session.console()::line);
    }
    view.warning(session.now())
        .ifPresent(warning -> session.console().warning(catalogFile + ": " + warning));
    return comparison.same() ? ExitCode.DONE : ExitCode.ANSWER_NO;
  }

  private static Optional<Thumbprint> signer(Arguments arguments) throws UsageException {
    Optional<String> text = arguments.value("signer");
    return text.isPresent()
        ? Optional.of(Options.fingerprint("--signer", text.get()))
        : Optional.empty();
  }

  /** Before the disk is read, which takes long. */
  private static void require(Thumbprint signer, CatalogHeader header, String where)
      throws VerificationFailedException {
    if (!header.signerId().equals(signer)) {
      throw new VerificationFailedException(
          Fault.of(
              "not-the-pinned-signer",
              where + ": signer",
              "the certificate " + header.signerId(),
              "the certificate " + signer));
    }
  }
}
