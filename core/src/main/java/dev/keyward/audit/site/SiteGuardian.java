package dev.keyward.audit.site;

import dev.keyward.audit.site.report.SiteName;
import dev.keyward.audit.site.report.SiteParty;
import dev.keyward.audit.site.report.SiteReport;
import dev.keyward.guardian.Thumbprint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A guardian, an owner or a stranger, as the sites call it.
 *
 * @param key the SHA-256 of its signing key; empty where no report tells it
 * @param signing the SHA-256 of a certificate of that key; empty where no report tells it
 * @param called what it is called, and where
 */
public record SiteGuardian(
    Optional<Thumbprint> key, Optional<Thumbprint> signing, List<Called> called) {

  /**
   * A party of a site.
   *
   * @param site which site
   * @param party who it is there
   */
  public record Called(SiteName site, SiteParty party) {}

  /** Copies the list. */
  public SiteGuardian {
    called = List.copyOf(called);
  }

  /** All parties of these reports, by their keys, in the order in which they come. */
  static List<SiteGuardian> all(List<SiteReport> reports) {
    Map<Object, List<Called>> byKey = new LinkedHashMap<>();
    for (SiteReport report : reports) {
      for (SiteParty party : report.parties()) {
        byKey
            .computeIfAbsent(identity(party), key -> new ArrayList<>())
            .add(new Called(report.site(), party));
      }
    }
    return byKey.values().stream().map(SiteGuardian::of).toList();
  }

  /** Its key, else its certificate, else itself: a name makes nobody another's twin. */
  private static Object identity(SiteParty party) {
    Optional<Object> key = party.key().map(print -> List.of("key", print));
    return key.or(() -> party.party().signing().map(print -> List.of("certificate", print)))
        .orElse(party);
  }

  private static SiteGuardian of(List<Called> called) {
    SiteParty first = called.get(0).party();
    return new SiteGuardian(first.key(), first.party().signing(), called);
  }
}
