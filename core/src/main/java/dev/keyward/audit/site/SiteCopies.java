package dev.keyward.audit.site;

import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Standing;
import dev.keyward.audit.site.report.SiteName;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Finding.Remedy;
import dev.keyward.finding.Place;
import dev.keyward.finding.Severity;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.memory.HeapShare;
import dev.keyward.text.ForeignText;
import dev.keyward.text.VmName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds valid protectors that lie at two sites, by the digests of their bytes: under other names
 * each, and under one name how many. Bounded in bytes.
 */
final class SiteCopies {

  private static final int ENTRY = 384;
  private static final int MOST = 10_000;
  private static final int MOST_IN_NAME = 200;

  private final HeapShare room;
  private final Map<Thumbprint, First> firsts = new HashMap<>();
  private final Map<List<SiteName>, Tally> sameName = new LinkedHashMap<>();
  private final List<SiteFinding> findings = new ArrayList<>();
  private long left;
  private long unlisted;

  SiteCopies(HeapShare room) {
    this.room = room;
  }

  /** A machine and the site that had its protector first. */
  private record First(SiteName site, String vm) {}

  /** How many, and where the first of them is. */
  private static final class Tally {
    private final Place place;
    private long count;

    Tally(Place place) {
      this.place = place;
    }
  }

  void add(SiteName site, AuditedProtector row) {
    if (row.standing() != Standing.VALID || row.sha256().isEmpty()) {
      return;
    }
    First here = new First(site, row.place().vm());
    First first = firsts.get(row.sha256().get());
    if (first == null) {
      if (room.take(ENTRY + 2L * here.vm().length())) {
        firsts.put(row.sha256().get(), here);
      } else {
        left++;
      }
    } else if (!first.site().equals(site)) {
      found(first, here, row.place());
    }
  }

  private void found(First first, First here, Place place) {
    List<SiteName> sites = List.of(first.site(), here.site());
    if (VmName.same(first.vm(), here.vm())) {
      sameName.computeIfAbsent(sites, of -> new Tally(place)).count++;
    } else if (findings.size() >= MOST
        || !room.take(4L * ENTRY + 2L * (place.file().length() + place.vm().length()))) {
      unlisted++;
    } else {
      String found =
          "VM "
              + ForeignText.listed(here.vm(), MOST_IN_NAME)
              + " has the protector of VM "
              + ForeignText.listed(first.vm(), MOST_IN_NAME);
      Remedy remedy =
          Remedy.noCommand("the owner seals one of the VMs again under a key of its own");
      findings.add(
          new SiteFinding(
              Finding.of(AuditFindingCode.SAME_PROTECTOR, found, remedy),
              sites,
              2,
              Optional.of(place)));
    }
  }

  /** All of them; those under one name once for each two sites. */
  List<SiteFinding> findings() {
    List<SiteFinding> all = new ArrayList<>(findings);
    sameName.forEach(
        (sites, tally) ->
            all.add(
                new SiteFinding(
                    new Finding(
                        AuditFindingCode.SAME_PROTECTOR,
                        Severity.NOTE,
                        tally.count
                            + (tally.count == 1 ? " VM has" : " VMs have")
                            + " the same name and protector at both sites: one VM in several"
                            + " copies, or a copied VM",
                        Remedy.noCommand("find out at which site the VM runs")),
                    sites,
                    2,
                    Optional.of(tally.place))));
    return all;
  }

  /** How many protectors were too many to be kept; later ones were not compared with them. */
  long left() {
    return left;
  }

  /** How many findings were too many to be kept. */
  long unlisted() {
    return unlisted;
  }
}
