package dev.keyward.cli.protector;

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
import dev.keyward.cli.base.folder.ServiceFolders;
import dev.keyward.cli.base.input.KeyFileInput;
import dev.keyward.cli.base.input.ProtectorInput;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.view.AccessQuestion;
import dev.keyward.cli.view.Addressing;
import dev.keyward.cli.view.EndedCertificates;
import dev.keyward.cli.view.KeyStrength;
import dev.keyward.cli.view.VerifiedView;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.protector.KeylessReader;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.VerifiedProtector;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.protector.listing.ProtectorListing;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** {@code protector check}: who can open it, by name, and whether that is proved. */
public final class CheckProtector implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "protector",
        "check",
        "FILE...",
        "show which guardians a protector is addressed to; --prove shows that it opens",
        List.of(
            OptionSpec.value("guardian", "NAME", "ask for one guardian: exit 0 yes, 1 no"),
            Options.GUARDIANS,
            Options.HGS,
            KeyFileInput.PASSPHRASE_FILE,
            KeyFileInput.PASSPHRASE_ENV,
            OptionSpec.flag(
                "prove", "open it with the private keys in the store, and in the folders of --hgs"),
            OptionSpec.flag(
                "strict",
                "exit 1 if a check was not made, or if only a former or unlisted key opens it"),
            Options.VM,
            Options.NUMBER,
            Options.LAST_KNOWN_GOOD),
        "\"Addressed\" means that the certificates match. Only --prove shows that the key opens it.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.atLeast(1);
    ProtectorInput input = new ProtectorInput(session, arguments);
    Checking checking = new Checking(arguments, session, input);
    return checking.each.run(input, arguments.operands(), checking::answer);
  }

  /** One run of the command. */
  private static final class Checking {

    private final Console console;
    private final Instant now;
    private final EachProtector each;
    private final ProtectorVerifier verifier = new ProtectorVerifier(RsaEngine.jdk());
    private final KeylessReader reader = new KeylessReader();
    private final KeyStrength strength = new KeyStrength();
    private final InputSigners signers;
    private final AccessQuestion question;
    private final boolean strict;
    private KnownGuardians known;

    Checking(Arguments arguments, Session session, ProtectorInput input)
        throws KeywardException, IOException, UsageException {
      this.console = session.console();
      this.now = session.now();
      this.each =
          new EachProtector(session, "protector-check", new ProtectorAnswers.AllChecked(List.of()));
      Roster roster = new Roster(session);
      KnownGuardians stored = roster.known();
      this.signers = new InputSigners(input, arguments.operands(), this::verify);
      this.known = ServiceFolders.andGuardians(stored, arguments, session);
      this.question = new AccessQuestion(arguments, roster, session, known);
      this.strict = arguments.has("strict");
    }

    EachProtector.Outcome answer(ProtectorInput.Entry entry)
        throws KeywardException, IOException, UsageException {
      VerifiedProtector verified = verified(entry);
      known = signers.beside(known, verified);
      AccessQuestion.Access access = question.of(verified, known);
      print(entry, access);
      List<String> weak = strength.warnings(verified);
      weak.forEach(each -> console.warning(entry.place() + ": " + each));
      new EndedCertificates(now)
          .warnings(verified, access.view())
          .forEach(each -> console.warning(entry.place() + ": " + each));
      ProtectorAnswers.Checked answer =
          new ProtectorAnswers.Checked(
              ProtectorAnswers.Entry.of(entry),
              true,
              question.name(),
              access.addressing().map(Addressing::isYes),
              access.addressing().flatMap(Addressing::by),
              access.served().refusedNumbers(),
              access.view().answer());
      boolean open = strict && access.view().isLeftOpen();
      if (open && access.isYes()) {
        console.warning(entry.place() + ": not everything was checked, so --strict fails");
      }
      boolean no = !access.isYes() || access.isRefused() || open || (strict && !weak.isEmpty());
      return new EachProtector.Outcome(no ? ExitCode.ANSWER_NO : ExitCode.DONE, answer);
    }

    /** Verified; where that fails, what the bytes say is shown before the error is. */
    private VerifiedProtector verified(ProtectorInput.Entry entry) throws KeywardException {
      try {
        return verify(entry.document());
      } catch (KeywardException e) {
        if (!console.json()) {
          ListingView view = new ListingView(ProtectorListing.parse(entry.document()));
          console.line(entry.place() + ": not valid; what it says, not verified:");
          view.lines().forEach(console::line);
        }
        throw e;
      }
    }

    private VerifiedProtector verify(byte[] document) throws KeywardException {
      return verifier.examine(reader.read(document)).orThrow();
    }

    private void print(ProtectorInput.Entry entry, AccessQuestion.Access access) {
      VerifiedView view = access.view();
      if (console.json()) {
        view.warnings().forEach(console::warning);
        return;
      }
      console.line(entry.place() + ": valid, " + view.sealedBy());
      view.wrappingLines().forEach(console::line);
      console.line("  " + view.transportKeySignature());
      console.line("  " + view.offlineUnwraps());
      access.words().ifPresent(words -> console.line("  " + words));
      view.warnings().forEach(console::warning);
    }
  }
}
