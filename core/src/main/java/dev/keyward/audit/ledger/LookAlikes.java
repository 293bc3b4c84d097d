package dev.keyward.audit.ledger;

import dev.keyward.audit.judge.Examined;
import dev.keyward.audit.judge.Findings;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Party;
import dev.keyward.audit.result.Skeletons;
import dev.keyward.audit.result.Standing;
import dev.keyward.finding.Finding;
import dev.keyward.guardian.subject.WindowsName;
import dev.keyward.internal.memory.HeapShare;
import dev.keyward.text.VmName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds names that look like another name of the same report: of VMs, of guardians and owners, and
 * of hosts, each among its kind. The later one of two has the finding. Bounded in bytes: names of
 * guardians, of hosts and of VMs whose protector is not valid count while there is room.
 */
final class LookAlikes {

  private static final int SHARE = 64;
  private static final int ENTRY = 256;

  /** How a finding about the name of a guardian begins. */
  static final String GUARDIAN = "guardian";

  private final NameLook look;
  private final SeenNames vms;
  private final Names guardians = new Names(GUARDIAN);
  private final Names hosts = new Names("host");
  private final HeapShare room;
  private final HeapShare unproved = HeapShare.of(SHARE);
  private long left;

  LookAlikes(SeenPlaces places, Skeletons skeletons) {
    this(places, skeletons, HeapShare.of(SHARE));
  }

  /** With so much room for names of guardians and hosts. */
  LookAlikes(SeenPlaces places, Skeletons skeletons, HeapShare room) {
    this.room = room;
    this.look = new NameLook(skeletons);
    this.vms = new SeenNames(places, look);
  }

  /** Names of one kind, by what they look like. */
  private final class Names {
    private final String kind;
    private final Map<String, String> firsts = new HashMap<>();
    private final Map<String, Optional<Finding>> known = new HashMap<>();

    Names(String kind) {
      this.kind = kind;
    }

    /** The finding of what is called so in reports, which is made once. */
    Optional<Finding> of(String label, Supplier<String> name) {
      Optional<Finding> before = known.get(label);
      if (before != null) {
        return before;
      }
      Optional<Finding> finding = finding(name.get());
      if (room.take(ENTRY + 2L * label.length())) {
        known.put(label, finding);
      }
      return finding;
    }

    private Optional<Finding> finding(String name) {
      String seen = look.of(name);
      String first = firsts.getOrDefault(seen, name);
      if (room.take(ENTRY + 4L * name.length())) {
        firsts.putIfAbsent(seen, name);
      } else {
        left++;
      }
      return VmName.same(first, name)
          ? Optional.empty()
          : Optional.of(Findings.lookAlike(kind, name, first));
    }
  }

  /** What the names that belong to this protector look like. */
  List<Finding> of(Examined examined, SeenPlaces.Here here) {
    AuditedProtector result = examined.result();
    List<Finding> findings = new ArrayList<>();
    if (result.standing() == Standing.VALID || unproved.take(ENTRY)) {
      String vm = SeenPlaces.name(result.place());
      vms.note(here).ifPresent(first -> findings.add(Findings.lookAlike("VM", vm, first)));
    } else {
      left++;
    }
    for (Examined.Carried carried : examined.certificates()) {
      Party party = carried.party();
      guardians
          .of(party.label(), () -> party.name().orElseGet(() -> claimed(carried)))
          .filter(finding -> !findings.contains(finding))
          .ifPresent(findings::add);
    }
    Optional<String> host = result.place().mark().host();
    host.flatMap(name -> hosts.of(name, () -> name)).ifPresent(findings::add);
    return findings;
  }

  /** How many names were too many to be kept; later ones were not compared with them. */
  long left() {
    return left;
  }

  /** The name that a stranger claims. */
  private static String claimed(Examined.Carried carried) {
    return WindowsName.claimed(carried.signing().subject());
  }
}
