package dev.keyward.cli.args;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The operands and options that one verb was given, every value converted where it is asked for.
 */
public final class Arguments {

  private final Verb verb;
  private final List<String> operands;
  private final Map<String, List<String>> options;
  private final Path directory;

  Arguments(Verb verb, List<String> operands, Map<String, List<String>> options, Path directory) {
    this.verb = verb;
    this.operands = List.copyOf(operands);
    this.options = Map.copyOf(options);
    this.directory = directory;
  }

  /** What was given besides options, in order. */
  public List<String> operands() {
    return operands;
  }

  /** The operand at {@code index}, from 0. */
  public String operand(int index) throws UsageException {
    if (index >= operands.size()) {
      throw new UsageException("missing " + operandName(index));
    }
    return operands.get(index);
  }

  /** The operand at {@code index} as a path, seen from the working directory. */
  public Path operandPath(int index) throws UsageException {
    return resolve(operandName(index), operand(index));
  }

  /** Refuses more or fewer operands than {@code count}. */
  public Arguments exactly(int count) throws UsageException {
    return atLeast(count).atMost(count);
  }

  /** Refuses fewer operands than {@code count}. */
  public Arguments atLeast(int count) throws UsageException {
    if (count > 0) {
      operand(count - 1 < operands.size() ? count - 1 : operands.size());
    }
    return this;
  }

  /** Refuses more operands than {@code count}. */
  public Arguments atMost(int count) throws UsageException {
    if (operands.size() > count) {
      // A passphrase without quotes is many words.
      String word = operands.get(count);
      throw new UsageException(
          "unexpected argument \""
              + (leadsToPassphrase() ? MaybeSecret.shortened(word) : word)
              + "\"");
    }
    return this;
  }

  private boolean leadsToPassphrase() {
    return Stream.concat(verb.options().stream(), verb.globalOptions().stream())
        .anyMatch(spec -> spec.leadsToPassphrase() && options.containsKey(spec.name()));
  }

  /** Whether the option was given, with or without a value. */
  public boolean has(String option) {
    return !values(option).isEmpty();
  }

  /** Whether the verb has the option and it was given; for code that many verbs share. */
  public boolean hasIfDeclared(String option) {
    return declares(option) && has(option);
  }

  /** The value of an option that is given at most once. */
  public Optional<String> value(String option) {
    return values(option).stream().findFirst();
  }

  /** The value of an option that must be given. */
  public String required(String option) throws UsageException {
    return value(option).orElseThrow(() -> new UsageException("missing --" + option));
  }

  /**
   * Refuses a command line that lacks options, and names all that are missing at once.
   *
   * @param needed names of options besides those that the verb never works without
   */
  public void requireAll(String... needed) throws UsageException {
    List<String> missing = new ArrayList<>();
    String[] names = verb.operands().split(" ");
    for (int i = operands.size(); i < names.length; i++) {
      if (!names[i].isEmpty() && !names[i].startsWith("[")) {
        missing.add(names[i]);
      }
    }
    int operandsMissing = missing.size();
    for (OptionSpec spec : verb.options()) {
      boolean wanted = spec.mustBeGiven() || List.of(needed).contains(spec.name());
      if (wanted && !has(spec.name())) {
        missing.add("--" + spec.name());
      }
    }
    if (missing.size() > operandsMissing) {
      throw new UsageException("missing " + String.join(", ", missing));
    }
  }

  /** All values of an option, in the order they were given; a flag given has one empty value. */
  public List<String> values(String option) {
    checkKnown(option);
    return options.getOrDefault(option, List.of());
  }

  /** All values of an option that must be given at least once. */
  public List<String> requiredValues(String option) throws UsageException {
    required(option);
    return values(option);
  }

  /**
   * Refuses options that make no sense together with another.
   *
   * @param with the other option without its dashes, as the message shows it
   */
  public void refuse(String with, String... others) throws UsageException {
    for (String other : others) {
      if (has(other)) {
        throw new UsageException("--" + other + " does not go with --" + with);
      }
    }
  }

  /** A whole number from {@code min} to {@code max}, {@code otherwise} if not given. */
  public int integer(String option, int min, int max, int otherwise) throws UsageException {
    Optional<String> text = value(option);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, with the range.
    }
    throw new UsageException(
        given(option, text.get()) + ", expected a whole number from " + min + " to " + max);
  }

  /** The choice that the option names, {@code otherwise} if not given. */
  public <E> E oneOf(String option, Map<String, E> choices, E otherwise) throws UsageException {
    Optional<String> text = value(option);
    if (text.isEmpty()) {
      return otherwise;
    }
    E chosen = choices.get(text.get());
    if (chosen == null) {
      throw new UsageException(
          given(option, text.get())
              + ", expected one of "
              + String.join(", ", new TreeMap<>(choices).keySet()));
    }
    return chosen;
  }

  /** The value as a path, seen from the working directory. */
  public Optional<Path> path(String option) throws UsageException {
    Optional<String> text = value(option);
    return text.isEmpty() ? Optional.empty() : Optional.of(resolve("--" + option, text.get()));
  }

  private Path resolve(String what, String text) throws UsageException {
    if (text.isEmpty()) {
      throw new UsageException(what + " is empty, expected a path");
    }
    return PathText.resolve(directory, what, text);
  }

  private String operandName(int index) {
    String[] names = verb.operands().split(" ");
    return index < names.length && !names[index].isEmpty() ? names[index] : "an argument";
  }

  /** The operands that are files or folders by what the help calls them. */
  public List<String> pathOperands() {
    String[] names = verb.operands().split(" ");
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      String name = names[Math.min(i, names.length - 1)];
      if (PathText.isMeant(name) || name.equals("NEW")) {
        paths.add(operands.get(i));
      }
    }
    return paths;
  }

  /** The values of all options but these that are files or folders, also those behind a name. */
  public List<String> pathsExcept(List<String> others) {
    return Stream.concat(verb.options().stream(), verb.globalOptions().stream())
        .filter(spec -> !others.contains(spec.name()))
        .filter(spec -> spec.argument().filter(PathText::isMeant).isPresent())
        .flatMap(spec -> values(spec.name()).stream().flatMap(value -> paths(spec, value)))
        .filter(path -> !path.isEmpty())
        .toList();
  }

  /** A path may have a name before it, or a rule behind it. */
  private static Stream<String> paths(OptionSpec spec, String value) {
    int sign = value.indexOf('=');
    if (sign < 0) {
      return Stream.of(value);
    }
    boolean first = spec.argument().filter(name -> name.startsWith("CATALOG")).isPresent();
    return Stream.of(value, first ? value.substring(0, sign) : value.substring(sign + 1));
  }

  /** Noun and name of the verb as they are typed. */
  public String words() {
    return verb.words();
  }

  private static String given(String option, String text) {
    return "--" + option + " is \"" + text + "\"";
  }

  /** Whether the verb has this option. */
  public boolean declares(String option) {
    return verb.declares(option);
  }

  /** A verb that asks for an option it does not declare would never see it given. */
  private void checkKnown(String option) {
    if (verb.options().stream().noneMatch(spec -> spec.name().equals(option))
        && GlobalOptions.all().stream().noneMatch(spec -> spec.name().equals(option))) {
      throw new IllegalArgumentException(verb.words() + " has no option --" + option);
    }
  }
}
