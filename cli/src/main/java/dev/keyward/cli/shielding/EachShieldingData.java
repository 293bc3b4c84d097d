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
import dev.keyward.vm.shielding.ShieldingData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks the same of each file of shielding data. One that fails is reported and counted, and the run
 * continues; the exit code is the first in precedence that any of them had.
 */
final class EachShieldingData {

  private final Session session;
  private final List<Answer> answers = new ArrayList<>();
  private ExitCode worst = ExitCode.DONE;
  private int failed;

  /** What is asked of one file. */
  interface Question {
    ExitCode ask(String file, ShieldingData data)
        throws KeywardException, IOException, UsageException;
  }

  EachShieldingData(Session session) {
    this.session = session;
  }

  ExitCode run(List<String> files, Question question) throws KeywardException, UsageException {
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
    return worst;
  }

  private void fail(String file, Fault fault, ExitCode code) {
    failed++;
    worst = worst.worse(code);
    answers.add(new ShieldingAnswer.Failed(file, FaultAnswer.of(fault)));
    session.console().error(fault);
  }

  /** Keeps an answer about a file for the answer about all. */
  void keep(Answer answer) {
    answers.add(answer);
  }

  /** What was kept, and the failures, in the order of the files. */
  List<Answer> answers() {
    return answers;
  }

  /** How many files failed. */
  int failed() {
    return failed;
  }
}
