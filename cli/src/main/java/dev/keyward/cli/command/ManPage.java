package dev.keyward.cli.command;

import dev.keyward.cli.args.GlobalOptions;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.Verb;
import java.util.ArrayList;
import java.util.List;

/** The manual page of the command for packages, in the language of {@code man}. */
final class ManPage {

  private final List<String> lines = new ArrayList<>();

  private ManPage() {}

  /** The page of a version, which ends in a line feed. */
  static String of(String version) {
    ManPage page = new ManPage();
    page.lines.add(".TH KEYWARD 1 \"\" \"Keyward " + quoted(version) + "\" \"Keyward\"");
    page.section("NAME");
    page.text("keyward - work with the keys that guard shielded virtual machines");
    page.section("SYNOPSIS");
    page.text("keyward NOUN VERB [ARGUMENTS] [OPTIONS]");
    page.section("COMMANDS");
    Commands.verbs().forEach(page::verb);
    page.section("OPTIONS OF EVERY COMMAND");
    GlobalOptions.all().forEach(page::option);
    page.section("EXIT STATUS");
    HelpTopics.exitCodes().forEach(page::code);
    page.section("FILES");
    page.text("The guardian store is the folder .keyward in the home folder.");
    return String.join("\n", page.lines) + "\n";
  }

  private void section(String title) {
    lines.add(".SH \"" + title + "\"");
  }

  private void verb(Verb verb) {
    lines.add(".SS \"" + quoted("keyward " + verb.synopsis()) + "\"");
    text(verb.summary());
    verb.notes()
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(
            line -> {
              lines.add(".PP");
              text(line);
            });
    verb.options().forEach(this::option);
  }

  private void option(OptionSpec option) {
    lines.add(".TP");
    lines.add(".B " + escaped(HelpText.left(option)));
    text(HelpText.right(option));
  }

  private void code(String line) {
    lines.add(".br");
    text(line.strip());
  }

  private void text(String text) {
    String escaped = escaped(text);
    // A line that begins with one of these is a request.
    lines.add(escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-");
  }

  private static String quoted(String text) {
    return escaped(text).replace("\"", "\\(dq");
  }
}
