package dev.keyward.cli.host;

import dev.keyward.host.run.EarlierRun;
import dev.keyward.host.run.EarlierRun.Outcome;
import java.util.Optional;

/**
 * An earlier run that did not end as it should, as people and programs read it.
 *
 * @param run what became of it
 */
record EarlierRunView(EarlierRun run) {

  String words() {
    String start = run.file() + ": the run that began at " + run.since();
    return switch (run.outcome()) {
      case SEALED_BACK ->
          start
              + " was killed; its parts are sealed back now: "
              + String.join(", ", run.parts())
              + ", generation "
              + run.generation();
      case UNCHANGED -> start + " was killed; it had changed no part";
      case SAVED_APART ->
          start + " was killed, and its parts do not fit the machine's file; they are in this file";
      case LOST ->
          start
              + " did not end, and its folder in memory is not there, as after a power loss; the"
              + " machine starts from generation "
              + run.generation()
              + ", and later changes of its parts are lost";
    };
  }

  Optional<String> hint() {
    return run.outcome() == Outcome.SAVED_APART
        ? Optional.of("vm recover puts parts of such a file into the machine's file")
        : Optional.empty();
  }

  HostAnswer.Earlier answer() {
    return new HostAnswer.Earlier(
        run.outcome().code(), run.since(), run.generation(), run.parts(), run.file().toString());
  }
}
