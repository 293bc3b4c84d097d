package dev.keyward.cli.report;

import dev.keyward.audit.result.FindingCount;
import dev.keyward.audit.result.Place;
import dev.keyward.finding.Finding;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The command line that mends a finding, to be pasted into a POSIX shell. File names come from
 * strangers: they are quoted, and what acts on a terminal is replaced.
 */
public final class MendCommand {

  private static final int MOST_FILES = 8;
  private static final int MOST_IN_NAME = 4096;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/+][A-Za-z0-9._/+-]*");

  private MendCommand() {}

  /** For one protector; empty where no command mends this. */
  public static Optional<String> of(Finding finding, Place place) {
    return filled(finding, target(place));
  }

  /** For all that have it, or, where they are too many, for files in general. */
  public static Optional<String> of(FindingCount finding) {
    List<Place> places = finding.places();
    boolean many = finding.count() > MOST_FILES || places.size() < finding.count();
    if (many) {
      return filled(finding.finding(), "FILE...");
    }
    // One run names one VM of an export, so of those the first is told.
    boolean export = places.stream().anyMatch(place -> place.entry().isPresent());
    String files =
        places.stream()
            .limit(export ? 1 : MOST_FILES)
            .map(MendCommand::target)
            .distinct()
            .collect(Collectors.joining(" "));
    return filled(finding.finding(), files);
  }

  private static Optional<String> filled(Finding finding, String files) {
    return finding.mend().command().map(line -> "keyward " + line.replace("FILE", files));
  }

  private static String target(Place place) {
    String file = quoted(place.file());
    return place.entry().isEmpty() ? file : file + " --vm " + quoted(place.vm());
  }

  static String quoted(String text) {
    String shown = Inert.shown(text, MOST_IN_NAME);
    return PLAIN.matcher(shown).matches() ? shown : "'" + shown.replace("'", "'\\''") + "'";
  }
}
