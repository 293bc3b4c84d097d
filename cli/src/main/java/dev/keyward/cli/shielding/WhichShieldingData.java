package dev.keyward.cli.shielding;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Failures;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Text;
import dev.keyward.cli.console.Answer;
import dev.keyward.cli.console.FaultAnswer;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.vm.shielding.ShieldingData;
import dev.keyward.vm.shielding.ShieldingHeader;
import dev.keyward.vm.shielding.VolumeIdQualifier;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code shielding-data which}: what no longer fits when a signer of catalogs is renewed. */
public final class WhichShieldingData implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "shielding-data",
        "which",
        "FILE...",
        "list the shielding data that accepts disks of a signer; exit 0 one or more, 1 none",
        List.of(
            OptionSpec.value(
                "signer",
                "SHA256",
                "the certificate that signs catalogs; template show prints it")),
        ShieldingNotes.FORMAT
            + " A signer is known by its certificate. If the signer gets a new certificate, hosts"
            + " refuse its disks for the listed files until their owners make the files again.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.atLeast(1);
    Listing listing = new Listing(session, new Roster(session).known(), signer(arguments));
    for (String file : arguments.operands()) {
      try (ShieldingData data = new ShieldingInput(session).open(file)) {
        listing.add(file, data);
      } catch (KeywardException e) {
        listing.fail(file, e.fault(), ExitCode.of(e));
      } catch (IOException e) {
        listing.fail(file, Failures.io(file, e), ExitCode.IO);
      }
    }
    return listing.end();
  }

  private static Thumbprint signer(Arguments arguments) throws UsageException {
    try {
      return Thumbprint.parse(arguments.required("signer"));
    } catch (KeywardException e) {
      throw new UsageException("--signer: " + e.getMessage());
    }
  }

  /** One run of the command. */
  private static final class Listing {

    private final Session session;
    private final KnownGuardians known;
    private final Thumbprint signer;
    private final List<Answer> answers = new ArrayList<>();
    private ExitCode worst = ExitCode.DONE;
    private int seen;
    private int named;

    Listing(Session session, KnownGuardians known, Thumbprint signer) {
      this.session = session;
      this.known = known;
      this.signer = signer;
    }

    void add(String file, ShieldingData data) {
      seen++;
      ShieldingHeader header = data.header();
      List<VolumeIdQualifier> theirs =
          header.qualifiers().stream().filter(each -> each.signer().equals(signer)).toList();
      if (theirs.isEmpty()) {
        return;
      }
      named++;
      ShieldingView view = new ShieldingView(data, known);
      int others = header.qualifiers().size() - theirs.size();
      if (session.console().json()) {
        answers.add(
            new ShieldingAnswer.Naming(
                file, view.known(), ShieldingAnswer.Qualifier.all(theirs), others));
        return;
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
      theirs.forEach(each -> session.console().line("  " + ShieldingView.words(each)));
    }

    void fail(String file, Fault fault, ExitCode code) {
      seen++;
      worst = worst.worse(code);
      answers.add(new ShieldingAnswer.Failed(file, FaultAnswer.of(fault)));
      session.console().error(fault);
    }

    ExitCode end() {
      if (session.console().json()) {
        session
            .console()
            .json(
                "shielding-data-which",
                new ShieldingAnswer.AllNaming(signer.toString(), seen, answers));
      }
      session.console().note(named + " of " + Text.count(seen, "file"));
      return named == 0 ? worst.worse(ExitCode.ANSWER_NO) : worst;
    }
  }
}
