package dev.keyward.cli.protector;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Failures;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.input.ProtectorInput;
import dev.keyward.cli.console.Answer;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.console.JsonStream;
import dev.keyward.protector.file.MachinePair;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Asks the same of every protector in some files. One that fails is told and counted, and the run
 * goes on; the exit code is the first in precedence that any of them had.
 */
final class EachProtector {

  private final Console console;
  private final String schema;
  private final Answer none;
  private Optional<JsonStream> answers = Optional.empty();
  private ExitCode worst = ExitCode.DONE;
  private long failed;
  private long without;
  private long seen;

  /** What came of one protector. */
  record Outcome(ExitCode code, Answer answer) {}

  /** What is asked of one protector. */
  interface Question {
    Outcome ask(ProtectorInput.Entry entry) throws KeywardException, IOException, UsageException;
  }

  /**
   * Asks for a verb.
   *
   * @param none its answer about no protector
   */
  EachProtector(Session session, String schema, Answer none) {
    this.console = session.console();
    this.schema = schema;
    this.none = none;
  }

  ExitCode run(ProtectorInput input, List<String> files, Question question)
      throws KeywardException, IOException, UsageException {
    for (String file : MachinePair.once(files)) {
      try {
        input.each(file, entry -> ask(question, entry));
      } catch (BadPassphraseException e) {
        throw e;
      } catch (KeywardException e) {
        Fault fault = e.within(file).fault();
        fail(ProtectorAnswers.Failed.of(file, fault), fault, ExitCode.of(e));
      } catch (IOException e) {
        if (files.size() == 1) {
          throw e;
        }
        Fault fault = Failures.io(file, e);
        fail(ProtectorAnswers.Failed.of(file, fault), fault, ExitCode.ofIo(fault));
      }
    }
    finish();
    return worst;
  }

  private void ask(Question question, ProtectorInput.Entry entry)
      throws KeywardException, IOException, UsageException {
    seen++;
    try {
      Outcome outcome = question.ask(entry);
      worst = worst.worse(outcome.code());
      keep(outcome.answer());
    } catch (BadPassphraseException e) {
      // A wrong passphrase is wrong for every file, and each try takes long.
      throw e;
    } catch (KeywardException e) {
      seen--;
      Fault fault = e.within(entry.place()).fault();
      fail(
          ProtectorAnswers.Failed.at(ProtectorAnswers.Entry.of(entry), fault),
          fault,
          ExitCode.of(e));
    }
  }

  private void fail(Answer answer, Fault fault, ExitCode code) throws IOException {
    seen++;
    if (code == ExitCode.NO_PROTECTOR) {
      // Nothing is wrong with such a file.
      without++;
    } else {
      failed++;
    }
    worst = worst.worse(code);
    keep(answer);
    console.error(fault);
  }

  /** JSON is written as it comes: a run over many files keeps none of their answers. */
  private void keep(Answer answer) throws IOException {
    if (console.json()) {
      answers().add(answer);
    }
  }

  private JsonStream answers() throws IOException {
    if (answers.isEmpty()) {
      answers = Optional.of(console.jsonStream(schema, none));
    }
    return answers.get();
  }

  private void finish() throws IOException {
    if (console.json()) {
      answers().end();
    }
    if (seen > 1) {
      String others = without == 0 ? "" : ", " + without + " without a protector";
      console.note(seen + " protectors, " + failed + " with errors" + others);
    }
  }
}
