package dev.keyward.cli.shielding;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Failures;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.console.Answer;
import dev.keyward.cli.console.FaultAnswer;
import dev.keyward.cli.console.JsonStream;
import dev.keyward.vm.shielding.ShieldingData;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Asks the same of each file of shielding data. One that fails is reported and counted, and the run
 * continues; the exit code is the first in precedence that any of them had.
 */
final class EachShieldingData {

  private final Session session;
  private final String schema;
  private final Answer none;
  private Optional<JsonStream> answers = Optional.empty();
  private ExitCode worst = ExitCode.DONE;
  private int failed;

  /** What is asked of one file. */
  interface Question {
    ExitCode ask(String file, ShieldingData data)
        throws KeywardException, IOException, UsageException;
  }

  /**
   * Asks for a verb.
   *
   * @param none its answer about no file
   */
  EachShieldingData(Session session, String schema, Answer none) {
    this.session = session;
    this.schema = schema;
    this.none = none;
  }

  ExitCode run(List<String> files, Question question)
      throws KeywardException, IOException, UsageException {
    for (String file : files) {
      try (ShieldingData data = new ShieldingInput(session).open(file)) {
        worst = worst.worse(question.ask(file, data));
      } catch (BadPassphraseException e) {
        // A wrong passphrase is wrong for every file, and each try takes long.
        throw e;
      } catch (KeywardException e) {
        fail(file, e.fault(), ExitCode.of(e));
      } catch (IOException e) {
        fail(file, Failures.io(file, e), ExitCode.IO);
      }
    }
    if (session.console().json()) {
      answers().end();
    }
    return worst;
  }

  private void fail(String file, Fault fault, ExitCode code) throws IOException {
    failed++;
    worst = worst.worse(code);
    keep(new ShieldingAnswer.Failed(file, FaultAnswer.of(fault)));
    session.console().error(fault);
  }

  /** JSON is written as it comes: a run over many files keeps none of their answers. */
  void keep(Answer answer) throws IOException {
    if (session.console().json()) {
      answers().add(answer);
    }
  }

  private JsonStream answers() throws IOException {
    if (answers.isEmpty()) {
      answers = Optional.of(session.console().jsonStream(schema, none));
    }
    return answers.get();
  }

  /** How many files failed. */
  int failed() {
    return failed;
  }
}
