package dev.keyward.cli.command;

import dev.keyward.KeywardException;
import dev.keyward.audit.Audit;
import dev.keyward.audit.AuditBasis;
import dev.keyward.audit.AuditPolicy;
import dev.keyward.audit.AuditReceiver;
import dev.keyward.audit.AuditSource;
import dev.keyward.audit.AuditSummary;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.console.Progress;
import dev.keyward.fleet.Fleet;
import dev.keyward.fleet.FleetVm;
import dev.keyward.fleet.Topology;
import dev.keyward.fleet.TopologyFiles;
import dev.keyward.fleet.VmAccess;
import dev.keyward.guardian.RsaEngine;
import dev.keyward.guardian.SafeFiles;
import dev.keyward.hgs.HgsDescription;
import dev.keyward.hgs.HgsFolder;
import dev.keyward.protector.KnownGuardians;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a topology, audits the protectors it is about, and puts both together. */
final class FleetSetting {

  static final OptionSpec PROTECTORS =
      OptionSpec.many("protectors", "PATH", "folders and exports with the machines' protectors");

  static final String RULE =
      "What starts where follows the failover rule as we read the article: the primary is asked"
          + " first, always; a primary that is reached and says no is final.";

  private static final int MOST_BYTES = 1 << 20;

  private final Arguments arguments;
  private final Session session;

  FleetSetting(Arguments arguments, Session session) {
    this.arguments = arguments;
    this.session = session;
  }

  /** The fleet of the topology in {@code file}. */
  Fleet read(String file) throws KeywardException, IOException, UsageException {
    Path path = session.path(file);
    byte[] yaml = SafeFiles.readAtMost(path, MOST_BYTES);
    Topology topology = Topology.parse(yaml, file, filesBeside(path));
    FleetAccess found = new FleetAccess();
    audit(found);
    Map<String, VmAccess> access = new HashMap<>();
    for (FleetVm vm : topology.vms()) {
      access.put(vm.name(), found.of(vm));
    }
    return Fleet.of(topology, access);
  }

  private TopologyFiles filesBeside(Path topology) {
    return new TopologyFiles() {
      @Override
      public HgsDescription service(String folder) throws KeywardException, IOException {
        return HgsFolder.at(topology.resolveSibling(folder), session.random()).describe();
      }

      @Override
      public byte[] file(String path) throws KeywardException, IOException {
        return SafeFiles.readAtMost(topology.resolveSibling(path), MOST_BYTES);
      }
    };
  }

  /** Audits the protectors without a policy. */
  AuditSummary audit(AuditReceiver receiver) throws KeywardException, IOException, UsageException {
    List<AuditSource> sources = new ArrayList<>();
    for (String path : arguments.values("protectors")) {
      sources.add(new AuditSource.OnDisk(path, session.path(path)));
    }
    KnownGuardians known = KnownGuardians.of(new Roster(session).all());
    Optional<String> folder = arguments.value("guardians");
    if (folder.isPresent()) {
      known = new GuardianFolder(session).addTo(known, folder.get());
    }
    AuditBasis basis =
        new AuditBasis(
            session.now().truncatedTo(ChronoUnit.SECONDS),
            Duration.ZERO,
            Optional.empty(),
            List.of());
    try (Progress bar = session.console().progress("auditing", Audit.bytes(sources))) {
      Audit.Yardstick yardstick = new Audit.Yardstick(known, AuditPolicy.none(), RsaEngine.jdk());
      return new Audit(yardstick, basis, receiver, bar::stepBy).run(sources);
    }
  }
}
