package dev.keyward.audit.site;

import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Omission;
import dev.keyward.audit.result.Skeletons;
import dev.keyward.audit.site.report.SiteName;
import dev.keyward.audit.site.report.SiteParty;
import dev.keyward.audit.site.report.SiteReport;
import dev.keyward.internal.memory.HeapShare;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Compares the reports of sites with each other while they are read. */
final class BetweenSites {

  private static final int SHARE = 16;

  private final SiteLooks looks;
  private final SiteCopies copies = new SiteCopies(HeapShare.of(SHARE));
  private final KeysByName names = new KeysByName();
  private final List<SiteReport> reports = new ArrayList<>();

  BetweenSites(Skeletons skeletons) {
    this.looks = new SiteLooks(skeletons, HeapShare.of(SHARE));
  }

  /** The site begins. */
  void begin(SiteName site) {
    looks.site(site);
  }

  void row(SiteName site, AuditedProtector row) {
    looks.machine(site, row.place());
    copies.add(site, row);
  }

  /** The site ends. */
  void end(SiteReport report) {
    reports.add(report);
    names.add(report);
    for (SiteParty party : report.parties()) {
      party.party().name().ifPresent(name -> looks.guardian(report.site(), name));
    }
  }

  /** What the sites say together, after the last one. */
  SitesSummary summary() {
    List<Omission> omissions = new ArrayList<>();
    List<SiteFinding> between = new ArrayList<>(names.findings(omissions));
    between.addAll(SameInputs.of(reports));
    between.addAll(copies.findings());
    between.addAll(looks.findings());
    Comparator<SiteFinding> grave = Comparator.comparing(each -> each.finding().severity());
    between.sort(grave.reversed());
    left(omissions, "whether more names look alike", looks.left());
    left(omissions, "whether more protectors are copies", copies.left());
    return new SitesSummary(
        reports,
        between,
        looks.unlisted() + copies.unlisted(),
        SiteGuardian.all(reports),
        omissions);
  }

  private static void left(List<Omission> omissions, String check, long count) {
    if (count > 0) {
      omissions.add(new Omission(check, "there are too many to keep them all", count));
    }
  }
}
