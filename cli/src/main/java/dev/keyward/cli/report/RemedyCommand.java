package dev.keyward.cli.report;

import dev.keyward.cli.console.Shell;
import dev.keyward.finding.Finding;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Place;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The command line that ends a finding, to be pasted into the shell of this system. File names come
 * from strangers: they are quoted, and what acts on a terminal is replaced.
 */
public final class RemedyCommand {

  private static final int MOST_FILES = 8;
  private static final int MOST_IN_NAME = 4096;

  private RemedyCommand() {}

  /** For one protector; empty where no command ends this. */
  public static Optional<String> of(Finding finding, Place place) {
    return filled(finding.remedy(), target(place, List.of()));
  }

  /** For all that have it, or, where they are too many, for files in general. */
  public static Optional<String> of(LocatedFinding finding) {
    return of(finding.finding().remedy(), finding.places(), finding.count());
  }

  /** For what is at {@code count} places, the first of them given. */
  public static Optional<String> of(Finding.Remedy mend, List<Place> places, long count) {
    // One run names one VM of an export, so of those the first is told: never the whole export.
    List<Place> entries = places.stream().filter(place -> place.entry().isPresent()).toList();
    if (!entries.isEmpty()) {
      return filled(mend, target(entries.get(0), entries));
    }
    if (count == 0 || count > MOST_FILES || places.size() < count) {
      return filled(mend, "FILE...");
    }
    String files =
        places.stream()
            .filter(place -> !place.file().isEmpty())
            .map(place -> quoted(place.file(), "FILE"))
            .distinct()
            .collect(Collectors.joining(" "));
    return filled(mend, files);
  }

  private static Optional<String> filled(Finding.Remedy mend, String files) {
    return mend.command().map(line -> "keyward " + line.replace("FILE", files));
  }

  private static String target(Place place, List<Place> others) {
    String file = quoted(place.file(), "FILE");
    if (place.entry().isEmpty()) {
      return file;
    }
    boolean alone =
        others.stream()
            .noneMatch(
                other ->
                    !other.equals(place)
                        && other.file().equals(place.file())
                        && other.vm().equalsIgnoreCase(place.vm()));
    return file + " --vm " + quoted(alone ? place.vm() : place.unambiguous(), "VM");
  }

  private static String quoted(String text, String otherwise) {
    return Shell.here().quoted(Inert.shown(text, MOST_IN_NAME), otherwise);
  }
}
