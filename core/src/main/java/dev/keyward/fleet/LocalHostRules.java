package dev.keyward.fleet;

import dev.keyward.audit.result.WrappingCertificates;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Finding.Remedy;
import dev.keyward.finding.Severity;
import dev.keyward.fleet.availability.Availability;
import dev.keyward.fleet.availability.Fleet;
import dev.keyward.fleet.availability.FleetRemedy;
import dev.keyward.fleet.availability.StartOutcome;
import dev.keyward.fleet.availability.VmAccess;
import dev.keyward.fleet.matrix.LocalHost;
import dev.keyward.fleet.matrix.StartCell;
import dev.keyward.fleet.matrix.finding.CertificateWords;
import dev.keyward.fleet.topology.FleetHost;
import dev.keyward.fleet.topology.FleetVm;
import dev.keyward.fleet.topology.HgsCluster;
import dev.keyward.fleet.topology.fact.HostFacts;
import dev.keyward.guardian.GuardianCertificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Machines on hosts in local mode: which host has keys for them, and until when. */
final class LocalHostRules {

  /** How long before its end a check warns: as {@code fleet matrix} does where nobody says. */
  private static final Duration SOON = Duration.ofDays(365);

  private static final Remedy COLLECT =
      Remedy.noCommand(
          "collect its certificates, and name the file under certificates;"
              + " cli/docs/hyperv-hosts.md has the lines");

  private final Fleet fleet;
  private final Availability availability;
  private final List<FleetHost> hosts;
  private final Map<Finding, Set<String>> about = new LinkedHashMap<>();
  private final Map<WrappingCertificates, List<Finding>> ends = new HashMap<>();

  private LocalHostRules(Fleet fleet, Availability availability) {
    this.fleet = fleet;
    this.availability = availability;
    this.hosts =
        fleet.topology().hosts().stream().filter(each -> each.local().isPresent()).toList();
  }

  static void check(Fleet fleet, Availability availability, FleetFindings findings) {
    LocalHostRules rules = new LocalHostRules(fleet, availability);
    Map<String, FleetHost> byName = fleet.topology().hostsByName();
    for (int vm = 0; vm < fleet.topology().vms().size(); vm++) {
      FleetVm machine = fleet.topology().vms().get(vm);
      Optional<FleetHost> host = Optional.ofNullable(byName.get(machine.host()));
      if (host.flatMap(FleetHost::local).isPresent()
          && fleet.access().get(vm).fault().isEmpty()
          && !fleet.access().get(vm).needsNoKey()) {
        rules.machine(vm, host.get());
        rules.ends(vm);
      }
    }
    rules.hosts.forEach(rules::collected);
    rules.about.forEach((finding, vms) -> findings.add(finding, List.copyOf(vms)));
  }

  private void add(int vm, Finding finding) {
    about
        .computeIfAbsent(finding, absent -> new LinkedHashSet<>())
        .add(fleet.topology().vms().get(vm).name());
  }

  private void collected(FleetHost host) {
    boolean said = about.containsKey(notCollected(host, Severity.ERROR));
    if (!said && host.local().filter(each -> !each.isCollected()).isPresent()) {
      about.computeIfAbsent(notCollected(host, Severity.WARNING), absent -> new LinkedHashSet<>());
    }
  }

  private static Finding notCollected(FleetHost host, Severity severity) {
    return new Finding(
        FleetFindingCode.HOST_NOT_COLLECTED,
        severity,
        "the topology gives no certificates of " + host.name(),
        COLLECT);
  }

  private void machine(int vm, FleetHost host) {
    StartOutcome outcome = availability.outcome(vm, 0);
    StartCell own = cell(host, vm);
    if (own == StartCell.NOT_COLLECTED && !outcome.starts()) {
      add(vm, notCollected(host, Severity.ERROR));
    } else if (own.isOpen()) {
      unknown(vm, host.name(), own);
    } else if (outcome.end() == StartOutcome.End.HOST_KEY_NOT_KNOWN) {
      FleetHost other = host(outcome.host().orElseThrow());
      unknown(vm, other.name(), cell(other, vm));
    } else if (outcome.end() == StartOutcome.End.BY_OTHER_HOST && own != StartCell.NOT_COLLECTED) {
      elsewhere(vm, host, own, outcome.host().orElseThrow());
    } else if (outcome.end() == StartOutcome.End.NO_HOST_KEY) {
      nowhere(vm, host);
    }
  }

