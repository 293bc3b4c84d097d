package dev.keyward.cli.command;

import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.Verb;
import dev.keyward.cli.base.Options;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Renders the command list as lines of at most about 100 columns. */
public final class HelpText {

  private static final int COLUMNS = 100;
  private static final int MOST_INDENT = 44;

  private HelpText() {}

  public static List<String> of(List<Verb> verbs) {
    return verbs.size() == 1 ? full(verbs.get(0)) : listing(verbs);
  }

  private static List<String> full(Verb verb) {
    List<String> lines = new ArrayList<>();
    lines.add("usage: keyward " + verb.synopsis() + (verb.options().isEmpty() ? "" : " [options]"));
    lines.add("");
    lines.add(verb.summary());
    if (!verb.notes().isBlank()) {
      lines.add("");
      verb.notes().lines().forEach(line -> lines.addAll(wrapped(line, COLUMNS)));
    }
    addOptions("options", verb.options(), lines);
    VerbExamples.VerbExample example = VerbExamples.of(verb.words());
    if (!example.commands().isEmpty()) {
      lines.add("");
      lines.add("example:");
      example.commands().forEach(command -> addCommand(command, lines));
    }
    lines.add("");
    lines.add(
        "exit codes: 0 done, 2 usage, 3 input refused, 4 trust or access refused, 5 files or network");
    if (verb.options().contains(Options.FORCE)) {
      lines.add("            7 the output exists already, and --force is not given");
    }
    example.exitCodes().forEach(code -> lines.add("            " + code));
    lines.add("more: keyward help options, keyward help exit-codes");
    return lines;
  }

  /** The nouns with a line each, for the bare command. */
  static List<String> overview(Collection<String> nouns) {
    List<String> lines = new ArrayList<>();
    lines.add("usage: keyward <noun> <verb> [arguments] [options]");
    lines.add("");
    lines.add("Keyward works with the keys that guard shielded virtual machines.");
    lines.add("");
    int width = width(List.copyOf(nouns));
    nouns.forEach(noun -> addRow(noun, NounSummaries.of(noun), width, lines));
    lines.add("");
    lines.add("keyward help NOUN            lists the verbs of a noun");
    lines.add("keyward NOUN VERB --help     explains one verb, with an example");
    lines.add("keyward help options         lists the options that every verb takes");
    lines.add("keyward help exit-codes      explains how commands end");
    lines.add("keyward demo branch-office   plays a whole scenario on this machine");
    return lines;
  }

  /** Breaks a long command in front of options. All lines but the last end in a backslash. */
  private static void addCommand(String command, List<String> lines) {
    String rest = command;
    String indent = "  ";
    while (indent.length() + rest.length() > COLUMNS) {
      int end = rest.lastIndexOf(" --", COLUMNS - indent.length() - 2);
      if (end <= 0) {
        break;
      }
      lines.add(indent + rest.substring(0, end) + " \\");
      rest = rest.substring(end + 1);
      indent = "    ";
    }
    lines.add(indent + rest);
  }

  private static List<String> listing(List<Verb> verbs) {
    List<String> lines = new ArrayList<>();
    boolean oneNoun = verbs.stream().map(Verb::noun).distinct().count() == 1;
    boolean oneGroup = verbs.stream().map(Verb::group).distinct().count() == 1;
    String first =
        oneGroup ? verbs.get(0).group().orElse(verbs.get(0).noun()) : verbs.get(0).noun();
    String noun = oneNoun ? first : "<noun>";
    lines.add("usage: keyward " + noun + " <verb> [arguments] [options]");
    lines.add("");
    int width = width(verbs.stream().map(Verb::synopsis).toList());
    Verb before = verbs.get(0);
    for (Verb verb : verbs) {
      boolean bothWhole = verb.name().isEmpty() && before.name().isEmpty();
      if (!verb.noun().equals(before.noun()) && !bothWhole) {
        lines.add("");
      }
      before = verb;
      addRow(verb.synopsis(), verb.summary(), width, lines);
    }
    lines.add("");
    lines.add("keyward " + noun + " <verb> --help explains one verb");
    return lines;
  }

  static void addOptions(String title, List<OptionSpec> options, List<String> lines) {
    if (options.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(title + ":");
    int width = width(options.stream().map(HelpText::left).toList());
    for (OptionSpec option : options) {
      addRow(left(option), right(option), width, lines);
    }
  }

  /** The option as it is typed, such as {@code -o, --out FILE}. */
  static String left(OptionSpec option) {
    String letter = option.letter().map(text -> "-" + text + ", ").orElse("");
    String argument = option.argument().map(text -> " " + text).orElse("");
    return letter + "--" + option.name() + argument;
  }

  /** What the option does, whether it is required, and whether it may be repeated. */
  static String right(OptionSpec option) {
    String text = option.description();
    String required = option.mustBeGiven() ? " (required)" : "";
    return text + required + (option.repeatable() ? " (repeatable)" : "");
  }

  private static int width(List<String> lefts) {
    return lefts.stream()
        .mapToInt(String::length)
        .filter(length -> length <= MOST_INDENT)
        .max()
        .orElse(MOST_INDENT);
  }

  /** Breaks a text at spaces; one that fits is kept as it is, with its own spacing. */
  private static List<String> wrapped(String text, int columns) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > columns && rest.lastIndexOf(' ', columns) > 0) {
      int end = rest.lastIndexOf(' ', columns);
      lines.add(rest.substring(0, end));
      rest = rest.substring(end + 1);
    }
    lines.add(rest);
    return lines;
  }

  private static void addRow(String left, String right, int width, List<String> lines) {
    if (left.length() > width) {
      lines.add("  " + left);
    }
    int begin = 2 + width + 2;
    String first = left.length() > width ? "" : "  " + left;
    for (String line : wrapped(right, COLUMNS - begin)) {
      lines.add(padded(first, begin) + line);
      first = "";
    }
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
