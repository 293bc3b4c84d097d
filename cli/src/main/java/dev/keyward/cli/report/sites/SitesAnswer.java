package dev.keyward.cli.report.sites;

import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.SetCount;
import dev.keyward.audit.site.SiteFinding;
import dev.keyward.audit.site.SiteGuardian;
import dev.keyward.audit.site.SitesSummary;
import dev.keyward.audit.site.report.SiteName;
import dev.keyward.audit.site.report.SiteParty;
import dev.keyward.audit.site.report.SiteReport;
import dev.keyward.cli.console.Answer;
import dev.keyward.cli.report.CertificateAnswer;
import dev.keyward.cli.report.audit.AuditAnswer;
import dev.keyward.cli.report.audit.Decided;
import dev.keyward.cli.report.audit.ReportContext;
import dev.keyward.finding.Finding;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.finding.Severity;
import dev.keyward.guardian.Thumbprint;
import java.util.List;
import java.util.Optional;

/**
 * The reports of several sites as programs read them. The protectors are written while they come
 * and the summary at the end, so that this whole is a type only. Labels are those of each site.
 *
 * @param protectors site by site, in the order of their reports
 * @param summary what is known at the end
 */
@Answer.To("audit-sites")
record SitesAnswer(List<Protector> protectors, @Answer.Inline Summary summary) implements Answer {

  /** What the reports say of all sites together. */
  record Summary(
      String keyward,
      List<Site> sites,
      AuditAnswer.Counts counts,
      List<Set> sets,
      List<Found> findings,
      List<Between> between,
      List<Guardian> guardians,
      List<AuditAnswer.NotMade> omissions,
      @Answer.IfPresent Optional<List<Found>> accepted)
      implements Answer {

    static Summary of(SitesSummary summary, ReportContext context) {
      List<SiteReport> sites = summary.sites();
      long unlisted =
          sites.stream().mapToLong(site -> site.summary().unlisted()).sum() + summary.unlisted();
      long copies = sites.stream().mapToLong(site -> site.summary().copies().count()).sum();
      return new Summary(
          context.version(),
          sites.stream().map(Site::of).toList(),
          AuditAnswer.Counts.of(summary.counts(), unlisted, copies),
          sites.stream()
              .flatMap(site -> site.summary().sets().stream().map(set -> Set.of(site, set)))
              .toList(),
          sites.stream()
              .flatMap(
                  site -> site.summary().findings().stream().map(found -> Found.of(site, found)))
              .toList(),
          summary.between().stream().map(Between::of).toList(),
          summary.guardians().stream().map(Guardian::of).toList(),
          summary.omissions().stream().map(AuditAnswer.NotMade::of).toList(),
          Optional.of(
                  sites.stream()
                      .flatMap(
                          site ->
                              site.summary().accepted().stream().map(each -> Found.of(site, each)))
                      .toList())
              .filter(accepted -> !accepted.isEmpty()));
    }
  }

  /** What was found. What to do is in the report of the site. */
  record Kind(
      String code, Severity severity, String found, @Answer.IfPresent Optional<Decided> acceptance)
      implements Answer {

    static Kind of(Finding finding) {
      return new Kind(
          finding.code().code(),
          finding.severity(),
          finding.found(),
          finding.acceptance().map(Decided::of));
    }
  }

  /** One protector. */
  record Protector(
      String site,
      @Answer.Inline AuditAnswer.Judged judged,
      List<Kind> findings,
      @Answer.IfPresent Optional<List<Kind>> accepted)
      implements Answer {

    static Protector of(SiteName site, AuditedProtector protector) {
      return new Protector(
          site.text(),
          AuditAnswer.Judged.of(protector),
          protector.open().stream().map(Kind::of).toList(),
          Optional.of(protector.accepted().stream().map(Kind::of).toList())
              .filter(accepted -> !accepted.isEmpty()));
    }
  }

  /** A site, and what its report rests on. */
  record Site(
      String site,
      AuditAnswer.Input report,
      String keyward,
      AuditAnswer.Basis basis,
      List<AuditAnswer.Input> inputs,
      AuditAnswer.Counts counts,
      List<AuditAnswer.NotMade> omissions,
      @Answer.IfPresent Optional<List<AuditAnswer.Other>> others)
      implements Answer {

    static Site of(SiteReport report) {
      return new Site(
          report.site().text(),
          AuditAnswer.Input.of(report.file()),
          report.keyward(),
          AuditAnswer.Basis.of(report.summary().basis()),
          report.summary().inputs().stream().map(AuditAnswer.Input::of).toList(),
          AuditAnswer.Counts.of(report.summary()),
          report.summary().omissions().stream().map(AuditAnswer.NotMade::of).toList(),
          Optional.of(report.summary().others().stream().map(AuditAnswer.Other::of).toList())
              .filter(others -> !others.isEmpty()));
    }
  }

  /** Protectors of one site that the same parties can open. */
  record Set(String site, @Answer.Inline AuditAnswer.Set set) implements Answer {

    static Set of(SiteReport report, SetCount set) {
      return new Set(report.site().text(), AuditAnswer.Set.of(set));
    }
  }

  /** A finding of one site with all that have it. */
  record Found(
      String site,
      @Answer.Inline Kind kind,
      String title,
      String why,
      long count,
      List<AuditAnswer.Place> places,
      long more)
      implements Answer {

    static Found of(SiteReport report, LocatedFinding found) {
      return new Found(
          report.site().text(),
          Kind.of(found.finding()),
          found.finding().code().title(),
          found.finding().code().why(),
          found.count(),
          found.places().stream().map(AuditAnswer.Place::of).toList(),
          found.count() - found.places().size());
    }
  }

  /** A finding between sites, and what to do about it; its place is at the last of the sites. */
  record Between(
      @Answer.Inline Kind kind,
      String title,
      String why,
      String mend,
      List<String> sites,
      long more,
      @Answer.IfPresent Optional<AuditAnswer.Place> place)
      implements Answer {

    static Between of(SiteFinding found) {
      return new Between(
          Kind.of(found.finding()),
          found.finding().code().title(),
          found.finding().code().why(),
          found.finding().remedy().text(),
          found.sites().stream().map(SiteName::text).toList(),
          found.count() - found.sites().size(),
          found.place().map(AuditAnswer.Place::of));
    }
  }

  /** Everybody who can open something, by signing key. */
  record Guardian(Optional<Thumbprint> keySha256, Optional<Thumbprint> signing, List<Called> called)
      implements Answer {

    static Guardian of(SiteGuardian guardian) {
      return new Guardian(
          guardian.key(), guardian.signing(), guardian.called().stream().map(Called::of).toList());
    }
  }

  /** What a site calls it, and what it does there. */
  record Called(
      String site,
      String label,
      Optional<String> name,
      long owned,
      long granted,
      long sealed,
      List<AuditAnswer.Certificate> certificates)
      implements Answer {

    static Called of(SiteGuardian.Called called) {
      SiteParty party = called.party();
      return new Called(
          called.site().text(),
          party.party().label(),
          party.party().name(),
          party.owned(),
          party.granted(),
          party.sealed(),
          party.certificates().stream().map(Called::certificate).toList());
    }

    /** As the site's report has it. */
    private static AuditAnswer.Certificate certificate(SiteParty.Certificate of) {
      return new AuditAnswer.Certificate(
          of.role(),
          new CertificateAnswer(
              of.subject(),
              of.issuer(),
              of.notBefore(),
              of.notAfter(),
              of.key(),
              of.sha256(),
              of.sha1()),
          of.keySha256());
    }
  }
}
