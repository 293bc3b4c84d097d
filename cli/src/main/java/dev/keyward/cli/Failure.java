package dev.keyward.cli;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.console.IoFault;
import dev.keyward.cli.console.OutputLost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells why a command failed, and ends it with the right exit code. */
final class Failure {

  private final Console console;
  private final Optional<Verb> verb;

  /** With the verb, where it is known by then. */
  Failure(Console console, Optional<Verb> verb) {
    this.console = console;
    this.verb = verb;
  }

  ExitCode report(Throwable error) {
    try {
      return tell(error);
    } catch (OutputLost e) {
      return ExitCode.IO.worse(error instanceof UsageException ? ExitCode.USAGE : ExitCode.IO);
    }
  }

  private ExitCode tell(Throwable error) {
    if (error instanceof OutputLost lost) {
      if (lost.isBrokenPipe()) {
        return ExitCode.READER_GONE;
      }
      console.error(IoFault.of(lost.failure()).within("standard output"));
      return ExitCode.IO;
    }
    if (error instanceof UsageException usage) {
      console.error(fault(usage));
      return ExitCode.USAGE;
    }
    if (error instanceof KeywardException failure) {
      console.error(failure);
      return ExitCode.of(failure);
    }
    Throwable carried = error instanceof UncheckedIOException ? error.getCause() : error;
    return carried instanceof IOException failure ? tell(failure) : bug(error);
  }

  private ExitCode tell(IOException failure) {
    Fault fault = IoFault.of(failure);
    if (fault.code().equals(IoFault.READER_GONE)) {
      return ExitCode.READER_GONE;
    }
    boolean exists = fault.code().equals(IoFault.ALREADY_EXISTS);
    Optional<String> helps =
        Stream.of("force", "replace").filter(option -> exists && verbHas(option)).findFirst();
    console.error(
        helps.map(option -> fault.withHint("--" + option + " replaces it")).orElse(fault));
    console.trace(failure);
    return ExitCode.ofIo(fault);
  }

  private ExitCode bug(Throwable error) {
    Fault fault = Fault.of("bug", "", "a bug in keyward: " + error.getClass().getSimpleName(), "");
    console.error(
        console.verbose() ? fault : fault.withHint("run it again with --verbose and report it"));
    console.trace(error);
    return ExitCode.BUG;
  }

  private Fault fault(UsageException usage) {
    String words = verb.map(Verb::words).orElse("");
    Fault fault = Fault.of("usage", words, String.valueOf(usage.getMessage()), "");
    String help = words.isEmpty() ? "keyward help" : "keyward " + words + " --help";
    return fault.withHint(usage.hint().orElse("see " + help));
  }

  private boolean verbHas(String option) {
    return verb.stream()
        .flatMap(known -> known.options().stream())
        .anyMatch(spec -> spec.name().equals(option));
  }
}
