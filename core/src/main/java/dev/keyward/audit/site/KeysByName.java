package dev.keyward.audit.site;

import dev.keyward.audit.result.Omission;
import dev.keyward.audit.site.report.SiteName;
import dev.keyward.audit.site.report.SiteParty;
import dev.keyward.audit.site.report.SiteReport;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Finding.Remedy;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.text.ForeignText;
import dev.keyward.text.ShortPrint;
import dev.keyward.text.VmName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares the guardians that sites know by name. A guardian is its signing key: one name without a
 * key in common is said, and so is one key under several names. A claim of one report never joins
 * two guardians of other sites: names are compared within a name, keys by their digests.
 */
final class KeysByName {

  private static final int MOST_NAMED = 5;

  /** A known guardian of a site: all parties of one name. */
  private static final class Holder {
    private final SiteName site;
    private final String name;
    private final Set<Thumbprint> keys = new LinkedHashSet<>();
    private final Set<Thumbprint> certificates = new LinkedHashSet<>();
    private boolean complete = true;

    Holder(SiteName site, String name) {
      this.site = site;
      this.name = name;
    }

    void add(SiteParty party) {
      party.party().signing().ifPresent(certificates::add);
      complete &= !party.signing().isEmpty();
      for (SiteParty.Certificate each : party.signing()) {
        certificates.add(each.sha256());
        each.keySha256().ifPresent(keys::add);
        complete &= each.keySha256().isPresent();
      }
    }

    /** The site and the start of the key, which no other of {@code all} has. */
    String shown(Set<String> all) {
      return ForeignText.listed(site.text(), SiteName.MOST)
          + keys.stream()
              .findFirst()
              .map(
                  key ->
                      " ["
                          + ShortPrint.of(key.toString(), all, GuardianCertificate.LABEL_DIGITS)
                          + "]")
              .orElse("");
    }
  }

  /** Holders of one name that have keys in common. */
  private static final class Group {
    private final List<Holder> holders = new ArrayList<>();
    private final Set<Thumbprint> prints = new HashSet<>();
    private boolean complete = true;

    void add(Holder holder) {
      holders.add(holder);
      prints.addAll(holder.keys);
      prints.addAll(holder.certificates);
      complete &= holder.complete;
    }

    boolean shares(Holder holder) {
      return holder.keys.stream().anyMatch(prints::contains)
          || holder.certificates.stream().anyMatch(prints::contains);
    }
  }

  private final Map<String, Map<SiteName, Holder>> names = new LinkedHashMap<>();

  void add(SiteReport report) {
    for (SiteParty party : report.parties()) {
      Optional<String> name = party.party().name();
      if (name.isPresent()) {
        names
            .computeIfAbsent(VmName.folded(name.get()), folded -> new LinkedHashMap<>())
            .computeIfAbsent(report.site(), site -> new Holder(site, name.get()))
            .add(party);
      }
    }
  }

  /** What is found; what cannot be compared is added to {@code omissions}. */
  List<SiteFinding> findings(List<Omission> omissions) {
    List<SiteFinding> findings = new ArrayList<>();
    long unclear = 0;
    for (Map<SiteName, Holder> holders : names.values()) {
      List<Group> groups = groups(holders.values());
      List<Group> known = groups.stream().filter(group -> group.complete).toList();
      if (known.size() > 1) {
        findings.add(otherKey(known));
      }
      unclear += groups.size() > 1 && known.size() < groups.size() ? 1 : 0;
    }
    if (unclear > 0) {
      omissions.add(
          new Omission(
              "whether guardians of one name are one",
              "reports of an older Keyward lack the digests of keys",
              unclear));
    }
    findings.addAll(otherNames());
    return findings;
  }

  private static List<Group> groups(Iterable<Holder> holders) {
    List<Group> groups = new ArrayList<>();
    for (Holder holder : holders) {
      Group joined = new Group();
      List<Group> shared = groups.stream().filter(group -> group.shares(holder)).toList();
      for (Group each : shared) {
        each.holders.forEach(joined::add);
      }
      joined.add(holder);
      groups.removeAll(shared);
      groups.add(joined);
    }
    return groups;
  }

  private static SiteFinding otherKey(List<Group> groups) {
    String name = groups.get(0).holders.get(0).name;
    Set<String> all =
        groups.stream()
            .flatMap(group -> group.holders.stream())
            .flatMap(holder -> holder.keys.stream())
            .map(Thumbprint::toString)
            .collect(Collectors.toSet());
    String each =
        groups.stream()
            .limit(MOST_NAMED)
            .map(group -> listed(group.holders.stream().map(holder -> holder.shown(all)).toList()))
            .collect(Collectors.joining("; "));
    Finding finding =
        Finding.of(
            SiteFindingCode.ONE_NAME_OTHER_KEY,
            "guardian "
                + ForeignText.listed(name, SiteName.MOST)
                + " has "
                + groups.size()
                + " signing keys: "
                + each
                + (groups.size() > MOST_NAMED ? "; and more" : ""),
            Remedy.noCommand(
                "compare the fingerprints with those of the services, and give different guardians"
                    + " different names at the sites"));
    return of(finding, groups.stream().flatMap(group -> group.holders.stream()).toList());
  }

  private List<SiteFinding> otherNames() {
    Map<Thumbprint, List<Holder>> byKey = new LinkedHashMap<>();
    for (Map<SiteName, Holder> holders : names.values()) {
      for (Holder holder : holders.values()) {
        Set<Thumbprint> prints = new LinkedHashSet<>(holder.keys);
        prints.addAll(holder.certificates);
        prints.forEach(print -> byKey.computeIfAbsent(print, key -> new ArrayList<>()).add(holder));
      }
    }
    List<SiteFinding> findings = new ArrayList<>();
    Set<Set<Holder>> seen = new HashSet<>();
    for (List<Holder> holders : byKey.values()) {
      long different = holders.stream().map(each -> VmName.folded(each.name)).distinct().count();
      long sites = holders.stream().map(each -> each.site).distinct().count();
      if (different > 1 && sites > 1 && seen.add(new HashSet<>(holders))) {
        findings.add(otherName(holders));
      }
    }
    return findings;
  }

  private static SiteFinding otherName(List<Holder> holders) {
    Map<String, String> called = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (Holder each : holders) {
      String name = ForeignText.listed(each.name, SiteName.MOST);
      if (called.putIfAbsent(VmName.folded(each.name), name) == null) {
        names.add(name + " at " + ForeignText.listed(each.site.text(), SiteName.MOST));
      }
    }
    Finding finding =
        Finding.of(
            SiteFindingCode.ONE_KEY_OTHER_NAME,
            "one guardian is called " + listed(names),
            Remedy.noCommand("give it one name at all sites, or name it by its fingerprint"));
    return of(finding, holders);
  }

  private static String listed(List<String> texts) {
    int more = texts.size() - MOST_NAMED;
    return texts.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
        + (more > 0 ? ", and " + more + " more" : "");
  }

  private static SiteFinding of(Finding finding, List<Holder> holders) {
    List<SiteName> sites = holders.stream().map(each -> each.site).distinct().toList();
    return new SiteFinding(
        finding,
        sites.stream().limit(SiteFinding.MOST_SITES).toList(),
        sites.size(),
        Optional.empty());
  }
}
