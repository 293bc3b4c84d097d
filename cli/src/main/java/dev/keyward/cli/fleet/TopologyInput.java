package dev.keyward.cli.fleet;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Session;
import dev.keyward.cli.base.folder.ReplacedInput;
import dev.keyward.cli.base.folder.ServiceFolders;
import dev.keyward.cli.fleet.certificate.HostCertificateInput;
import dev.keyward.file.SafeFiles;
import dev.keyward.fleet.matrix.MatrixDraft;
import dev.keyward.fleet.topology.Topology;
import dev.keyward.fleet.topology.TopologyFiles;
import dev.keyward.fleet.topology.fact.MeasuredService;
import dev.keyward.guardian.GuardianName;
import dev.keyward.hgs.description.AttestationKind;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.evidence.HostRecords;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.hgs.folder.HgsPolicies;
import dev.keyward.protector.known.NamedGuardian;
import dev.keyward.tpm.log.EventLog;
import dev.keyward.tpm.log.MeasuredBoot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A topology's file, and what it names: folders, configurations and certificates beside it. */
final class TopologyInput implements TopologyFiles {

  private static final int MOST_BYTES = 1 << 20;

  private final Arguments arguments;
  private final Session session;
  private final Path topology;
  private final HostCertificateInput certificates;
  private final List<NamedGuardian> services = new ArrayList<>();
  private final List<Path> files = new ArrayList<>();
  private Optional<UsageException> misused = Optional.empty();

  TopologyInput(Arguments arguments, Session session, Path topology) {
    this.arguments = arguments;
    this.session = session;
    this.topology = topology;
    this.certificates = new HostCertificateInput(arguments, session);
  }

  /**
   * Reads it.
   *
   * @param where what to call the file in errors
   * @throws UsageException for a passphrase that was given wrongly, or an output over an input
   */
  Topology read(String where) throws KeywardException, IOException, UsageException {
    byte[] yaml = SafeFiles.readAtMost(topology, MOST_BYTES);
    try {
      Topology read = Topology.parse(yaml, where, this);
      for (Path each : files) {
        new ReplacedInput(arguments, session).refuseOver(each);
      }
      return read;
    } catch (KeywardException e) {
      if (misused.isPresent()) {
        throw misused.get();
      }
      throw e;
    }
  }

  /** The guardians that the services with a folder are. */
  List<NamedGuardian> services() {
    return services;
  }

  @Override
  public HgsDescription service(String folder) throws KeywardException, IOException {
    Path path = topology.resolveSibling(folder);
    ServiceFolders.find(path, session).ifPresent(services::add);
    return HgsFolder.at(path, session.random()).describe();
  }

  @Override
  public Optional<MeasuredService> measured(String folder) throws KeywardException, IOException {
    Path path = topology.resolveSibling(folder);
    AttestationKind kind = HgsFolder.at(path, session.random()).describe().measuring().kind();
    return kind == AttestationKind.HOST_KEY
        ? Optional.empty()
        : Optional.of(MeasuredService.of(new HgsPolicies(path, session.random()).list()));
  }

  @Override
  public Optional<MeasuredBoot> boot(String folder, String host)
      throws KeywardException, IOException {
    if (!GuardianName.isOne(host)) {
      return Optional.empty();
    }
    HostRecords records = new HostRecords(topology.resolveSibling(folder));
    GuardianName name = GuardianName.parse(host);
    Optional<byte[]> log = records.log(name);
    if (log.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> commandLine = records.last(name).flatMap(last -> last.log().commandLine());
    EventLog read = EventLog.read(log.get(), records.logFile(name).toString());
    return Optional.of(MeasuredBoot.recorded(read, commandLine));
  }

  @Override
  public Instant now() {
    return session.now();
  }

  @Override
  public byte[] file(String path) throws KeywardException, IOException {
    return SafeFiles.readAtMost(named(path), MOST_BYTES);
  }

  @Override
  public void certificates(String path, String host, MatrixDraft draft)
      throws KeywardException, IOException {
    try {
      certificates.read(named(path), host, draft);
    } catch (UsageException e) {
      misused = Optional.of(e);
      throw new MalformedInputException(
          Fault.of("usage", path, "passphrase options that cannot be used", ""));
    }
  }

  private Path named(String path) {
    Path file = topology.resolveSibling(path);
    files.add(file);
    return file;
  }
}
