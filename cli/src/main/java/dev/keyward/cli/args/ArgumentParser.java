package dev.keyward.cli.args;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** Parses what follows the verb, all options at once: the verb's own and the global ones. */
public final class ArgumentParser {

  /** If standard output is a file, opening it again would overwrite what it already holds. */
  private static final Set<String> STDOUT = Set.of("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1");

  private static final Set<String> OUTPUTS = Set.of("out", "report", "sums");

  private final Verb verb;
  private final List<OptionSpec> specs;

  /** For the options of {@code verb}. */
  public ArgumentParser(Verb verb) {
    this.verb = verb;
    this.specs = Stream.concat(verb.options().stream(), verb.globalOptions().stream()).toList();
  }

  /**
   * Parses {@code words}, what was typed without noun and verb.
   *
   * @param directory what relative paths are seen from
   */
  public Arguments parse(List<String> words, Path directory) throws UsageException {
    FileNamedLikeOption.refuse(words, directory);
    new WordCheck(specs).check(words);
    CommandLine line = commandLine(words);
    for (String operand : line.getArgList()) {
      PathText.requireReadable("an argument", operand);
    }
    Map<String, List<String>> given = new LinkedHashMap<>();
    for (OptionSpec spec : specs) {
      List<String> values = values(spec, line);
      if (!values.isEmpty()) {
        given.put(spec.name(), values);
      }
    }
    return new Arguments(verb, line.getArgList(), given, directory);
  }

  private CommandLine commandLine(List<String> words) throws UsageException {
    Options options = new Options();
    specs.forEach(spec -> options.addOption(option(spec)));
    DefaultParser parser =
        DefaultParser.builder()
            .setAllowPartialMatching(false)
            .setStripLeadingAndTrailingQuotes(false)
            .get();
    try {
      return parser.parse(options, words.toArray(String[]::new));
    } catch (UnrecognizedOptionException e) {
      throw new UsageException("unknown option " + e.getOption());
    } catch (MissingArgumentException e) {
      throw new UsageException("--" + e.getOption().getLongOpt() + " has no value");
    } catch (ParseException e) {
      throw new UsageException("the options cannot be understood");
    }
  }

  private static Option option(OptionSpec spec) {
    return spec.letter()
        .map(Option::builder)
        .orElseGet(Option::builder)
        .longOpt(spec.name())
        .hasArg(spec.argument().isPresent())
        .get();
  }

  /** A form may be before the file. */
  private static String output(String value) {
    int file = value.indexOf('=') + 1;
    return STDOUT.contains(value.substring(file)) ? value.substring(0, file) + "-" : value;
  }

  private static List<String> values(OptionSpec spec, CommandLine line) throws UsageException {
    if (!line.hasOption(spec.name())) {
      return List.of();
    }
    if (spec.argument().isEmpty()) {
      return List.of("");
    }
    List<String> values = new ArrayList<>(List.of(line.getOptionValues(spec.name())));
    if (OUTPUTS.contains(spec.name())) {
      values.replaceAll(ArgumentParser::output);
    }
    if (!spec.leadsToPassphrase()) {
      for (String value : values) {
        PathText.requireReadable("--" + spec.name(), value);
      }
    }
    if (values.size() > 1 && !spec.repeatable()) {
      throw new UsageException("--" + spec.name() + " is given more than once");
    }
    return values;
  }
}
