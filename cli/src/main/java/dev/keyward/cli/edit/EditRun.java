package dev.keyward.cli.edit;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Failures;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.console.FaultAnswer;
import dev.keyward.cli.console.IoFault;
import dev.keyward.cli.edit.EditAnswer.Status;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One edit of many files: each file is written whole or not at all, the run continues after one
 * that fails, and a summary ends it.
 */
public final class EditRun {

  private final String schema;
  private final Arguments arguments;
  private final Console console;
  private final Session session;
  private final Map<Status, Integer> counts = new LinkedHashMap<>();
  private ExitCode worst = ExitCode.DONE;

  /** The edit of one kind of file. */
  public interface Kind {

    /** Edits one file and reports the result to {@code run}. */
    void edit(String file, EditTarget target, EditRun run)
        throws KeywardException, IOException, UsageException;
  }

  public EditRun(String schema, Arguments arguments, Session session) throws UsageException {
    this.schema = schema;
    this.arguments = arguments;
    this.session = session;
    this.console = session.console();
    arguments.atLeast(1);
  }

  /**
   * Edits each file.
   *
   * @param notes what to say at the end, if any file was changed
   */
  public ExitCode each(Kind kind, String... notes)
      throws KeywardException, IOException, UsageException {
    EditTarget target = EditTarget.of(arguments, session);
    for (String file : arguments.operands()) {
      try {
        kind.edit(file, target, this);
      } catch (BadPassphraseException e) {
        throw e;
      } catch (KeywardException e) {
        fail(file, ExitCode.of(e), FaultAnswer.of(e.fault()));
        console.error(e.within(file).fault());
      } catch (IOException e) {
        Fault fault = Failures.io(file, e);
        if (fault.code().equals(IoFault.READER_GONE)) {
          throw e;
        }
        if (fault.code().equals(IoFault.ALREADY_EXISTS)) {
          fault = fault.withHint("--force replaces it");
        }
        fail(file, ExitCode.ofIo(fault), FaultAnswer.of(fault));
        console.error(fault);
      }
    }
    if (arguments.operands().size() > 1) {
      console.note(summary());
    }
    if (has(Status.CHANGED)) {
      List.of(notes).forEach(console::note);
    }
    return worst;
  }

  private String summary() {
    return counts.entrySet().stream()
        .map(each -> each.getValue() + " " + each.getKey().words())
        .collect(Collectors.joining(", "));
  }

  /** Whether any file has this result. */
  public boolean has(Status status) {
    return counts.containsKey(status);
  }

  /** Counts what is skipped in a file. */
  public void count(Status status) {
    counts.merge(status, 1, Integer::sum);
  }

  /** Remembers a code; the run exits with the first of them in precedence. */
  public void note(ExitCode code) {
    worst = worst.worse(code);
  }

  private void fail(String file, ExitCode code, FaultAnswer error) {
    note(code);
    Status status = code == ExitCode.NO_PROTECTOR ? Status.NO_PROTECTOR : Status.FAILED;
    tell(new EditAnswer.Failed(file, status, error));
  }

  /** Counts and prints the result for a protector. */
  public void tell(EditAnswer answer) {
    count(answer.status());
    boolean stdoutIsTaken = arguments.value("out").filter("-"::equals).isPresent();
    if (console.json() && !stdoutIsTaken) {
      console.jsonLine(schema, answer);
    } else if (answer instanceof EditAnswer.Edited edited) {
      console.note(edited.text());
    }
  }
}
