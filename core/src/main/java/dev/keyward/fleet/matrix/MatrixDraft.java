package dev.keyward.fleet.matrix;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.audit.result.AuditReceiver;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.GuardianSet;
import dev.keyward.audit.result.Standing;
import dev.keyward.finding.Place;
import dev.keyward.finding.VmFacts;
import dev.keyward.protector.hyperv.RegisteredMachines;
import dev.keyward.protector.hyperv.SteadyFile;
import dev.keyward.text.VmName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** Collects what inputs say of hosts and machines, until a matrix is made of it. */
public final class MatrixDraft implements AuditReceiver {

  private static final String NO_FILES = "it is registered there, and none of its files was given";
  private static final String NO_STATE =
      "Hyper-V may keep it in GUID.vmrs, which was not given: copy the VM's whole folder";

  /** A list of all machines of a host has some kilobytes. */
  private static final int MOST_REGISTERED = 64 << 20;

  private final Map<String, List<AuditedProtector>> vms = new LinkedHashMap<>();
  private final List<Held> certificates = new ArrayList<>();
  private final Set<String> collected = new LinkedHashSet<>();
  private final HostInputs inputs = new HostInputs();
  private final List<HostModes.Said> modes = new ArrayList<>();
  private final List<String> wanted = new ArrayList<>();
  private final Map<String, Set<String>> hostsById = new LinkedHashMap<>();
  private final Map<String, Set<String>> pathsById = new HashMap<>();
  private final Set<String> registering = new LinkedHashSet<>();
  private final List<List<String>> clusters = new ArrayList<>();

  /** A certificate and the host that it is on, as the input spells that. */
  private record Held(String host, HostCertificate certificate) {}

  /** A machine; its last known good protector does not start it. */
  @Override
  public void protector(AuditedProtector found) {
    if (found.place().lastKnownGood()) {
      return;
    }
    List<AuditedProtector> same =
        vms.computeIfAbsent(identity(found), absent -> new ArrayList<>(1));
    if (isNotCollected(found)) {
      if (same.isEmpty()) {
        same.add(found);
      }
      return;
    }
    same.removeIf(MatrixDraft::isNotCollected);
    // Another export of the same host may be read too.
    if (same.stream().noneMatch(each -> each.sha256().equals(found.sha256()))) {
      same.add(found);
    }
  }

  private static boolean isNotCollected(AuditedProtector found) {
    return ProtectorState.of(found) == ProtectorState.NOT_COLLECTED;
  }

  /** Equal for what is said of one machine on one host; files without names are one each. */
  private static String identity(AuditedProtector found) {
    Place.Mark mark = found.place().mark();
    String who =
        mark.id().map(VmName::bareId).map(VmName::folded).orElse(VmName.folded(found.place().vm()));
    String where = mark.host().map(VmName::folded).orElse("");
    boolean entry = found.place().entry().isPresent();
    return String.join("\n", who, where, entry ? "" : found.place().file());
  }

  private List<AuditedProtector> rows() {
    return Stream.concat(
            vms.values().stream()
                .flatMap(same -> RegisteredCopy.of(same, paths(same)).stream())
                .flatMap(this::onHosts),
            withoutFiles())
        .toList();
  }

  private Set<String> paths(List<AuditedProtector> same) {
    return id(same.get(0)).map(pathsById::get).orElseGet(Set::of);
  }

  /** Machines that a host has registered, and that no input holds. */
  private Stream<AuditedProtector> withoutFiles() {
    Set<String> held = new HashSet<>();
    vms.values().forEach(same -> id(same.get(0)).ifPresent(held::add));
    return hostsById.entrySet().stream()
        .filter(each -> !held.contains(each.getKey()))
        .flatMap(each -> each.getValue().stream().map(host -> withoutFiles(each.getKey(), host)));
  }

  private static AuditedProtector withoutFiles(String id, String host) {
    Place.Mark mark = new Place.Mark(Optional.of(id), Optional.of(host));
    return new AuditedProtector(
            new Place("", OptionalInt.empty(), id).with(mark),
            Standing.NOT_COLLECTED,
            GuardianSet.NOBODY,
            Optional.empty(),
            List.of(),
            Optional.empty())
        .beside(VmFacts.NONE.because(NO_FILES));
  }

  private static Optional<String> id(AuditedProtector found) {
    return found.place().mark().id().map(RegisteredMachines::id);
  }

  /** A machine whose files do not say where it is, once for each host that has registered it. */
  private Stream<AuditedProtector> onHosts(AuditedProtector found) {
    Place.Mark mark = found.place().mark();
    Set<String> hosts = id(found).map(hostsById::get).orElseGet(Set::of);
    if (host(found).isPresent() || hosts.isEmpty()) {
      return Stream.of(found);
    }
    return hosts.stream()
        .map(host -> new Place.Mark(mark.id(), Optional.of(host), mark.key()))
        .map(known -> found.at(found.place().with(known)));
  }

  /**
   * A host has the machines that its {@code data.vmcx} lists, be it none.
   *
   * @param file that file
   * @throws MalformedInputException code {@code damaged-container} or {@code not-registrations}
   */
  public void registered(String host, Path file) throws KeywardException, IOException {
    RegisteredMachines machines = RegisteredMachines.read(SteadyFile.read(file, MOST_REGISTERED));
    registering.add(host);
    machines
        .paths()
        .forEach(
            (id, path) -> {
              hostsById.computeIfAbsent(id, absent -> new LinkedHashSet<>()).add(host);
              pathsById.computeIfAbsent(id, absent -> new LinkedHashSet<>()).add(path);
            });
  }

