package dev.keyward.cli.report;

import dev.keyward.cli.console.CommandLine;
import dev.keyward.cli.console.TypedCommand;
import dev.keyward.finding.Finding;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Place;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What is printed of a remedy. Names of files and VMs come from strangers: a command has them
 * exactly as they are, quoted for one shell, or there is no command and the text says why.
 *
 * @param text what to do, lower case, without a full stop
 * @param command the command line that does it, to be pasted into the shell; empty where none does,
 *     and where a name cannot be typed
 */
public record PrintedRemedy(String text, Optional<String> command) {

  private static final Set<String> OF_FILES = Set.of("protector", "vm");
  private static final int AT_FILE = 2;
  private static final String MOVE = "fleet move VM";
  private static final String FILE = "FILE";
  private static final String FILES = "FILE...";
  private static final String SEALED = ".svm";
  private static final int MOST_FILES = 8;

  /** For one protector. */
  public static PrintedRemedy of(CommandLine commands, Finding finding, Place place) {
    return filled(commands, finding.remedy(), Target.of(place));
  }

  /** For all that have it, or, where they are too many, for files in general. */
  public static PrintedRemedy of(CommandLine commands, LocatedFinding finding) {
    return of(commands, finding.finding().remedy(), finding.places(), finding.count());
  }

  /** For what is at {@code count} places, the first of them given. */
  public static PrintedRemedy of(
      CommandLine commands, Finding.Remedy remedy, List<Place> places, long count) {
    if (remedy.command().filter(command -> command.startsWith(MOVE)).isPresent()) {
      return moved(commands, remedy, places, count);
    }
    // One run is about one protector of an export, so the first is in it: never the whole export.
    Optional<Place> entry = places.stream().filter(Target::isOfMany).findFirst();
    if (entry.isPresent()) {
      return filled(commands, remedy, Target.of(entry.get()));
    }
    if (count == 0 || count > MOST_FILES || places.size() < count) {
      return filled(commands, remedy, new Target(List.of(), Optional.empty()));
    }
    List<String> files =
        places.stream().map(Place::file).filter(file -> !file.isEmpty()).distinct().toList();
    return filled(commands, remedy, new Target(files, Optional.empty()));
  }

  /** A plan is for all machines at once, and takes them by name from the files that they are in. */
  private static PrintedRemedy moved(
      CommandLine commands, Finding.Remedy remedy, List<Place> places, long count) {
    List<String> names = places.stream().map(Place::vm).distinct().toList();
    List<String> files = places.stream().map(Place::file).distinct().toList();
    boolean all =
        count > 0
            && count <= MOST_FILES
            && places.size() == count
            && names.stream().noneMatch(name -> name.startsWith("-"));
    TypedCommand command = commands.begin().words(all ? "fleet move" : MOVE);
    if (all) {
      names.forEach(command::file);
    }
    for (String word : remedy.command().orElseThrow().substring(MOVE.length() + 1).split(" ")) {
      if (all && word.equals("--vms")) {
        files.forEach(file -> command.option(word, file));
      } else if (!all || !word.equals(FILE)) {
        command.words(word);
      }
    }
    return printed(remedy.text(), command);
  }

  private static PrintedRemedy filled(CommandLine commands, Finding.Remedy remedy, Target target) {
    String text = remedy.text();
    if (remedy.command().filter(target::isTakenBy).isEmpty()) {
      return new PrintedRemedy(text, Optional.empty());
    }
    TypedCommand command = commands.begin();
    String[] words = remedy.command().get().split(" ");
    for (int index = 0; index < words.length; index++) {
      // A guardian or a host can be called FILE too, but only verbs of files have it there.
      if (index == AT_FILE && words[index].equals(FILE) && OF_FILES.contains(words[0])) {
        target.add(command);
      } else {
        command.words(words[index]);
      }
    }
    return printed(text, command);
  }

  private static PrintedRemedy printed(String text, TypedCommand command) {
    return new PrintedRemedy(
        command.whyNone().map(why -> text + "; no command is printed, because " + why).orElse(text),
        command.line());
  }

  /**
   * The words that replace FILE.
   *
   * @param files all that have it; empty for files in general
   * @param entry the one protector of an export
   */
  private record Target(List<String> files, Optional<Place> entry) {

    static Target of(Place place) {
      return new Target(List.of(place.file()), Optional.of(place).filter(Target::isOfMany));
    }

    static boolean isOfMany(Place place) {
      return place.entry().isPresent();
    }

    /** The commands of VMs take sealed VMs alone; the text says what is to be done with others. */
    boolean isTakenBy(String command) {
      return !command.startsWith("vm ")
          || files.stream().allMatch(file -> file.toLowerCase(Locale.ROOT).endsWith(SEALED));
    }

    void add(TypedCommand command) {
      if (files.isEmpty()) {
        command.words(FILES);
      }
      files.forEach(command::file);
      entry.ifPresent(place -> pick(command, place));
    }

    /**
     * A protector of an export goes by its number too: other machines can have its name, and a
     * machine can have a second protector.
     */
    private static void pick(TypedCommand command, Place place) {
      String number = String.valueOf(place.entry().orElseThrow() + 1);
      if (!place.file().concat("#" + number).endsWith(place.vm())) {
        command.option("--vm", place.vm());
      }
      command.option("--number", number);
    }
  }
}
