package dev.keyward.audit.site.report;

import dev.keyward.audit.result.AuditInput;
import dev.keyward.audit.result.AuditSummary;
import java.util.List;
import java.util.Objects;

/**
 * What the report of a site says at its end.
 *
 * @param site what the site is called
 * @param file the report itself
 * @param keyward the version of Keyward that wrote it; hostile
 * @param summary what it says of all protectors together; its parties are in {@code parties}, and
 *     its findings have neither the remedies nor the commands of the report
 * @param parties everybody who can open a valid protector
 */
public record SiteReport(
    SiteName site, AuditInput file, String keyward, AuditSummary summary, List<SiteParty> parties) {

  /** Copies the list. */
  public SiteReport {
    Objects.requireNonNull(site, "site");
    parties = List.copyOf(parties);
  }
}
