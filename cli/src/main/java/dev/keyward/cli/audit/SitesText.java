package dev.keyward.cli.audit;

import dev.keyward.audit.result.AuditCounts;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.Omission;
import dev.keyward.audit.result.SetCount;
import dev.keyward.audit.site.SiteFinding;
import dev.keyward.audit.site.SiteGuardian;
import dev.keyward.audit.site.SitesSummary;
import dev.keyward.audit.site.report.SiteReport;
import dev.keyward.cli.base.Text;
import dev.keyward.cli.console.CommandLine;
import dev.keyward.cli.view.FindingLines;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Severity;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.text.ShortPrint;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The reports of several sites as people read them, every line with its site. */
final class SitesText {

  private static final int MOST_NAMES = 5;
  private static final int MOST_ROWS = 50;
  private static final int WIDEST = 30;

  private final SitesSummary summary;
  private final CommandLine commands;
  private final int width;
  private final List<String> lines = new ArrayList<>();

  SitesText(SitesSummary summary, CommandLine commands) {
    this.summary = summary;
    this.commands = commands;
    int longest = summary.sites().stream().mapToInt(site -> name(site).length()).max().orElse(0);
    this.width = Math.max("site".length(), Math.min(longest, WIDEST));
  }

  List<String> lines() {
    lines.add(Text.count(summary.sites().size(), "site") + ", " + AuditText.headline(counts()));
    lines.add(AuditText.worst(counts()));
    sites();
    between();
    guardians();
    sets();
    summary.sites().forEach(this::findings);
    omissions();
    return lines;
  }

  private AuditCounts counts() {
    return summary.counts();
  }

  private void sites() {
    lines.add("");
    lines.add(padded("site") + "  protectors  errors  warnings  judged at             report");
    for (SiteReport site : summary.sites()) {
      AuditCounts counts = site.summary().counts();
      lines.add(
          String.format(
              Locale.ROOT,
              "%s  %10d  %6d  %8d  %s  %s",
              padded(name(site)),
              counts.protectors(),
              counts.worst(Severity.ERROR),
              counts.worst(Severity.WARNING),
              site.summary().basis().clock(),
              Text.listed(site.file().path())));
    }
  }

  private void between() {
    List<LocatedFinding> found = new ArrayList<>();
    // Equal findings about different sites stay two findings.
    IdentityHashMap<LocatedFinding, String> where = new IdentityHashMap<>();
    for (SiteFinding each : summary.between()) {
      found.add(new LocatedFinding(each.finding(), 1, each.place().stream().toList()));
      where.put(found.get(found.size() - 1), where(each));
    }
    lines.addAll(heading("between sites", found.isEmpty()));
    FindingLines text = new FindingLines(found, summary.unlisted(), commands);
    lines.addAll(text.lines(each -> Optional.ofNullable(where.get(each))));
  }

  private static String where(SiteFinding each) {
    List<String> sites = each.sites().stream().map(site -> Text.listed(site.text())).toList();
    return "sites  "
        + Text.first(sites, MOST_NAMES, each.count())
        + each.place().map(place -> ": " + AuditText.place(place)).orElse("");
  }

  private void guardians() {
    List<SiteGuardian> all = summary.guardians();
    lines.addAll(heading("guardians by signing key", all.isEmpty()));
    Set<String> keys =
        all.stream()
            .flatMap(each -> each.key().stream())
            .map(Thumbprint::toString)
            .collect(Collectors.toSet());
    for (SiteGuardian guardian : all.subList(0, Math.min(all.size(), MOST_ROWS))) {
      String key =
          guardian
              .key()
              .map(print -> ShortPrint.of(print.toString(), keys, GuardianCertificate.LABEL_DIGITS))
              .orElse("unknown key");
      for (SiteGuardian.Called each : guardian.called()) {
        lines.add(
            String.format(
                Locale.ROOT,
                "  %-12s  %s  %s",
                key,
                padded(Text.listed(each.site().text())),
                Text.printable(each.party().party().label())));
        key = "";
      }
    }
    cut(all.size(), "guardians");
  }

  private void sets() {
    long count = summary.sites().stream().mapToLong(site -> site.summary().sets().size()).sum();
    lines.addAll(heading("guardian sets", count == 0));
    int shown = 0;
    for (SiteReport site : summary.sites()) {
      for (SetCount set : site.summary().sets()) {
        if (shown < MOST_ROWS) {
          set(site, set);
          shown++;
        }
      }
    }
    cut(count, "guardian sets");
  }

  private void set(SiteReport site, SetCount set) {
    String start = String.format(Locale.ROOT, "  %s  %7d  ", padded(name(site)), set.count());
    lines.add(start + Text.printable(set.set().toString()));
    List<String> vms = set.vms().stream().map(Text::listed).toList();
    lines.add(" ".repeat(start.length()) + Text.first(vms, MOST_NAMES, set.count()));
  }

  private void findings(SiteReport site) {
    AuditSummary of = site.summary();
    lines.addAll(
        heading("findings at " + name(site), of.findings().isEmpty() && of.unlisted() == 0));
    lines.addAll(new FindingLines(of.findings(), of.unlisted(), commands).lines(AuditText::where));
    lines.addAll(AcceptedText.lines(of.accepted(), " at " + name(site)));
  }

  private void omissions() {
    boolean none =
        summary.omissions().isEmpty()
            && summary.sites().stream().allMatch(site -> site.summary().omissions().isEmpty());
    lines.addAll(heading("not checked", none));
    summary.omissions().forEach(omission -> lines.add("  " + text(omission)));
    for (SiteReport site : summary.sites()) {
      for (Omission omission : site.summary().omissions()) {
        lines.add("  " + padded(name(site)) + "  " + text(omission));
      }
    }
  }

  private static String text(Omission omission) {
    return Text.printable(omission.check())
        + ": "
        + Text.printable(omission.why())
        + " ("
        + omission.count()
        + ")";
  }

  private static List<String> heading(String text, boolean none) {
    return none ? List.of() : List.of("", text);
  }

  private void cut(long size, String what) {
    if (size > MOST_ROWS) {
      lines.add("  and " + (size - MOST_ROWS) + " more " + what);
    }
  }

  private static String name(SiteReport site) {
    return Text.listed(site.site().text());
  }

  private String padded(String text) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
