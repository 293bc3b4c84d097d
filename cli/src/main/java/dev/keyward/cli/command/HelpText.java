package dev.keyward.cli.command;

import dev.keyward.cli.args.GlobalOptions;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.Verb;
import java.util.ArrayList;
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
    lines.add("usage: keyward " + synopsis(verb) + (verb.options().isEmpty() ? "" : " [options]"));
    lines.add("");
    lines.add(verb.summary());
    if (!verb.notes().isBlank()) {
      lines.add("");
      verb.notes().lines().forEach(line -> addWrapped(line, lines));
    }
    addOptions("options", verb.options(), lines);
    addOptions("options of every command", verb.globalOptions(), lines);
    return lines;
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
    if (!oneNoun) {
      lines.add(
          "The keys that guard shielded virtual machines: make guardians and key protectors,");
      lines.add("and see who can open what.");
      lines.add("");
    }
    int width = width(verbs.stream().map(HelpText::synopsis).toList());
    Verb before = verbs.get(0);
    for (Verb verb : verbs) {
      boolean bothWhole = verb.name().isEmpty() && before.name().isEmpty();
      if (!verb.noun().equals(before.noun()) && !bothWhole) {
        lines.add("");
      }
      before = verb;
      addRow(synopsis(verb), verb.summary(), width, lines);
    }
    if (!oneNoun) {
      addOptions("options of every command", GlobalOptions.all(), lines);
    }
    lines.add("");
    lines.add("keyward " + noun + " <verb> --help tells more");
    return lines;
  }

  private static String synopsis(Verb verb) {
    return verb.operands().isEmpty() ? verb.words() : verb.words() + " " + verb.operands();
  }

  private static void addOptions(String title, List<OptionSpec> options, List<String> lines) {
    if (options.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(title + ":");
    int width = width(options.stream().map(HelpText::left).toList());
    for (OptionSpec option : options) {
      addRow(left(option), option.description(), width, lines);
    }
  }

  private static String left(OptionSpec option) {
    String letter = option.letter().map(text -> "-" + text + ", ").orElse("");
    String argument = option.argument().map(text -> " " + text).orElse("");
    return letter + "--" + option.name() + argument + (option.repeatable() ? "..." : "");
  }

  private static int width(List<String> lefts) {
    return lefts.stream()
        .mapToInt(String::length)
        .filter(length -> length <= MOST_INDENT)
        .max()
        .orElse(MOST_INDENT);
  }

  /** Breaks a line at spaces; one that fits is kept as it is, with its own spacing. */
  private static void addWrapped(String line, List<String> lines) {
    String rest = line;
    while (rest.length() > COLUMNS) {
      int end = rest.lastIndexOf(' ', COLUMNS);
      if (end <= 0) {
        break;
      }
      lines.add(rest.substring(0, end));
      rest = rest.substring(end + 1);
    }
    lines.add(rest);
  }

  private static void addRow(String left, String right, int width, List<String> lines) {
    if (left.length() > width) {
      lines.add("  " + left);
      lines.add("  " + " ".repeat(width) + "  " + right);
    } else {
      lines.add("  " + left + " ".repeat(width - left.length()) + "  " + right);
    }
  }
}
