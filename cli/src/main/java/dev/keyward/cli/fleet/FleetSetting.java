package dev.keyward.cli.fleet;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.audit.result.AuditReceiver;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Roster;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.folder.GuardianFolder;
import dev.keyward.cli.view.Addressing;
import dev.keyward.fleet.CertificateCalendar;
import dev.keyward.fleet.availability.Fleet;
import dev.keyward.fleet.availability.VmAccess;
import dev.keyward.fleet.topology.FleetVm;
import dev.keyward.fleet.topology.HgsCluster;
import dev.keyward.fleet.topology.Topology;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.protector.known.NamedGuardian;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads a topology, audits the protectors it is about, and puts both together. */
final class FleetSetting {

  static final OptionSpec PROTECTORS =
      OptionSpec.many("protectors", "PATH", "folders and exports with the machines' protectors");

  static final String RULE =
      "Keyward follows the failover rule as we read Microsoft's article: a host always asks the"
          + " primary first, and a primary that is reached and says no is final. A host with mode:"
          + " local asks no service: it starts what the private keys in its own store open. If it"
          + " is lost, other hosts of its site take over.";

  private final Arguments arguments;
  private final Session session;

  FleetSetting(Arguments arguments, Session session) {
    this.arguments = arguments;
    this.session = session;
  }

  /** The fleet of the topology in {@code file}. */
  Fleet read(String file) throws KeywardException, IOException, UsageException {
    Named named = named(file);
    Topology topology = named.topology();
    KnownGuardians known = named.known();
    FleetAccess found = audited(known, each -> new FleetAccess(topology, each));
    Map<String, VmAccess> access = new HashMap<>();
    for (FleetVm vm : topology.vms()) {
      access.put(vm.name(), spelt(found.of(vm), topology, known));
    }
    return Fleet.of(topology, access, found.beside()).knowing(known);
  }

  /** The certificates of the services in {@code file}, or without one those of everybody. */
  CertificateCalendar calendar(Optional<String> file)
      throws KeywardException, IOException, UsageException {
    if (file.isEmpty()) {
      return audited(known(List.of()), known -> new CertificateCalendar(known, label -> true));
    }
    Named named = named(file.get());
    List<HgsCluster> clusters = named.topology().clusters();
    Set<String> labels = new HashSet<>();
    clusters.forEach(each -> labels.addAll(named.known().find(each.guardian())));
    return audited(
        named.known(),
        known -> {
          CertificateCalendar calendar = new CertificateCalendar(known, labels::contains);
          for (HgsCluster each : clusters) {
            each.facts().description().ifPresent(service -> calendar.service(each.name(), service));
          }
          named.topology().hosts().forEach(calendar::host);
          return calendar;
        });
  }

  /** A topology, and everybody whom its services may be. */
  private record Named(Topology topology, KnownGuardians known) {}

  private Named named(String file) throws KeywardException, IOException, UsageException {
    TopologyInput input = new TopologyInput(arguments, session, session.path(file));
    Topology topology = input.read(file);
    KnownGuardians known = known(input.services());
    requireKnown(topology, known, file);
    return new Named(topology, known);
  }

  /** A name that nobody knows would never match, and its service would seem to open nothing. */
  private static void requireKnown(Topology topology, KnownGuardians known, String file)
      throws MalformedInputException, UsageException {
    for (HgsCluster service : topology.clusters()) {
      if (Addressing.label(known, service.guardian()).isEmpty()) {
        throw new MalformedInputException(
            Fault.of(
                    "unknown-guardian",
                    file,
                    service.name()
                        + " is the guardian "
                        + service.guardian()
                        + ", which is unknown here",
                    "a guardian of the store or of --guardians")
                .withHint("--guardians PATH takes names from metadata and certificates"));
      }
    }
  }

  /** A topology may use any name of a guardian; its spelling counts. */
  private static VmAccess spelt(VmAccess access, Topology topology, KnownGuardians known) {
    Set<String> guardians = new HashSet<>(access.guardians());
    for (HgsCluster service : topology.clusters()) {
      if (known.find(service.guardian()).stream().anyMatch(access.guardians()::contains)) {
        guardians.add(service.guardian());
      }
    }
    return new VmAccess(
        access.place(), guardians, access.fault(), access.byKeys(), access.wrappings());
  }

  /** Those whom the store, {@code --guardians} and the folders of services name. */
  private KnownGuardians known(List<NamedGuardian> services)
      throws KeywardException, IOException, UsageException {
    KnownGuardians known = new Roster(session).known().withNamed(services);
    return GuardianFolder.addTo(known, arguments, session);
  }

  /** The machines whose protectors are there. */
  FoundMachines machines() throws KeywardException, IOException, UsageException {
    FoundMachines machines = new FoundMachines();
    audit(machines, known(List.of()));
    return machines;
  }

  /**
   * What a receiver that is made for those who are known takes of the protectors, without a policy.
   * Where it matters which keys sign in them, it is done again with that knowledge.
   */
  private <R extends AuditReceiver> R audited(
      KnownGuardians known, Function<KnownGuardians, R> receiver)
      throws IOException, UsageException {
    R first = receiver.apply(known);
    FleetSigners signers = new FleetSigners(known, first);
    audit(signers, known);
    Optional<KnownGuardians> beside = signers.beside();
    if (beside.isEmpty()) {
      return first;
    }
    R second = receiver.apply(beside.get());
    audit(second, beside.get());
    return second;
  }

  private void audit(AuditReceiver receiver, KnownGuardians known)
      throws IOException, UsageException {
    new MachineSources(session, "auditing", arguments.values("protectors")).audit(known, receiver);
  }
}
