package dev.keyward.audit.site;

import dev.keyward.audit.result.AuditInput;
import dev.keyward.audit.site.report.SiteName;
import dev.keyward.audit.site.report.SiteReport;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Finding.Remedy;
import dev.keyward.finding.Place;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.text.ForeignText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds inputs that two sites audited, by their digests. */
final class SameInputs {

  private static final int MOST = 1_000;
  private static final int MOST_IN_PATH = 200;

  private SameInputs() {}

  private record Read(SiteName site, AuditInput input) {
    String shown() {
      return ForeignText.listed(input.path(), MOST_IN_PATH)
          + " at "
          + ForeignText.listed(site.text(), SiteName.MOST);
    }
  }

  /** The first of them; an empty folder says nothing. */
  static List<SiteFinding> of(List<SiteReport> reports) {
    Map<Thumbprint, Read> firsts = new HashMap<>();
    List<SiteFinding> findings = new ArrayList<>();
    for (SiteReport report : reports) {
      for (AuditInput input : report.summary().inputs()) {
        Read here = new Read(report.site(), input);
        Read first = input.files() == 0 ? here : firsts.putIfAbsent(input.sha256(), here);
        if (first != null && !first.site().equals(here.site()) && findings.size() < MOST) {
          findings.add(finding(first, here));
        }
      }
    }
    return findings;
  }

  private static SiteFinding finding(Read first, Read here) {
    Finding finding =
        Finding.of(
            SiteFindingCode.SAME_INPUT,
            here.shown() + " has the same bytes as " + first.shown(),
            Remedy.noCommand(
                "find out which site these files belong to, and audit the other site again"));
    String path = here.input().path();
    Optional<Place> place = Optional.of(new Place(path, OptionalInt.empty(), path));
    return new SiteFinding(finding, List.of(first.site(), here.site()), 2, place);
  }
}