  private FleetHost host(String name) {
    return hosts.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  private StartCell cell(FleetHost host, int vm) {
    return host.local().orElseThrow().cell(fleet.access().get(vm).keys());
  }

  private void unknown(int vm, String host, StartCell cell) {
    Remedy remedy =
        cell == StartCell.KEY_IN_MY
            ? Remedy.noCommand(
                "start the machine on "
                    + host
                    + " once to see whether Hyper-V uses the key, or import the keys into the store"
                    + " Shielded VM Local Certificates")
            : COLLECT;
    add(
        vm,
        Finding.of(
            FleetFindingCode.HOST_KEY_UNKNOWN, "host " + host + ": " + cell.words(), remedy));
  }

  private void elsewhere(int vm, FleetHost host, StartCell own, String other) {
    String why = own == StartCell.NO ? "" : ": " + own.words();
    add(
        vm,
        Finding.of(
            FleetFindingCode.OWN_HOST_CANNOT_START,
            "host " + host.name() + " cannot start it" + why + "; " + other + " can",
            FleetRemedy.importing(other, host.name())));
  }

  private void nowhere(int vm, FleetHost host) {
    VmAccess access = fleet.access().get(vm);
    add(
        vm,
        Finding.of(
            FleetFindingCode.NO_HOST_STARTS,
            "no host in local mode at site "
                + host.site()
                + " has a private key of "
                + CertificateWords.holders(access.wrappings()),
            remedy(vm, host, access)));
  }

  private Remedy remedy(int vm, FleetHost host, VmAccess access) {
    Optional<FleetHost> holder =
        hosts.stream().filter(each -> cell(each, vm) == StartCell.STARTS).findFirst();
    if (holder.isPresent()) {
      return FleetRemedy.importing(holder.get().name(), host.name());
    }
    Optional<String> service =
        fleet.topology().clusters().stream()
            .filter(access::opensBy)
            .map(HgsCluster::name)
            .findFirst();
    return Remedy.noCommand(
        service
            .map(
                name ->
                    name
                        + " can open it: put the machine on a host that asks "
                        + name
                        + ", or configure "
                        + host.name()
                        + " for it")
            .orElse("find the host or the backup that has one of these keys, and import it"));
  }

  /** Thousands of machines depend on the same guardians. */
  private void ends(int vm) {
    for (WrappingCertificates each : fleet.access().get(vm).wrappings()) {
      ends.computeIfAbsent(each, this::ends).forEach(finding -> add(vm, finding));
    }
  }

  private List<Finding> ends(WrappingCertificates wrapping) {
    List<FleetHost> holders =
        hosts.stream()
            .filter(each -> each.local().orElseThrow().holds(wrapping.encryption().keyThumbprint()))
            .toList();
    List<LocalHost> stores = holders.stream().flatMap(each -> each.local().stream()).toList();
    return holders.isEmpty()
        ? List.of()
        : Stream.of(wrapping.signing(), wrapping.encryption())
            .distinct()
            .map(each -> LocalHost.latest(each, stores))
            .flatMap(each -> end(wrapping, each, holders).stream())
            .toList();
  }

  private static Optional<Finding> end(
      WrappingCertificates wrapping, GuardianCertificate certificate, List<FleetHost> holders) {
    Instant now = holders.get(0).facts().store().map(HostFacts.Store::now).orElse(Instant.EPOCH);
    if (certificate.notAfter().isAfter(now.plus(SOON))) {
      return Optional.empty();
    }
    boolean ended = certificate.notAfter().isBefore(now);
    return Optional.of(
        Finding.of(
            ended
                ? FleetFindingCode.HOST_CERTIFICATE_ENDED
                : FleetFindingCode.HOST_CERTIFICATE_ENDING,
            CertificateWords.half(wrapping, certificate)
                + " on "
                + holders.stream().map(FleetHost::name).collect(Collectors.joining(", "))
                + (ended ? " ended on " : " ends on ")
                + CertificateWords.day(certificate.notAfter()),
            Remedy.noCommand(
                "add a guardian with a new pair to these machines, and keep the old pair;"
                    + " cli/docs/hyperv-hosts.md has the lines")));
  }
}
