package dev.keyward.cli.protector;

import dev.keyward.BadPassphraseException;
import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Failures;
import dev.keyward.cli.base.ProtectorInput;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.console.Console;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks the same of every protector in some files. One that fails is told and counted, and the run
 * goes on; the exit code is the first in precedence that any of them had.
 */
final class EachProtector {

  private final Console console;
  private final String schema;
  private final List<Object> answers = new ArrayList<>();
  private ExitCode worst = ExitCode.DONE;
  private long failed;
  private long seen;

  /** What came of one protector. */
  record Answer(ExitCode code, Map<String, Object> json) {}

  /** What is asked of one protector. */
  interface Question {
    Answer ask(ProtectorInput.Entry entry) throws KeywardException, IOException, UsageException;
  }

  EachProtector(Session session, String schema) {
    this.console = session.console();
    this.schema = schema;
  }

  ExitCode run(ProtectorInput input, List<String> files, Question question)
      throws KeywardException, IOException, UsageException {
    for (String file : files) {
      try {
        input.each(file, entry -> ask(question, entry));
      } catch (BadPassphraseException e) {
        throw e;
      } catch (KeywardException e) {
        fail(started(file), e.within(file).fault(), ExitCode.of(e));
      } catch (IOException e) {
        if (files.size() == 1) {
          throw e;
        }
        fail(started(file), Failures.io(file, e), ExitCode.IO);
      }
    }
    finish();
    return worst;
  }

  private void ask(Question question, ProtectorInput.Entry entry)
      throws KeywardException, IOException, UsageException {
    seen++;
    try {
      Answer answer = question.ask(entry);
      worst = worst.worse(answer.code());
      keep(answer.json());
    } catch (BadPassphraseException e) {
      // It would be as wrong for every other one, and cost as long to find out.
      throw e;
    } catch (KeywardException e) {
      seen--;
      fail(json(entry), e.within(entry.place()).fault(), ExitCode.of(e));
    }
  }

  private static Map<String, Object> started(String file) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", file);
    return json;
  }

  private void fail(Map<String, Object> json, Fault fault, ExitCode code) {
    seen++;
    failed++;
    worst = worst.worse(code);
    json.put("error", Failures.json(fault));
    keep(json);
    console.error(fault);
  }

  /** Only JSON output needs them all at the end. */
  private void keep(Map<String, Object> json) {
    if (console.json()) {
      answers.add(json);
    }
  }

  private void finish() {
    if (console.json()) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("protectors", answers);
      console.json(schema, data);
    }
    if (seen > 1) {
      console.note(seen + " protectors, " + failed + " with errors");
    }
  }

  /** The start of what JSON says of an entry. */
  Map<String, Object> json(ProtectorInput.Entry entry) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", entry.file());
    json.put("vm", entry.vm());
    json.put("encoding", entry.encoding().code());
    return json;
  }
}
