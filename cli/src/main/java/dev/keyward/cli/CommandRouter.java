package dev.keyward.cli;

import dev.keyward.KeywardException;
import dev.keyward.cli.args.ArgumentParser;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.CommandWords;
import dev.keyward.cli.args.Grammar;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.Version;
import dev.keyward.cli.base.folder.ReplacedInput;
import dev.keyward.cli.base.program.ProgramEnded;
import dev.keyward.cli.command.Commands;
import dev.keyward.cli.command.Help;
import dev.keyward.cli.console.Console;
import dev.keyward.cli.console.Environment;
import dev.keyward.cli.console.OutputMode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the command that the words name, and runs it. Serves one run. */
final class CommandRouter {

  private final Environment environment;
  private Optional<Verb> verb = Optional.empty();

  CommandRouter(Environment environment) {
    this.environment = environment;
  }

  /** The number that the process ends with. */
  int run(List<String> words) {
    Console console = new Console(environment, OutputMode.of(words));
    try {
      ExitCode code = route(words, console);
      console.close();
      return code.number();
    } catch (ProgramEnded e) {
      return e.exitCode();
    } catch (Throwable e) { // Whatever it is, it ends as a message and an exit code.
      return new Failure(console, verb).report(e).number();
    }
  }

  private ExitCode route(List<String> words, Console console)
      throws KeywardException, IOException, UsageException {
    Grammar grammar = Commands.grammar();
    CommandWords divided = CommandWords.divide(words, grammar);
    Optional<Command> named = divided.noun().isEmpty() ? Optional.empty() : find(divided, grammar);
    Command command = named.orElseGet(Help::new);
    verb = named.map(Command::verb);
    List<String> rest = new ArrayList<>();
    if (named.isEmpty()) {
      divided.noun().ifPresent(rest::add);
      divided.name().ifPresent(rest::add);
    }
    rest.addAll(divided.rest());
    Arguments arguments =
        new ArgumentParser(command.verb()).parse(rest, environment.workingDirectory());
    arguments.oneOf("output", Map.of("text", "text", "json", "json"), "text");
    return run(command, arguments, console);
  }

  private ExitCode run(Command command, Arguments arguments, Console console)
      throws KeywardException, IOException, UsageException {
    try (Session session = new Session(environment, arguments, console)) {
      if (arguments.has("version") && !command.verb().declares("version")) {
        Version.print(console);
        return ExitCode.DONE;
      }
      if (arguments.has("help") && verb.isPresent()) {
        Help.print(List.of(verb.get()), console);
        return ExitCode.DONE;
      }
      if (verb.isPresent() && verb.get().name().isEmpty()) {
        Help.requireNoVerb(verb.get().noun(), arguments, session);
      }
      arguments.requireAll();
      new ReplacedInput(arguments, session).refuse();
      if (command.verb().name().equals("check")) {
        console.tellingOf(session::storeGaps);
      }
      return ended(command.run(arguments, session), command.verb(), session);
    }
  }

  /**
   * The exit code of a verb that ended. A verb that checks names ends with another code if the
   * named store does not exist, because it could not compare with the guardians there.
   */
  private static ExitCode ended(ExitCode code, Verb verb, Session session) {
    boolean checks = verb.name().equals("check") || verb.noun().equals("audit");
    if (!checks || session.missingStore().isEmpty()) {
      return code;
    }
    if (verb.name().equals("check") && !session.console().json()) {
      session.storeGaps().words().ifPresent(session.console()::line);
    }
    return code.worse(ExitCode.NO_PROTECTOR);
  }

  /** The command; empty for a noun or a group of verbs alone, which explain themselves. */
  private static Optional<Command> find(CommandWords words, Grammar grammar) throws UsageException {
    String noun = words.noun().orElseThrow();
    if (words.name().isEmpty()) {
      Help.requireNoun(noun);
      return Commands.find(noun, "");
    }
    if (grammar.groups().contains(noun + " " + words.name().get())) {
      return Optional.empty();
    }
    return Optional.of(Help.require(noun, words.name().get()));
  }
}
