package dev.keyward.cli.audit;

import dev.keyward.cli.base.Text;
import dev.keyward.finding.Acceptance;
import dev.keyward.finding.Finding;
import dev.keyward.finding.LocatedFinding;
import java.util.ArrayList;
import java.util.List;

/** The findings that the policy accepts, apart from those that count. */
final class AcceptedText {

  private static final int MOST = 50;

  private AcceptedText() {}

  /**
   * All of them under a heading; nothing where there are none.
   *
   * @param where what the heading says of where they are
   */
  static List<String> lines(List<LocatedFinding> accepted, String where) {
    List<String> lines = new ArrayList<>();
    if (accepted.isEmpty()) {
      return lines;
    }
    lines.add("");
    lines.add("accepted risks" + where);
    for (LocatedFinding each : accepted.stream().limit(MOST).toList()) {
      Finding finding = each.finding();
      Acceptance acceptance = finding.acceptance().orElseThrow();
      lines.add("  " + finding.code().code() + ": " + Text.printable(finding.found()));
      AuditText.where(each).ifPresent(places -> lines.add("    " + places));
      lines.add("    why    " + Text.printable(acceptance.reason()));
      lines.add("    by     " + Text.printable(acceptance.by()) + ", until " + acceptance.until());
    }
    if (accepted.size() > MOST) {
      lines.add("  and " + (accepted.size() - MOST) + " more");
    }
    return lines;
  }
}
