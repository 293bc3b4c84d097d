package dev.keyward.audit.site;

import dev.keyward.audit.judge.Findings;
import dev.keyward.audit.ledger.NameLook;
import dev.keyward.audit.result.Skeletons;
import dev.keyward.audit.site.report.SiteName;
import dev.keyward.finding.Place;
import dev.keyward.internal.memory.HeapShare;
import dev.keyward.text.VmName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds names that look like a name of another site: of VMs, of guardians, and of the sites
 * themselves. What is within one site, its own report tells. The later one of two has the finding,
 * once at each site. Bounded in bytes.
 */
final class SiteLooks {

  private static final int ENTRY = 256;
  private static final int MOST = 10_000;

  private final NameLook look;
  private final HeapShare room;
  private final Map<String, Names> kinds = new HashMap<>();
  private final List<SiteFinding> findings = new ArrayList<>();
  private long left;
  private long unlisted;

  SiteLooks(Skeletons skeletons, HeapShare room) {
    this.look = new NameLook(skeletons);
    this.room = room;
  }

  /** A name and the site that had it first. */
  private record First(String name, SiteName site) {}

  /** A name of a site that has its finding. */
  private record Named(SiteName site, String name) {}

  /** Names of one kind. */
  private static final class Names {
    private final Map<String, First> firsts = new HashMap<>();
    private final Set<Named> named = new HashSet<>();
  }

  /** The name of a machine. */
  void machine(SiteName site, Place place) {
    note("VM", new First(place.vm(), site), Optional.of(place));
  }

  /** The name of a guardian. */
  void guardian(SiteName site, String name) {
    note("guardian", new First(name, site), Optional.empty());
  }

  /** The name of a site. */
  void site(SiteName site) {
    note("site", new First(site.text(), site), Optional.empty());
  }

  private void note(String kind, First here, Optional<Place> place) {
    Names names = kinds.computeIfAbsent(kind, of -> new Names());
    String seen = look.of(here.name());
    First first = names.firsts.get(seen);
    if (first == null) {
      if (room.take(ENTRY + 4L * here.name().length())) {
        names.firsts.put(seen, here);
      } else {
        left++;
      }
      return;
    }
    boolean alike = !first.site().equals(here.site()) && !VmName.same(first.name(), here.name());
    if (!alike || names.named.contains(new Named(here.site(), here.name()))) {
      return;
    }
    if (findings.size() >= MOST || !room.take(4 * ENTRY + 8L * here.name().length())) {
      unlisted++;
      return;
    }
    names.named.add(new Named(here.site(), here.name()));
    findings.add(
        new SiteFinding(
            Findings.lookAlike(kind, here.name(), first.name()),
            List.of(first.site(), here.site()),
            2,
            place));
  }

  List<SiteFinding> findings() {
    return findings;
  }

  /** How many names were too many to be kept; later ones were not compared with them. */
  long left() {
    return left;
  }

  /** How many findings were too many to be kept. */
  long unlisted() {
    return unlisted;
  }
}
