package dev.keyward.cli.command;

import dev.keyward.cli.ExitCode;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Command;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.console.Answer;
import dev.keyward.cli.console.Console;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** {@code help}: explains all commands, those of a noun, or one. */
public final class Help implements Command {

  @Override
  public Verb verb() {
    return new Verb(
        "help",
        "",
        "[NOUN [VERB]]",
        "explain a noun, a verb, or a topic",
        List.of(),
        "Topics: all (every verb), options (those that every verb takes), exit-codes.");
  }

  @Override
  public ExitCode run(Arguments arguments, Session session) throws UsageException {
    List<String> words = arguments.atMost(3).operands();
    Console console = session.console();
    Optional<List<String>> topic = words.size() == 1 ? topic(words.get(0)) : Optional.empty();
    if (topic.isPresent() && !console.json()) {
      topic.get().forEach(console::line);
    } else if (words.isEmpty() && !console.json()) {
      HelpText.overview(Commands.nouns()).forEach(console::line);
    } else {
      print(words.isEmpty() || topic.isPresent() ? Commands.verbs() : verbs(words), console);
    }
    return ExitCode.DONE;
  }

  /** What is explained besides commands. */
  private static Optional<List<String>> topic(String word) {
    return switch (word) {
      case "all" -> Optional.of(HelpText.of(Commands.verbs()));
      case "options" -> Optional.of(HelpTopics.options());
      case "exit-codes" -> Optional.of(HelpTopics.exitCodes());
      default -> Optional.empty();
    };
  }

  /** Explains {@code verbs}: one in full, those of a noun by a line each, or all. */
  public static void print(List<Verb> verbs, Console console) {
    if (console.json()) {
      console.json("help", new AllTold(verbs.stream().map(Help::told).toList()));
    } else {
      HelpText.of(verbs).forEach(console::line);
    }
  }

  /** Refuses a noun that there is not, and says which one is near. */
  public static void requireNoun(String noun) throws UsageException {
    if (!Commands.nouns().contains(noun)) {
      throw unknown(
          "unknown command \"" + noun + "\"", "", Suggestions.noun(noun, Commands.nouns()));
    }
  }

  /** The command of noun and verb, or what is near. */
  public static Command require(String noun, String name) throws UsageException {
    requireNoun(noun);
    return Commands.find(noun, name)
        .orElseThrow(
            () ->
                unknown(
                    "unknown command \"" + noun + " " + name + "\"",
                    noun + " ",
                    Suggestions.verb(name, typeable(noun))));
  }

  /**
   * Refuses the first operand of a noun that is a whole command, where it is no file but looks like
   * a verb: one that is misspelt, or one of another noun, would pass for the name of a file.
   */
  public static void requireNoVerb(String noun, Arguments arguments, Session session)
      throws UsageException {
    List<String> own = Commands.names(noun);
    if (own.isEmpty() || arguments.operands().isEmpty()) {
      return;
    }
    String word = arguments.operand(0);
    Optional<String> near = Suggestions.verb(word, own);
    boolean elsewhere =
        Commands.nouns().stream()
            .flatMap(other -> Commands.names(other).stream())
            .flatMap(name -> Stream.of(name.split(" ")))
            .anyMatch(word::equals);
    boolean file = word.equals("-") || Files.exists(session.path(word), LinkOption.NOFOLLOW_LINKS);
    if (!file && (near.isPresent() || elsewhere)) {
      throw new UsageException(
          "no verb and no file is called \"" + word + "\"",
          near.map(verb -> "did you mean \"keyward " + noun + " " + verb + "\"?")
              .orElse("the verbs of " + noun + ": " + String.join(", ", own)));
    }
  }

  private static List<Verb> verbs(List<String> words) throws UsageException {
    String noun = words.get(0);
    requireNoun(noun);
    String name = String.join(" ", words.subList(1, words.size()));
    String asked = noun + " " + name;
    if (Commands.grammar().groups().contains(asked)) {
      return Commands.verbs().stream()
          .filter(verb -> verb.group().equals(Optional.of(asked)))
          .toList();
    }
    Optional<Command> whole = name.isEmpty() ? Commands.find(noun, "") : Optional.empty();
    if (whole.isPresent()) {
      return List.of(whole.get().verb());
    }
    return name.isEmpty()
        ? Commands.verbs().stream().filter(verb -> verb.noun().equals(noun)).toList()
        : List.of(require(noun, name).verb());
  }

  /** The verbs of a noun, and the words that stand for groups of them. */
  private static Collection<String> typeable(String noun) {
    Set<String> words = new LinkedHashSet<>(Commands.names(noun));
    Commands.names(noun).forEach(name -> words.add(name.split(" ")[0]));
    return words;
  }

  private static UsageException unknown(String found, String before, Optional<String> meant) {
    return new UsageException(
        found,
        meant
            .map(near -> "did you mean \"keyward " + before + near + "\"?")
            .orElse("keyward help " + before + "lists the commands"));
  }

  private static Told told(Verb verb) {
    return new Told(
        verb.words(),
        verb.operands(),
        verb.summary(),
        verb.options().stream().map(Help::told).toList(),
        verb.notes());
  }

  private static Option told(OptionSpec option) {
    return new Option(option.name(), option.argument(), option.repeatable(), option.description());
  }

  /** All verbs that were asked for. */
  @Answer.To("help")
  record AllTold(List<Told> commands) implements Answer {}

  /** A verb. */
  record Told(String command, String operands, String summary, List<Option> options, String notes)
      implements Answer {}

  /** An option of it. */
  record Option(String name, Optional<String> argument, boolean repeatable, String description)
      implements Answer {}
}
