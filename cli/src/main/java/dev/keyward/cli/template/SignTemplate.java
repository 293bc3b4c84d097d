package dev.keyward.cli.template;

import dev.keyward.KeywardException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Outputs;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.input.KeyFileInput;
import dev.keyward.cli.console.Progress;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.keyfile.CertifiedKey;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.vm.disk.VirtualDisk;
import dev.keyward.vm.template.DiskName;
import dev.keyward.vm.template.DiskVersion;
import dev.keyward.vm.template.TemplateSigner;
import dev.keyward.vm.template.VolumeSignatureCatalog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code template sign}: hashes a disk and signs what it is. */
public final class SignTemplate implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "template",
        "sign",
        "DISK",
        "sign the content of a template disk into a catalog",
        List.of(
            OptionSpec.value("name", "N", "the name of the disk, which shielding data refers to")
                .required(),
            OptionSpec.value(
                    "version", "A.B.C.D", "the version of the disk: four numbers, each up to 65535")
                .required(),
            TemplateKey.FILE,
            TemplateKey.GUARDIAN,
            KeyFileInput.PASSPHRASE_FILE,
            KeyFileInput.PASSPHRASE_ENV,
            OptionSpec.value("out", "CATALOG", "the file to write, - for stdout").required(),
            Options.FORCE,
            OptionSpec.flag("any-content", "also sign a disk that no machine starts from"),
            Options.ALLOW_EXPIRED),
        TemplateNotes.FORMAT
            + TemplateNotes.CONTENT
            + " A template disk needs a GPT with an EFI system partition; --any-content signs other"
            + " disks too.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String file = arguments.exactly(1).operand(0);
    DiskName name = name(arguments.required("name"));
    DiskVersion version = version(arguments.required("version"));
    TemplateKey signer = new TemplateKey(arguments, session);
    signer.requireOne();
    String out = arguments.required("out");
    Outputs outputs = new Outputs(session, arguments);
    outputs.requireWritable(out);
    outputs.requireNoInput(out, inputs(arguments, signer));
    DiskInput disks = new DiskInput(session);
    try (VirtualDisk disk = disks.open(file)) {
      CertifiedKey key = signer.read();
      VolumeSignatureCatalog catalog;
      try (Progress progress = session.console().progress("reading", disk.length())) {
        catalog = signer(key, arguments).sign(disk, name, version, disks.hashing(progress));
      } catch (UnsupportedFormatException e) {
        throw hinted(e);
      }
      outputs.write(out, catalog.encode());
      report(session, file, out, catalog);
    }
    return ExitCode.DONE;
  }

  private static List<String> inputs(Arguments arguments, TemplateKey signer)
      throws UsageException {
    List<String> inputs = new ArrayList<>(List.of(arguments.operand(0)));
    inputs.addAll(signer.inputs());
    return inputs;
  }

  private static TemplateSigner signer(CertifiedKey key, Arguments arguments) {
    TemplateSigner signer = new TemplateSigner(key, RsaEngine.jdk());
    return arguments.has("any-content") ? signer.ofAnyContent() : signer;
  }

  private static UnsupportedFormatException hinted(UnsupportedFormatException e) {
    return e.fault().code().equals("not-bootable")
        ? new UnsupportedFormatException(
            e.fault().withHint("--any-content signs a disk that no machine starts from"))
        : e;
  }

  private static DiskName name(String text) throws UsageException {
    try {
      return DiskName.parse(text);
    } catch (KeywardException e) {
      throw new UsageException("--" + e.getMessage());
    }
  }

  private static DiskVersion version(String text) throws UsageException {
    try {
      return DiskVersion.parse(text);
    } catch (KeywardException e) {
      throw new UsageException("--" + e.getMessage());
    }
  }

  private static void report(
      Session session, String file, String out, VolumeSignatureCatalog catalog) {
    CatalogView view = new CatalogView(catalog.header(), KnownGuardians.none());
    if (session.console().json() && !out.equals("-")) {
      session.console().json("template-sign", new CatalogAnswer.Signed(file, out, view.answer()));
    } else {
      session.console().note(out + ": " + view.disk() + ", signed by " + view.signer());
    }
  }
}
