package dev.keyward.cli.edit;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.NoProtectorException;
import dev.keyward.NotCollectedException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Failures;
import dev.keyward.cli.base.FileEdit;
import dev.keyward.cli.base.OwnersEdit;
import dev.keyward.cli.base.ProtectorInput;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.console.FaultAnswer;
import dev.keyward.cli.console.IoFault;
import dev.keyward.cli.edit.EditAnswer.Status;
import dev.keyward.file.InPlaceEdit;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.EditedProtector;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.ProtectorEdit;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.protector.part.Wrapping;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * One edit over many files: each file is done whole or not at all, the run goes on after one that
 * fails, and a summary ends it. The owner's keys are unlocked once.
 */
public final class EditRun {

  private final String schema;
  private final Arguments arguments;
  private final Session session;
  private final Console console;
  private final Roster roster;
  private final ProtectorVerifier verifier;
  private final OwnersEdit editor;
  private final Map<Thumbprint, GuardianKeys> owners = new HashMap<>();
  private final Map<Status, Integer> counts = new LinkedHashMap<>();
  private ExitCode worst = ExitCode.DONE;

  public EditRun(String schema, Arguments arguments, Session session) throws UsageException {
    this.schema = schema;
    this.arguments = arguments;
    this.session = session;
    this.console = session.console();
    this.roster = new Roster(session);
    this.verifier = new ProtectorVerifier(session.tools().engine());
    this.editor = new OwnersEdit(session);
    arguments.atLeast(1);
  }

  /** Of an edit that is about certain guardians. */
  public void requireGuardian() throws UsageException {
    if (arguments.values("guardian").isEmpty()) {
      throw new UsageException("--guardian NAME is missing");
    }
  }

  public Roster roster() {
    return roster;
  }

  /** Whose seal is taken on besides the owner's. */
  public Predicate<GuardianCertificate> acceptedSealer()
      throws KeywardException, IOException, UsageException {
    return roster.acceptedSealer(arguments);
  }

  public ExitCode apply(ProtectorEdit edit) throws KeywardException, IOException, UsageException {
    EditTarget target = EditTarget.of(arguments, session);
    for (String file : arguments.operands()) {
      try {
        edit(file, target, edit);
      } catch (BadPassphraseException e) {
        throw e;
      } catch (KeywardException e) {
        fail(file, ExitCode.of(e), FaultAnswer.of(e.fault()));
        console.error(e.within(file).fault());
      } catch (IOException e) {
        Fault fault = Failures.io(file, e);
        if (fault.code().equals(IoFault.ALREADY_EXISTS)) {
          fault = fault.withHint("--force replaces it");
        }
        fail(file, ExitCode.IO, FaultAnswer.of(fault));
        console.error(fault);
      }
    }
    if (arguments.operands().size() > 1) {
      StringBuilder summary = new StringBuilder();
      counts.forEach(
          (what, count) ->
              summary
                  .append(summary.isEmpty() ? "" : ", ")
                  .append(count)
                  .append(' ')
                  .append(what.words()));
      console.note(summary.toString());
    }
    return worst;
  }

  /** Whether any file was changed. */
  public boolean changedAny() {
    return counts.containsKey(Status.CHANGED);
  }

  private void edit(String file, EditTarget target, ProtectorEdit edit)
      throws KeywardException, IOException, UsageException {
    ProtectorInput input = new ProtectorInput(session, arguments);
    List<EditAnswer> answers = new ArrayList<>();
    if (target.replaces(file)) {
      try (InPlaceEdit inPlace = FileEdit.begin(session, file)) {
        input.hold(inPlace);
        Map<Integer, byte[]> replaced = replaced(file, input, edit, answers);
        if (!replaced.isEmpty()) {
          input.rewrite(file, replaced, inPlace.stream());
          FileEdit.commit(session, file, inPlace);
        }
      }
    } else {
      if (!file.equals("-")) {
        input.hold(session.path(file));
      }
      target.write(file, input.rewritten(file, replaced(file, input, edit, answers)));
    }
    answers.forEach(this::tell);
  }

