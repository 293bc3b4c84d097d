package dev.keyward.audit.result;

import dev.keyward.finding.Finding;
import java.util.List;
import java.util.Objects;

/**
 * One finding with all that have it.
 *
 * @param finding the finding
 * @param count how many protectors have it
 * @param places the first of them in the order of the input, at most {@link
 *     AuditSummary#MOST_LISTED}
 */
public record FindingCount(Finding finding, long count, List<Place> places) {

  /** Copies the list. */
  public FindingCount {
    Objects.requireNonNull(finding, "finding");
    places = List.copyOf(places);
  }
}
