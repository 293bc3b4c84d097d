package dev.keyward.cli.protector;

import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.NoProtectorException;
import dev.keyward.NotCollectedException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.FileEdit;
import dev.keyward.cli.base.OwnersEdit;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.input.ProtectorInput;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.edit.EditAnswer;
import dev.keyward.cli.edit.EditAnswer.Status;
import dev.keyward.cli.edit.EditRemarks;
import dev.keyward.cli.edit.EditRun;
import dev.keyward.cli.edit.EditTarget;
import dev.keyward.cli.edit.OwnerKeys;
import dev.keyward.file.InPlaceEdit;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.EditedProtector;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.ProtectorEdit;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.VerifiedKeyProtector;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Edits the protectors of a file, which may be an export with many. */
final class ProtectorFiles implements EditRun.Kind {

  private final Arguments arguments;
  private final Session session;
  private final Console console;
  private final ProtectorEdit edit;
  private final ProtectorVerifier verifier;
  private final OwnersEdit editor;
  private final OwnerKeys owners;

  ProtectorFiles(Arguments arguments, Session session, Roster roster, ProtectorEdit edit) {
    this.arguments = arguments;
    this.session = session;
    this.console = session.console();
    this.edit = edit;
    this.verifier = new ProtectorVerifier(session.tools().engine());
    this.editor = new OwnersEdit(session);
    this.owners = new OwnerKeys(roster);
  }

  @Override
  public void edit(String file, EditTarget target, EditRun run)
      throws KeywardException, IOException, UsageException {
    ProtectorInput input = new ProtectorInput(session, arguments);
    List<EditAnswer> answers = new ArrayList<>();
    if (target.replaces(file)) {
      try (InPlaceEdit inPlace = FileEdit.begin(session, file)) {
        input.hold(inPlace);
        Map<Integer, byte[]> replaced = replaced(file, input, answers, run);
        if (!replaced.isEmpty()) {
          input.rewrite(file, replaced, inPlace.stream());
          FileEdit.commit(session, file, inPlace);
        }
      }
    } else {
      if (!file.equals("-")) {
        input.hold(session.path(file));
      }
      target.write(file, input.rewritten(file, replaced(file, input, answers, run)));
    }
    answers.forEach(run::tell);
  }

  private Map<Integer, byte[]> replaced(
      String file, ProtectorInput input, List<EditAnswer> answers, EditRun run)
      throws KeywardException, IOException, UsageException {
    Map<Integer, byte[]> replaced = new LinkedHashMap<>();
    Map<Integer, Thumbprint> read = new LinkedHashMap<>();
    input.each(
        file,
        entry -> {
          try {
            EditedProtector edited = edited(entry, run);
            if (edited.changed()) {
              replaced.put(entry.index(), edited.protector().encode());
              read.put(entry.index(), Thumbprint.of(entry.document()));
            }
            answers.add(EditAnswer.Edited.of(entry.file(), entry.vm(), edited));
          } catch (NoProtectorException | NotCollectedException e) {
            if (!entry.encoding().holdsMany()) {
              throw e;
            }
            passOver(entry, e, run);
          } catch (NoAccessException e) {
            if (!entry.encoding().holdsMany() || !skips(e)) {
              throw e;
            }
            run.note(ExitCode.ANSWER_NO);
            run.count(Status.FOREIGN);
            console.warning(entry.place() + ": " + e.fault().message() + ", left as it is");
          }
        });
    // Of an export with protectors it is normal that some machines have none.
    if (answers.isEmpty() && !run.has(Status.FOREIGN)) {
      run.note(ExitCode.NO_PROTECTOR);
    }
    if (input.mayChange()) {
      requireUnchanged(file, input, read);
    }
    return replaced;
  }

  private boolean skips(NoAccessException reason) {
    return arguments.has("skip-foreign") && reason.fault().code().equals("no-owner-keys");
  }

  private void passOver(ProtectorInput.Entry entry, KeywardException reason, EditRun run) {
    boolean none = reason instanceof NoProtectorException;
    run.count(none ? Status.NO_PROTECTOR : Status.NOT_COLLECTED);
    if (none) {
      console.note(entry.place() + ": no protector, skipped");
    } else {
      run.note(ExitCode.of(reason));
      console.warning(entry.place() + ": " + reason.fault().message() + ", skipped");
    }
  }

  /** A file that is too long to be held is read twice, and may have been changed between. */
  private static void requireUnchanged(
      String file, ProtectorInput input, Map<Integer, Thumbprint> read)
      throws KeywardException, IOException, UsageException {
    input.each(
        file,
        entry -> {
          Thumbprint before = read.get(entry.index());
          if (before != null && !before.equals(Thumbprint.of(entry.document()))) {
            throw new FileSystemException(file, null, "changed while it was edited, not written");
          }
        });
  }

  private EditedProtector edited(ProtectorInput.Entry entry, EditRun run)
      throws KeywardException, IOException, UsageException {
    VerifiedKeyProtector verified = verifier.verify(KeyProtector.parse(entry.document()));
    EditedProtector edited = editor.apply(verified, owners.of(verified), edit);
    EditRemarks remarks =
        new EditRemarks(
            console, entry.place(), EditRemarks.PROTECTOR, owners.known(), session.now());
    if (!remarks.tell(verified, edited, edit)) {
      run.note(ExitCode.ANSWER_NO);
    }
    return edited;
  }
}
