package dev.keyward.fleet.matrix.finding;

import dev.keyward.finding.Finding;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.fleet.matrix.MatrixVm;
import dev.keyward.guardian.GuardianCertificate;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Collects findings: equal ones are one, with all their machines and hosts. */
final class FoundInMatrix {

  private final Map<Finding, Group> groups = new LinkedHashMap<>();

  /** What has a finding. */
  private static final class Group {
    private final Set<MatrixVm> vms = new TreeSet<>(Comparator.comparing(MatrixVm::row));
    private final Set<String> hosts = new LinkedHashSet<>();
    private final Set<GuardianCertificate> certificates = new LinkedHashSet<>();
  }

  /**
   * Adds one.
   *
   * @param about what it is about
   */
  void add(Finding finding, About about) {
    Group group = groups.computeIfAbsent(finding, absent -> new Group());
    group.vms.addAll(about.vms());
    group.hosts.addAll(about.hosts());
    group.certificates.addAll(about.certificates());
  }

  /** What a finding is about. */
  record About(
      Collection<MatrixVm> vms,
      Collection<String> hosts,
      Collection<GuardianCertificate> certificates) {

    static About vm(MatrixVm vm) {
      return new About(List.of(vm), List.of(), List.of());
    }

    static About hosts(Collection<String> hosts) {
      return new About(List.of(), hosts, List.of());
    }

    About on(Collection<String> others) {
      return new About(vms, others, certificates);
    }

    About with(Collection<GuardianCertificate> others) {
      return new About(vms, hosts, others);
    }
  }

  /** The most severe first, then in the order of their codes. */
  List<MatrixFinding> sorted(FindingLines lines) {
    return groups.entrySet().stream()
        .map(each -> finding(each.getKey(), each.getValue(), lines))
        .sorted(
            Comparator.comparing((MatrixFinding each) -> each.located().finding().severity())
                .reversed()
                .thenComparing(MatrixFinding::code))
        .toList();
  }

  private static MatrixFinding finding(Finding finding, Group group, FindingLines lines) {
    LocatedFinding located =
        new LocatedFinding(
            finding,
            group.vms.size(),
            group.vms.stream().map(MatrixVm::place).toList(),
            group.vms.stream().map(MatrixVm::label).toList());
    return new MatrixFinding(
        located,
        List.copyOf(group.hosts),
        List.copyOf(group.certificates),
        lines.of(
            (MatrixFindingCode) finding.code(),
            new About(group.vms, group.hosts, group.certificates)));
  }
}