  /** Certificates of that host were given, be it none. */
  public void collected(String host) {
    collected.add(host);
  }

  /** What follows of certificates is from another input. */
  public void nextInput() {
    inputs.next();
  }

  /** A certificate on a host. */
  public void certificate(String host, HostCertificate certificate) {
    collected(host);
    certificates.add(new Held(host, certificate));
    inputs.add(host, certificate.certificate().thumbprint());
  }

  /** The mode of a host; one without a name says nothing. */
  public void mode(HostModes.Said said) {
    modes.add(said);
  }

  /** A host that must be in some input. */
  public void wanted(String host) {
    wanted.add(host);
  }

  /** The nodes of a cluster. */
  public void cluster(List<String> nodes) {
    clusters.add(List.copyOf(nodes));
  }

  /** One host as it was collected, by any of its names. */
  public LocalHost host(String name) {
    wanted(name);
    StartMatrix matrix = matrix();
    List<String> spelled = matrix.inputs().wanted();
    return matrix.host(spelled.get(spelled.size() - 1)).orElseThrow();
  }

  /** The matrix of all that was collected. */
  public StartMatrix matrix() {
    List<AuditedProtector> rows = rows();
    List<String> vmHosts =
        Stream.concat(rows.stream().flatMap(each -> host(each).stream()), registering.stream())
            .toList();
    HostBook book = new HostBook(spellings(vmHosts));
    return new StartMatrix(
        hosts(book),
        machines(book, rows),
        clusters.stream().map(nodes -> spelled(book, nodes)).toList(),
        new MatrixInputs(
            new LinkedHashSet<>(spelled(book, vmHosts)),
            new LinkedHashSet<>(spelled(book, List.copyOf(collected))),
            new LinkedHashSet<>(spelled(book, spoken())),
            spelled(book, wanted),
            book.ambiguous(),
            inputs.mixed(book)));
  }

  private List<String> spellings(List<String> vmHosts) {
    List<String> all = new ArrayList<>(vmHosts);
    all.addAll(collected);
    all.addAll(spoken());
    all.addAll(wanted);
    clusters.forEach(all::addAll);
    return all;
  }

  private List<String> spoken() {
    return modes.stream().flatMap(each -> each.host().stream()).toList();
  }

  private static Optional<String> host(AuditedProtector vm) {
    return vm.place().mark().host().filter(name -> !name.isBlank());
  }

  private static List<String> spelled(HostBook book, List<String> names) {
    return names.stream().flatMap(name -> book.find(name).stream()).distinct().toList();
  }

  private List<LocalHost> hosts(HostBook book) {
    Map<String, HostMode> byHost = new HashMap<>();
    for (HostModes.Said said : modes) {
      said.host()
          .flatMap(book::find)
          .ifPresent(host -> byHost.merge(host, said.mode(), MatrixDraft::stricter));
    }
    Map<String, List<HostCertificate>> held = new HashMap<>();
    for (Held each : certificates) {
      book.find(each.host())
          .ifPresent(
              host ->
                  held.computeIfAbsent(host, absent -> new ArrayList<>()).add(each.certificate));
    }
    Set<String> given = new LinkedHashSet<>(spelled(book, List.copyOf(collected)));
    return book.all().stream()
        .map(
            name ->
                new LocalHost(
                    name,
                    byHost.getOrDefault(name, HostMode.ASSUMED_LOCAL),
                    given.contains(name),
                    held.getOrDefault(name, List.of())))
        .toList();
  }

  /** If two inputs contradict each other, the mode counts under which fewer machines start. */
  private static HostMode stricter(HostMode first, HostMode second) {
    return first == HostMode.HGS ? first : second;
  }

  private static List<MatrixVm> machines(HostBook book, List<AuditedProtector> rows) {
    Map<String, Integer> names = new HashMap<>();
    rows.forEach(each -> names.merge(VmName.folded(each.place().vm()), 1, Integer::sum));
    List<MatrixVm> machines = new ArrayList<>();
    for (AuditedProtector each : rows) {
      boolean unique = names.getOrDefault(VmName.folded(each.place().vm()), 0) == 1;
      machines.add(machine(book, each, new Row(machines.size(), unique)));
    }
    return machines;
  }

  /** The row of a machine, and whether its name is unique. */
  private record Row(int number, boolean unique) {}

  private static MatrixVm machine(HostBook book, AuditedProtector found, Row row) {
    Optional<String> host = host(found).flatMap(book::find);
    String name = found.place().vm();
    return new MatrixVm(
        row.number(),
        row.unique() ? name : host.map(each -> name + "@" + each).orElse(name),
        found.place(),
        host,
        ProtectorState.of(found),
        found.wrappings(),
        facts(found));
  }

  private static VmFacts facts(AuditedProtector found) {
    boolean elsewhere = isNotCollected(found) && found.standing() != Standing.NOT_COLLECTED;
    return elsewhere ? found.facts().because(NO_STATE) : found.facts();
  }
}
