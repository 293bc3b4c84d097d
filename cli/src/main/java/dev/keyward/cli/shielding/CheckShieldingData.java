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
import dev.keyward.cli.base.folder.ServiceFolders;
import dev.keyward.cli.base.input.KeyFileInput;
import dev.keyward.cli.console.Answer;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.view.AccessQuestion;
import dev.keyward.cli.view.Addressing;
import dev.keyward.cli.view.EndedCertificates;
import dev.keyward.cli.view.KeyStrength;
import dev.keyward.cli.view.OwnerPin;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.vm.sealing.SealedPart;
import dev.keyward.vm.shielding.OpenedShieldingData;
import dev.keyward.vm.shielding.ShieldingData;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code shielding-data check}: who can open it, by name, and whether that is proved. */
public final class CheckShieldingData implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "shielding-data",
        "check",
        "FILE...",
        "show which guardians shielding data is addressed to; --prove shows that it opens",
        List.of(
            OwnerPin.OPTION,
            OptionSpec.value("guardian", "NAME", "ask for one guardian: exit 0 yes, 1 no"),
            Options.GUARDIANS,
            Options.HGS,
            KeyFileInput.PASSPHRASE_FILE,
            KeyFileInput.PASSPHRASE_ENV,
            OptionSpec.flag(
                "prove", "open it, and every file in it, with the keys in the store and in --hgs"),
            Options.STRICT),
        ShieldingNotes.FORMAT
            + " \"Addressed\" means that the certificates match. Only --prove shows that the key"
            + " opens it. Anybody can make shielding data: --owner requires the owner that you"
            + " expect.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    arguments.atLeast(1);
    return new Checking(arguments, session).run(arguments.operands());
  }

  /** One run of the command. */
  private static final class Checking {

    private final Session session;
    private final Console console;
    private final KnownGuardians known;
    private final AccessQuestion question;
    private final KeyStrength strength = new KeyStrength();
    private final OwnerPin owner;
    private final boolean prove;
    private final boolean strict;
    private final EachShieldingData each;

    Checking(Arguments arguments, Session session)
        throws KeywardException, IOException, UsageException {
      this.session = session;
      this.console = session.console();
      this.each =
          new EachShieldingData(
              session, "shielding-data-check", new ShieldingAnswer.AllChecked(List.of()));
      Roster roster = new Roster(session);
      this.known = ServiceFolders.andGuardians(roster.known(), arguments, session);
      this.question = new AccessQuestion(arguments, roster, session, known);
      this.owner = OwnerPin.of(arguments, roster);
      this.prove = arguments.has("prove");
      this.strict = arguments.has("strict");
    }

    ExitCode run(List<String> files) throws KeywardException, IOException, UsageException {
      ExitCode worst = each.run(files, this::check);
      if (files.size() > 1) {
        console.note(files.size() + " files, " + each.failed() + " with errors");
      }
      return worst;
    }

    private ExitCode check(String file, ShieldingData data)
        throws KeywardException, IOException, UsageException {
      AccessQuestion.Access access;
      boolean opened;
      try {
        owner.require(data.header().addressees().certificate());
        access = question.of(data.protector(), known);
        opened = prove && open(data);
      } catch (KeywardException e) {
        throw e.within(file);
      }
      if (console.json()) {
        each.keep(answer(file, access));
      } else {
        print(file, access, opened);
      }
      List<String> warnings = new ArrayList<>(access.view().warnings());
      warnings.addAll(
          new EndedCertificates(session.now())
              .warnings(data.header().addressees(), data.protector(), access.view()));
      List<String> weak = strength.warnings(data.protector());
      warnings.addAll(weak);
      warnings.forEach(warning -> console.warning(file + ": " + warning));
      boolean left = access.view().isLeftOpen() || !weak.isEmpty();
      boolean no = !access.isYes() || access.isRefused() || (strict && left);
      return no ? ExitCode.ANSWER_NO : ExitCode.DONE;
    }

    /**
     * Returns whether a key was there. The files are the same for each key, so one pass is enough.
     */
    private boolean open(ShieldingData data) throws KeywardException, IOException {
      Optional<OpeningKey> key = question.key(data.protector());
      if (key.isEmpty()) {
        return false;
      }
      try (OpenedShieldingData content = data.unlock(key.get(), session.random())) {
        for (SealedPart part : data.header().parts()) {
          content.copy(part, OutputStream.nullOutputStream());
        }
      }
      return true;
    }

    private Answer answer(String file, AccessQuestion.Access access) {
      return new ShieldingAnswer.Checked(
          file,
          Optional.empty(),
          "shielding-data",
          true,
          question.name(),
          access.addressing().map(Addressing::isYes),
          access.addressing().flatMap(Addressing::by),
          access.served().refusedNumbers(),
          access.view().answer());
    }

    private void print(String file, AccessQuestion.Access access, boolean opened) {
      console.line(file + ": valid, " + access.view().sealedBy());
      console.line(
          "  holds           the owner's signature over policy, disks, guardians and files");
      console.line(
          opened
              ? "  holds           that they were sealed together: opened, files and all"
              : "  not checked     that they were sealed together: no key (--prove)");
      access.view().wrappingLines().forEach(console::line);
      access.words().ifPresent(words -> console.line("  " + words));
    }
  }
}
