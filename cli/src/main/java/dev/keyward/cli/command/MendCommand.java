package dev.keyward.cli.command;

import dev.keyward.audit.FindingCount;
import dev.keyward.audit.Place;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The command line that mends a finding, ready to paste into a POSIX shell. */
final class MendCommand {

  private static final int MOST_FILES = 8;

  private MendCommand() {}

  /** For all places, or, where they are too many or in an export, for the first or in general. */
  static Optional<String> of(FindingCount finding) {
    return finding.finding().mend().command().map(command -> "keyward " + filled(command, finding));
  }

  private static String filled(String command, FindingCount finding) {
    List<Place> places = finding.places();
    Place first = places.get(0);
    if (first.entry().isPresent()) {
      // One run names one VM of an export.
      return command.replace("FILE", quoted(first.file()) + " --vm " + quoted(first.vm()));
    }
    boolean many = finding.count() > MOST_FILES || places.size() < finding.count();
    String files =
        places.stream()
            .map(Place::file)
            .distinct()
            .map(MendCommand::quoted)
            .collect(Collectors.joining(" "));
    return many ? command.replace("FILE", "FILE...") : command.replace("FILE", files);
  }

  private static String quoted(String text) {
    String printable = Text.printable(text);
    return printable.matches("[A-Za-z0-9._/+][A-Za-z0-9._/+-]*")
        ? printable
        : "'" + printable.replace("'", "'\\''") + "'";
  }
}
