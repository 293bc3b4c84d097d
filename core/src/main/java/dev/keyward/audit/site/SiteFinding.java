package dev.keyward.audit.site;

import dev.keyward.audit.site.report.SiteName;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that is between sites.
 *
 * @param finding what was found
 * @param sites the sites that it is about, at most {@link #MOST_SITES}, in the order of the command
 * @param count how many sites it is about
 * @param place where it is in the last of {@code sites}; empty where it is about a name alone
 */
public record SiteFinding(
    Finding finding, List<SiteName> sites, long count, Optional<Place> place) {

  /** As many sites are named. */
  public static final int MOST_SITES = 100;

  /** Copies the list. */
  public SiteFinding {
    Objects.requireNonNull(finding, "finding");
    Objects.requireNonNull(place, "place");
    sites = List.copyOf(sites);
  }
}
