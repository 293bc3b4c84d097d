package dev.keyward.cli.shielding;

import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Outputs;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Text;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.view.OwnerPin;
import dev.keyward.file.PendingFolder;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.SealedPart;
import dev.keyward.vm.shielding.OpenedShieldingData;
import dev.keyward.vm.shielding.ShieldingData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code shielding-data open}: opens shielding data with a guardian's key. */
public final class OpenShieldingData implements Command {

  private static final String ANSWER_FILE = "unattend.xml";

  @Override
  public Verb verb() {
    return new Verb(
        "shielding-data",
        "open",
        "FILE",
        "open shielding data into a new folder, with a guardian's key",
        List.of(
            OptionSpec.value("as", "NAME", "the guardian whose key opens it").required(),
            OwnerPin.OPTION,
            OptionSpec.value("out", "DIR", "the folder to make; it must not exist yet").required()),
        ShieldingNotes.FORMAT
            + " Only you can open the new folder, and it is written whole or not at all. Its files"
            + " are not encrypted: unattend.xml, file/NAME. Anybody can make shielding data for a"
            + " guardian, and --owner requires the owner you expect.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session)
      throws KeywardException, IOException, UsageException {
    String file = arguments.exactly(1).operand(0);
    String as = arguments.required("as");
    String target = arguments.required("out");
    Path folder = session.path(target);
    Outputs.requireNone(folder, target);
    session.secrets().look(folder);
    Roster roster = new Roster(session);
    OwnerPin owner = OwnerPin.of(arguments, roster);
    KnownGuardians known = roster.known();
    try (ShieldingData data = new ShieldingInput(session).open(file, owner)) {
      OpeningKey key = roster.opening(as);
      try (OpenedShieldingData opened = data.unlock(key, session.random());
          PendingFolder pending = new PendingFolder(folder)) {
        for (SealedPart part : data.header().parts()) {
          pending.file(fileName(part.name()), out -> opened.copy(part, out));
        }
        pending.commit();
      } catch (KeywardException e) {
        throw e.within(file);
      }
      report(session, file, target, new ShieldingView(data, known));
    }
    return ExitCode.DONE;
  }

  private static String fileName(PartName part) {
    return part.equals(PartName.ANSWER_FILE) ? ANSWER_FILE : part.toString();
  }

  private static void report(Session session, String file, String target, ShieldingView view) {
    List<String> files = view.parts().stream().map(OpenShieldingData::fileName).toList();
    Console console = session.console();
    if (console.json()) {
      console.json(
          "shielding-data-open",
          new ShieldingAnswer.Opened(
              file, target, view.policy(), view.known(), files, Optional.of(view.ownerAnswer())));
    } else {
      console.note(
          file
              + ": shielding data"
              + view.of()
              + ", opened into "
              + target
              + " ("
              + Text.count(files.size(), "file")
              + ", not encrypted)");
    }
    view.ownerWarnings(session.now()).forEach(warning -> console.warning(file + ": " + warning));
  }
}
