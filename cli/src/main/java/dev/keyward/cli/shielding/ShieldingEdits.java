package dev.keyward.cli.shielding;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.VerificationFailedException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.FileEdit;
import dev.keyward.cli.base.OwnersEdit;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.edit.EditAnswer;
import dev.keyward.cli.edit.EditRemarks;
import dev.keyward.cli.edit.EditRun;
import dev.keyward.cli.edit.EditTarget;
import dev.keyward.cli.edit.OwnerKeys;
import dev.keyward.file.InPlaceEdit;
import dev.keyward.protector.EditedProtector;
import dev.keyward.protector.ProtectorEdit;
import dev.keyward.vm.shielding.ShieldingData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/** Edits who is in shielding data. */
final class ShieldingEdits implements EditRun.Kind {

  private final Session session;
  private final Console console;
  private final ProtectorEdit edit;
  private final OwnersEdit editor;
  private final OwnerKeys owners;
  private final ShieldingInput input;

  ShieldingEdits(Session session, Roster roster, ProtectorEdit edit) {
    this.session = session;
    this.console = session.console();
    this.edit = edit;
    this.editor = new OwnersEdit(session);
    this.owners = new OwnerKeys(roster);
    this.input = new ShieldingInput(session);
  }

  @Override
  public void edit(String file, EditTarget target, EditRun run)
      throws KeywardException, IOException, UsageException {
    ShieldingInput.requireFile(file);
    EditAnswer answer;
    if (target.replaces(file)) {
      try (InPlaceEdit inPlace = FileEdit.begin(session, file)) {
        Edited edited = edited(file, input.content(inPlace), run);
        if (edited.after().changed()) {
          inPlace.stream().write(edited.content());
          FileEdit.commit(session, file, inPlace);
        }
        answer = edited.answer();
      }
    } else {
      Edited edited = edited(file, input.content(file), run);
      target.write(file, edited.content());
      answer = edited.answer();
    }
    run.tell(answer);
  }

  /** What came of a file, and its bytes: as they were where nothing changed. */
  private record Edited(EditedProtector after, byte[] content, EditAnswer answer) {}

  private Edited edited(String file, byte[] before, EditRun run)
      throws KeywardException, IOException, UsageException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ShieldingData data = ShieldingData.of(before, session.tools().engine())) {
      EditedProtector after = editor.apply(data, owners.of(data.protector()), edit, out);
      EditRemarks remarks =
          new EditRemarks(console, file, EditRemarks.SHIELDING_DATA, owners.known(), session.now());
      if (!remarks.tell(data.protector(), after, edit)) {
        run.note(ExitCode.ANSWER_NO);
      }
      return new Edited(
          after,
          after.changed() ? out.toByteArray() : before,
          EditAnswer.Edited.of(file, Optional.empty(), after));
    } catch (NoAccessException e) {
      throw new NoAccessException(ofShieldingData(e.fault()), e);
    } catch (VerificationFailedException e) {
      throw new VerificationFailedException(ofShieldingData(e.fault()), e);
    }
  }

  /** The hints of protectors name verbs of protectors. */
  private static Fault ofShieldingData(Fault fault) {
    if (fault.code().equals("no-owner-keys")) {
      return fault.withHint("only the owner can change it; guardian import-keys imports keys");
    }
    Optional<String> hint = fault.hint();
    return hint.isPresent()
        ? fault.withHint(hint.get().replace("keyward protector ", "keyward shielding-data "))
        : fault;
  }
}
