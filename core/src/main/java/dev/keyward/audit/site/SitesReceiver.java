package dev.keyward.audit.site;

import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.site.report.SiteName;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Place;
import java.io.IOException;

/** Takes what the reports of sites hold, site by site. */
public interface SitesReceiver {

  /** The next protector of this site, in the order of its report. */
  void protector(SiteName site, AuditedProtector protector) throws IOException;

  /** A finding of this site that no protector has, after its protectors. */
  void other(SiteName site, Place place, Finding finding) throws IOException;

  /** After the last one, once. */
  void finish(SitesSummary summary) throws IOException;
}
