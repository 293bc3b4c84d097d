package dev.keyward.cli.report;

import dev.keyward.cli.console.CommandLine;
import dev.keyward.cli.console.Shell;
import dev.keyward.finding.Finding;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Place;
import dev.keyward.text.ForeignText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is printed of a remedy. Names of files and VMs come from strangers: a command has them
 * exactly as they are, quoted for one shell, or there is no command and the text says why.
 *
 * @param text what to do, lower case, without a full stop
 * @param command the command line that does it, to be pasted into the shell; empty where none does,
 *     and where a name cannot be typed
 */
public record PrintedRemedy(String text, Optional<String> command) {

  private static final String PROGRAM = "keyward";
  private static final String FILE = "FILE";
  private static final String SEALED = ".svm";
  private static final int MOST_FILES = 8;
  private static final int MOST_IN_NAME = 4096;

  /** For one protector. */
  public static PrintedRemedy of(CommandLine commands, Finding finding, Place place) {
    return filled(commands, finding.remedy(), target(place));
  }

  /** For all that have it, or, where they are too many, for files in general. */
  public static PrintedRemedy of(CommandLine commands, LocatedFinding finding) {
    return of(commands, finding.finding().remedy(), finding.places(), finding.count());
  }

  /** For what is at {@code count} places, the first of them given. */
  public static PrintedRemedy of(
      CommandLine commands, Finding.Remedy remedy, List<Place> places, long count) {
    // One run is about one protector of an export, so the first is in it: never the whole export.
    Optional<Place> entry = places.stream().filter(place -> place.entry().isPresent()).findFirst();
    if (entry.isPresent()) {
      return filled(commands, remedy, target(entry.get()));
    }
    if (count == 0 || count > MOST_FILES || places.size() < count) {
      return filled(commands, remedy, List.of(new Word("FILE...", true)));
    }
    return filled(
        commands,
        remedy,
        places.stream()
            .map(Place::file)
            .filter(file -> !file.isEmpty())
            .distinct()
            .map(Word::file)
            .toList());
  }

  /**
   * A word of a command line.
   *
   * @param ours whether it is Keyward's own text, which no shell acts on
   */
  private record Word(String text, boolean ours) {

    /** A name that begins with a dash would be taken for an option. */
    static Word file(String name) {
      return new Word(name.startsWith("-") && name.length() > 1 ? "./" + name : name, false);
    }

    /** The value of an option, and the option before it. */
    static List<Word> value(String option, String value) {
      return value.startsWith("-")
          ? List.of(new Word(option + "=" + value, false))
          : List.of(new Word(option, true), new Word(value, false));
    }
  }

  private static PrintedRemedy filled(
      CommandLine commands, Finding.Remedy remedy, List<Word> files) {
    String text = commands.with(remedy.text());
    if (remedy.command().filter(command -> takes(command, files)).isEmpty()) {
      return new PrintedRemedy(text, Optional.empty());
    }
    List<Word> words = new ArrayList<>(List.of(new Word(PROGRAM, true)));
    commands.store().ifPresent(store -> words.addAll(Word.value(CommandLine.STORE, store)));
    for (String word : remedy.command().get().split(" ")) {
      words.addAll(word.equals(FILE) ? files : List.of(new Word(word, true)));
    }
    Shell shell = commands.shell();
    List<String> typed = new ArrayList<>();
    for (Word word : words) {
      Optional<String> form = typed(shell, word);
      if (form.isEmpty()) {
        return new PrintedRemedy(text + "; " + whyNone(shell, word.text()), Optional.empty());
      }
      typed.add(form.get());
    }
    return new PrintedRemedy(text, Optional.of(String.join(" ", typed)));
  }

  /** The commands of VMs take sealed VMs alone; the text says what is to be done with others. */
  private static boolean takes(String command, List<Word> files) {
    return !command.startsWith("vm ")
        || files.stream().allMatch(file -> file.text().toLowerCase(Locale.ROOT).endsWith(SEALED));
  }

  private static Optional<String> typed(Shell shell, Word word) {
    if (!isShownAsItIs(word.text())) {
      return Optional.empty();
    }
    return word.ours() ? Optional.of(word.text()) : shell.quoted(word.text());
  }

  private static boolean isShownAsItIs(String text) {
    return text.codePoints().noneMatch(ForeignText::isUnsafe) && text.length() <= MOST_IN_NAME;
  }

  private static String whyNone(Shell shell, String text) {
    String name = Inert.listed(text, MOST_IN_NAME);
    return isShownAsItIs(text)
        ? "no command is printed, because " + shell.words() + " would act on the name " + name
        : "no command is printed, because the name " + name + " cannot be typed as it is shown";
  }

  /**
   * A protector of an export goes by its number too: other machines can have its name, and a
   * machine can have a second protector.
   */
  private static List<Word> target(Place place) {
    List<Word> words = new ArrayList<>(List.of(Word.file(place.file())));
    if (place.entry().isPresent()) {
      String number = String.valueOf(place.entry().getAsInt() + 1);
      if (!place.file().concat("#" + number).endsWith(place.vm())) {
        words.addAll(Word.value("--vm", place.vm()));
      }
      words.addAll(Word.value("--number", number));
    }
    return words;
  }
}
