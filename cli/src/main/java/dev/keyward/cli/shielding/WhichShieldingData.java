package dev.keyward.cli.shielding;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Options;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Text;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.vm.shielding.ShieldingData;
import dev.keyward.vm.shielding.ShieldingHeader;
import dev.keyward.vm.shielding.VolumeIdQualifier;
import java.io.IOException;
import java.util.List;

/** {@code shielding-data which}: what no longer fits when a signer of catalogs is renewed. */
public final class WhichShieldingData implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "shielding-data",
        "which",
        "FILE...",
        "list the shielding data that accepts disks of a signer",
        List.of(
            OptionSpec.value(
                    "signer",
                    "SHA256",
                    "the certificate that signs catalogs; template show prints it")
                .required()),
        ShieldingNotes.FORMAT
            + " A signer is known by its certificate. If the signer gets a new certificate, hosts"
            + " refuse its disks for the listed files until their owners make the files again.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.atLeast(1);
    KnownGuardians known = new Roster(session).known();
    Thumbprint signer = Options.fingerprint("--signer", arguments.required("signer"));
    return new Listing(session, known, signer, arguments.operands().size())
        .run(arguments.operands());
  }

  /** One run of the command. */
  private static final class Listing {

    private final Session session;
    private final KnownGuardians known;
    private final Thumbprint signer;
    private final EachShieldingData each;
    private int named;

    Listing(Session session, KnownGuardians known, Thumbprint signer, int files) {
      this.session = session;
      this.known = known;
      this.signer = signer;
      this.each =
          new EachShieldingData(
              session,
              "shielding-data-which",
              new ShieldingAnswer.AllNaming(signer.toString(), files, List.of()));
    }

    ExitCode run(List<String> files) throws KeywardException, IOException, UsageException {
      ExitCode worst = each.run(files, this::list);
      session.console().note(named + " of " + Text.count(files.size(), "file"));
      return named == 0 ? worst.worse(ExitCode.ANSWER_NO) : worst;
    }

    private ExitCode list(String file, ShieldingData data) throws IOException {
      ShieldingHeader header = data.header();
      List<VolumeIdQualifier> theirs =
          header.qualifiers().stream().filter(each -> each.signer().equals(signer)).toList();
      if (theirs.isEmpty()) {
        return ExitCode.DONE;
      }
      named++;
      ShieldingView view = new ShieldingView(data, known);
      int others = header.qualifiers().size() - theirs.size();
      if (session.console().json()) {
        each.keep(
            new ShieldingAnswer.Naming(
                file, view.known(), ShieldingAnswer.Qualifier.all(theirs), others));
        return ExitCode.DONE;
      }
      session
          .console()
          .line(
              file
                  + ": of "
                  + view.named()
                  + (others == 0
                      ? ", accepts no disk of another signer"
                      : ", accepts " + Text.count(others, "disk") + " of other signers"));
      theirs.forEach(qualifier -> session.console().line("  " + ShieldingView.words(qualifier)));
      return ExitCode.DONE;
    }
  }
}
