package dev.keyward.cli.report.sites;

import dev.keyward.audit.result.AuditCounts;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Omission;
import dev.keyward.audit.result.Party;
import dev.keyward.audit.result.Standing;
import dev.keyward.audit.site.SiteFinding;
import dev.keyward.audit.site.SiteGuardian;
import dev.keyward.audit.site.SitesSummary;
import dev.keyward.audit.site.report.SiteName;
import dev.keyward.audit.site.report.SiteReport;
import dev.keyward.cli.report.Headline;
import dev.keyward.cli.report.Inert;
import dev.keyward.cli.report.Words;
import dev.keyward.cli.report.audit.ReportContext;
import dev.keyward.finding.FindingCode;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Place;
import dev.keyward.finding.Severity;
import dev.keyward.guardian.Thumbprint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that the page of several sites asks for, as it is shown.
 *
 * @param grave how the verdict looks: {@code error}, {@code warning} or {@code fine}
 */
record SitesPage(
    String title,
    String version,
    String day,
    String grave,
    String verdict,
    List<Headline> numbers,
    List<Site> sites,
    List<Found> between,
    List<Found> findings,
    Optional<String> findingsCut,
    List<Guardian> guardians,
    Optional<String> guardiansCut,
    List<Row> rows,
    Optional<String> rowsCut,
    List<NotMade> omissions) {

  private static final int MOST_FINDINGS = 1_000;
  private static final int MOST_GUARDIANS = 1_000;
  private static final int MOST_PLACES = 20;
  private static final int MOST_IN_NAME = 120;
  private static final int MOST_IN_TEXT = 500;

  /** A site and what its report rests on. */
  record Site(
      String name,
      String protectors,
      String errors,
      String warnings,
      String clock,
      String policy,
      String version,
      String report,
      String sha256) {}

  /** A finding of a site, or between sites. */
  record Found(
      String sites,
      String code,
      String severity,
      String title,
      String found,
      String why,
      String mend,
      String count,
      List<String> places,
      Optional<String> more) {}

  /** A guardian by its key. */
  record Guardian(String key, List<Called> called) {}

  /** What a site calls it. */
  record Called(String site, String label, boolean stranger, String deeds) {}

  /** A protector. */
  record Row(
      String site,
      String vm,
      String file,
      String standing,
      String css,
      String codes,
      String owner,
      String guardians,
      String sealer) {

    static Row of(SiteName site, AuditedProtector protector) {
      Place place = protector.place();
      String entry = place.entry().isPresent() ? " #" + place.entry().getAsInt() : "";
      return new Row(
          name(site.text()),
          name(place.vm()),
          name(place.file()) + entry,
          protector.standing().words(),
          protector.worst().map(Severity::code).orElse("fine"),
          protector.open().stream()
              .map(finding -> finding.code().code())
              .distinct()
              .collect(Collectors.joining(" ")),
          protector.set().owner().map(Row::label).orElse(""),
          guardians(protector.set().guardians()),
          protector.sealer().map(Row::label).orElse(""));
    }

    private static String guardians(List<Party> guardians) {
      int more = guardians.size() - MOST_PLACES;
      return guardians.stream().limit(MOST_PLACES).map(Row::label).collect(Collectors.joining(", "))
          + (more > 0 ? ", and " + more + " more" : "");
    }

    private static String label(Party party) {
      return Inert.shown(party.label(), MOST_IN_NAME);
    }
  }

  /** A check that was not made. */
  record NotMade(String site, String check, String why) {}

  static SitesPage of(ReportContext context, SitesSummary summary, List<Row> rows) {
    AuditCounts counts = summary.counts();
    List<Found> findings = findings(summary);
    long all = summary.sites().stream().mapToLong(SitesPage::findings).sum();
    int guardians = summary.guardians().size();
    return new SitesPage(
        "Audits of " + Words.count(summary.sites().size(), "site"),
        Inert.shown(context.version(), MOST_IN_NAME),
        Words.day(
            summary.sites().stream()
                .map(site -> site.summary().basis().clock())
                .max(Comparator.naturalOrder())
                .orElseThrow()),
        summary.worst().filter(worst -> worst != Severity.NOTE).map(Severity::code).orElse("fine"),
        verdict(summary),
        numbers(summary, counts),
        summary.sites().stream().map(SitesPage::site).toList(),
        summary.between().stream().limit(MOST_FINDINGS).map(SitesPage::between).toList(),
        findings,
        Words.cut(findings.size(), all, "finding"),
        summary.guardians().stream().limit(MOST_GUARDIANS).map(SitesPage::guardian).toList(),
        Words.cut(Math.min(guardians, MOST_GUARDIANS), guardians, "guardian"),
        rows,
        Words.cut(rows.size(), counts.protectors(), "protector"),
        omissions(summary));
  }

  private static long findings(SiteReport site) {
    return site.summary().findings().size() + site.summary().unlisted();
  }

  private static String verdict(SitesSummary summary) {
    long errors =
        summary.sites().stream()
            .filter(site -> site.summary().worst().equals(Optional.of(Severity.ERROR)))
            .count();
    String of = " of " + Words.count(summary.sites().size(), "site");
    String between =
        summary.between().isEmpty()
            ? ""
            : " " + Words.count(summary.between().size(), "finding") + " between sites.";
    return Words.number(errors) + of + (errors == 1 ? " has" : " have") + " errors." + between;
  }

  private static List<Headline> numbers(SitesSummary summary, AuditCounts counts) {
    return List.of(
        Headline.of(summary.sites().size(), "sites", ""),
        Headline.of(counts.protectors(), "protectors", ""),
        Headline.of(counts.of(Standing.VALID), "valid", ""),
        Headline.of(counts.worst(Severity.ERROR), "with errors", "error"),
        Headline.of(counts.worst(Severity.WARNING), "with warnings only", "warning"),
        Headline.of(summary.guardians().size(), "guardians", ""));
  }

  private static Site site(SiteReport report) {
    AuditCounts counts = report.summary().counts();
    return new Site(
        name(report.site().text()),
        Words.number(counts.protectors()),
        Words.number(counts.worst(Severity.ERROR)),
        Words.number(counts.worst(Severity.WARNING)),
        report.summary().basis().clock().toString(),
        report.summary().basis().policy().map(policy -> name(policy.path())).orElse("none"),
        Inert.shown(report.keyward(), MOST_IN_NAME),
        name(report.file().path()),
        report.file().sha256().toString());
  }

  private static Found between(SiteFinding each) {
    return found(
        each.sites().stream()
            .map(site -> Inert.listed(site.text(), MOST_IN_NAME))
            .collect(Collectors.joining(", ")),
        new LocatedFinding(each.finding(), 1, each.place().stream().toList()),
        Words.count(each.count(), "site"));
  }

  private static List<Found> findings(SitesSummary summary) {
    List<Found> all = new ArrayList<>();
    for (SiteReport site : summary.sites()) {
      for (LocatedFinding each : site.summary().findings()) {
        if (all.size() < MOST_FINDINGS) {
          all.add(found(name(site.site().text()), each, Words.count(each.count(), "protector")));
        }
      }
    }
    return all;
  }

  private static Found found(String sites, LocatedFinding each, String count) {
    FindingCode code = each.finding().code();
    List<String> places = each.places().stream().limit(MOST_PLACES).map(SitesPage::place).toList();
    long more = each.places().isEmpty() ? 0 : each.count() - places.size();
    return new Found(
        sites,
        code.code(),
        each.finding().severity().code(),
        Words.sentence(code.title()),
        Inert.shown(each.finding().found(), MOST_IN_TEXT),
        code.why(),
        Words.sentence(each.finding().remedy().text()),
        count,
        places,
        Optional.of("and " + Words.number(more) + " more").filter(text -> more > 0));
  }

  private static String place(Place place) {
    return Inert.name(place.vm(), MOST_IN_NAME) + " in " + Inert.name(place.file(), MOST_IN_NAME);
  }

  private static Guardian guardian(SiteGuardian guardian) {
    return new Guardian(
        guardian.key().map(Thumbprint::toString).orElse("not in a report of an older Keyward"),
        guardian.called().stream().map(SitesPage::called).toList());
  }

  private static Called called(SiteGuardian.Called called) {
    var party = called.party();
    String deeds =
        Stream.of(
                deed("owns ", party.owned()),
                deed("can open ", party.granted()),
                deed("sealed ", party.sealed()))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(", "));
    return new Called(
        name(called.site().text()),
        Inert.shown(party.party().label(), MOST_IN_NAME),
        party.party().name().isEmpty(),
        deeds);
  }

  private static Optional<String> deed(String deed, long count) {
    return count == 0 ? Optional.empty() : Optional.of(deed + Words.number(count));
  }

  private static List<NotMade> omissions(SitesSummary summary) {
    List<NotMade> all = new ArrayList<>();
    summary.omissions().forEach(omission -> all.add(notMade("", omission)));
    for (SiteReport site : summary.sites()) {
      for (Omission omission : site.summary().omissions()) {
        if (all.size() < MOST_FINDINGS) {
          all.add(notMade(name(site.site().text()), omission));
        }
      }
    }
    return all;
  }

  private static NotMade notMade(String site, Omission omission) {
    return new NotMade(
        site,
        Words.sentence(Inert.shown(omission.check(), MOST_IN_TEXT)),
        Words.sentence(Inert.shown(omission.why(), MOST_IN_TEXT))
            + " "
            + Words.number(omission.count()));
  }

  private static String name(String text) {
    return Inert.name(text, MOST_IN_NAME);
  }
}