  private Map<Integer, byte[]> replaced(
      String file, ProtectorInput input, ProtectorEdit edit, List<EditAnswer> answers)
      throws KeywardException, IOException, UsageException {
    Map<Integer, byte[]> replaced = new LinkedHashMap<>();
    Map<Integer, Thumbprint> read = new LinkedHashMap<>();
    input.each(
        file,
        entry -> {
          try {
            EditedProtector edited = edited(entry, edit);
            if (edited.changed()) {
              replaced.put(entry.index(), edited.protector().encode());
              read.put(entry.index(), Thumbprint.of(entry.document()));
            }
            answers.add(EditAnswer.Edited.of(entry, edited));
          } catch (NoProtectorException | NotCollectedException e) {
            if (!entry.encoding().holdsMany()) {
              throw e;
            }
            passOver(entry, e);
          } catch (NoAccessException e) {
            if (!entry.encoding().holdsMany() || !skips(e)) {
              throw e;
            }
            worst = worst.worse(ExitCode.ANSWER_NO);
            counts.merge(Status.FOREIGN, 1, Integer::sum);
            console.warning(entry.place() + ": " + e.fault().message() + ", left as it is");
          }
        });
    // Of an export with protectors it is normal that some machines have none.
    if (answers.isEmpty() && !counts.containsKey(Status.FOREIGN)) {
      worst = worst.worse(ExitCode.NO_PROTECTOR);
    }
    if (input.mayChange()) {
      requireUnchanged(file, input, read);
    }
    return replaced;
  }

  private boolean skips(NoAccessException reason) {
    return arguments.has("skip-foreign") && reason.fault().code().equals("no-owner-keys");
  }

  private void passOver(ProtectorInput.Entry entry, KeywardException reason) {
    boolean none = reason instanceof NoProtectorException;
    counts.merge(none ? Status.NO_PROTECTOR : Status.NOT_COLLECTED, 1, Integer::sum);
    if (none) {
      console.note(entry.place() + ": no protector, passed over");
    } else {
      worst = worst.worse(ExitCode.of(reason));
      console.warning(entry.place() + ": " + reason.fault().message() + ", passed over");
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

  private EditedProtector edited(ProtectorInput.Entry entry, ProtectorEdit edit)
      throws KeywardException, IOException, UsageException {
    VerifiedKeyProtector verified = verifier.verify(KeyProtector.parse(entry.document()));
    EditedProtector edited = editor.apply(verified, ownerOf(verified), edit);
    EditRemarks remarks = new EditRemarks(console, entry.place());
    if (!remarks.tell(verified, edited, edit)) {
      worst = worst.worse(ExitCode.ANSWER_NO);
    }
    return edited;
  }

  private GuardianKeys ownerOf(VerifiedKeyProtector verified)
      throws KeywardException, IOException, UsageException {
    Wrapping own = verified.owner();
    Thumbprint both =
        Thumbprint.of(own.signing().thumbprint().bytes(), own.encryption().thumbprint().bytes());
    GuardianKeys keys = owners.get(both);
    if (keys == null) {
      keys = roster.keysOf(own);
      owners.put(both, keys);
    }
    return keys;
  }

  private void fail(String file, ExitCode code, FaultAnswer error) {
    worst = worst.worse(code);
    Status status = code == ExitCode.NO_PROTECTOR ? Status.NO_PROTECTOR : Status.FAILED;
    tell(new EditAnswer.Failed(file, status, error));
  }

  private void tell(EditAnswer answer) {
    counts.merge(answer.status(), 1, Integer::sum);
    boolean stdoutIsTaken = arguments.value("out").filter("-"::equals).isPresent();
    if (console.json() && !stdoutIsTaken) {
      console.jsonLine(schema, answer);
    } else if (answer instanceof EditAnswer.Edited edited) {
      console.note(edited.text());
    }
  }
}
