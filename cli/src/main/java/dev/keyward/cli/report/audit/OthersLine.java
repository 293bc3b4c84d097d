package dev.keyward.cli.report.audit;

import dev.keyward.audit.result.OtherCount;
import dev.keyward.audit.result.OtherKind;
import dev.keyward.cli.report.Inert;
import dev.keyward.cli.report.Words;
import java.util.List;
import java.util.stream.Collectors;

/** The files beside the protectors in one line. */
public final class OthersLine {

  private static final int MOST_IN_NAME = 200;

  private OthersLine() {}

  /** How many there are of each kind; those of no known kind by name. Inert. */
  public static String of(List<OtherCount> others) {
    return others.stream()
        .map(other -> counted(other) + names(other))
        .collect(Collectors.joining(", "));
  }

  /** How many there are of each kind. */
  public static String counts(List<OtherCount> others) {
    return others.stream().map(OthersLine::counted).collect(Collectors.joining(", "));
  }

  private static String counted(OtherCount other) {
    return Words.number(other.count()) + " " + other.kind().words();
  }

  private static String names(OtherCount other) {
    if (other.kind() != OtherKind.UNKNOWN) {
      return "";
    }
    long more = other.count() - other.files().size();
    return other.files().stream()
        .map(file -> Inert.shown(file, MOST_IN_NAME))
        .collect(Collectors.joining(", ", " (", more > 0 ? ", and " + more + " more)" : ")"));
  }
}
