package dev.keyward.host;

import dev.keyward.KeywardException;
import dev.keyward.TestFolder;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.TestTools;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.guardian.trust.TestTrust;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.hgs.HgsEndpoint;
import dev.keyward.hgs.HgsReply;
import dev.keyward.hgs.HgsRequest;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.description.HostPublicKey;
import dev.keyward.hgs.description.RegisteredHost;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.hgs.folder.HgsKeys;
import dev.keyward.hgs.folder.HgsPlan;
import dev.keyward.host.failover.Decision;
import dev.keyward.host.failover.HgsAddress;
import dev.keyward.host.failover.HgsServer;
import dev.keyward.host.failover.HostConfiguration;
import dev.keyward.host.failover.HostTransport;
import dev.keyward.host.failover.PinnedGuardian;
import dev.keyward.host.failover.Seen;
import dev.keyward.host.failover.Side;
import dev.keyward.internal.crypto.TestKeys;
import dev.keyward.protector.ProtectorAuthor;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.TransportKey;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.secret.Passphrase;
import dev.keyward.vm.ShieldedVm;
import dev.keyward.vm.VmAuthor;
import dev.keyward.vm.VmDraft;
import dev.keyward.vm.VmHeader;
import dev.keyward.vm.VmIdentity;
import dev.keyward.vm.sealing.Addressees;
import dev.keyward.vm.sealing.PartName;
import dev.keyward.vm.sealing.PartSource;
import dev.keyward.vm.sealing.VmPolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A branch office without a network: two services that are called directly, a host, and machines.
 * Each service can be told to misbehave. Test-only.
 */
final class TestWorld implements HostTransport {

  static final RsaEngine ENGINE = RsaEngine.jdk();
  static final SecureRandom RANDOM = TestKeys.random(102);
  static final byte[] SECRET = "a secret of the machine".getBytes(StandardCharsets.UTF_8);

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Passphrase WORD = Passphrase.copyOf("test-only".toCharArray());
  private static final List<String> NAMES = List.of("branch", "datacenter");

  static final GuardianKeys OWNER = guardian("central-it");

  // Making keys and opening them takes seconds: once a run.
  private static final Path TEMPLATE = template();
  private static final Map<String, HgsKeys> UNLOCKED = new HashMap<>();
  private static final Map<String, Guardian> GUARDIANS = new HashMap<>();

  /** What a service does instead of answering. */
  interface Fault {
    /** The answer; {@code null} lets the service answer. */
    Answer to(Call call) throws NoAnswerException;
  }

  private record Service(HgsFolder folder, Guardian guardian) {}

  /** The keys of the state of a folder that has that stamp. */
  private record Opened(String stamp, HgsKeys keys) {}

  private final Path folder;
  private final Map<String, Service> services = new HashMap<>();
  private final Map<String, Opened> opened = new HashMap<>();
  private final Map<String, Fault> faults = new HashMap<>();
  private final FakeTime time = new FakeTime();

  /** Which paths of which service were asked for, in order. */
  final List<String> asked = new ArrayList<>();

  final List<Decision> decisions = new ArrayList<>();
  final HostFolder host;
  Instant now = NOW;

  /** With a host that is registered with both services. */
  TestWorld(Path folder) throws Exception {
    this.folder = folder;
    TestFolder.copy(TEMPLATE, folder);
    host = HostFolder.at(folder.resolve("host"));
    for (String name : NAMES) {
      open(name);
    }
  }

  private static Path template() {
    try {
      Path template = TestFolder.ofTheProcess();
      HostFolder host = HostFolder.create(template.resolve("host"), RANDOM);
      for (String name : NAMES) {
        HgsFolder service = HgsFolder.at(template.resolve(name), RANDOM);
        service.create(new HgsPlan(GuardianName.parse(name), 2048, 365), WORD, NOW);
        register(host, service);
      }
      return template;
    } catch (KeywardException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static GuardianKeys guardian(String name) {
    try {
      var plan = new GuardianMaker.Plan(GuardianName.parse(name), 2048, 3650, "test-host");
      return new GuardianMaker(RANDOM, ENGINE).create(plan, NOW);
    } catch (KeywardException e) {
      throw new IllegalStateException(e);
    }
  }

  private void open(String name) throws Exception {
    HgsFolder service = HgsFolder.at(folder.resolve(name), RANDOM);
    services.put(name, new Service(service, guardian(name, service)));
  }

  private static synchronized Guardian guardian(String name, HgsFolder service) throws Exception {
    if (!GUARDIANS.containsKey(name)) {
      GUARDIANS.put(
          name,
          GuardianMetadata.parse(service.metadata(), name)
              .toGuardian(GuardianName.parse(name), List.of()));
    }
    return GUARDIANS.get(name);
  }

  void register(String name) throws Exception {
    register(host, services.get(name).folder());
  }

  private static void register(HostFolder host, HgsFolder service)
      throws KeywardException, IOException {
    byte[] key = Files.readAllBytes(host.path().resolve(HostFolder.PUBLIC_KEY));
    RegisteredHost registered =
        new RegisteredHost(GuardianName.parse("host-1"), HostPublicKey.parseFile(key, "key"));
    service.changeHosts(before -> before.with(registered));
  }

  void unregister(String name) throws Exception {
    GuardianName host1 = GuardianName.parse("host-1");
    services.get(name).folder().changeHosts((HgsDescription before) -> before.without(host1));
  }

  void fault(String name, Fault fault) {
    faults.put(name, fault);
  }

  void down(String name) {
    fault(
        name,
        call -> {
          throw new NoAnswerException(Seen.NO_CONNECTION, "", null);
        });
  }

  void up(String name) {
    faults.remove(name);
  }

  Guardian guardianOf(String name) {
    return services.get(name).guardian();
  }

  /** The branch first, then the datacenter; whom they pin is up to the test. */
  void configure(Optional<String> branchSeal, Optional<String> datacenterSeal) throws Exception {
    host.configure(
        new HostConfiguration(
            server("branch", branchSeal),
            Optional.of(server("datacenter", datacenterSeal)),
            List.of(),
            HostConfiguration.DEFAULT_LIMIT));
  }

  /** The folder in which the host keeps what it knows of the machine in {@code file}. */
  Path machineFolder(Path file) throws Exception {
    try (ShieldedVm vm = ShieldedVm.open(file, ENGINE)) {
      return host.path().resolve("machines").resolve(MachineKey.of(vm).toString());
    }
  }

  HgsServer server(String name, Optional<String> seal) throws Exception {
    return new HgsServer(
        HgsAddress.parse("http://" + name),
        seal.map(
            each ->
                PinnedGuardian.of(guardianOf(each).name(), List.of(guardianOf(each).signing()))));
  }

  /** A machine of central IT's for these guardians. */
  Path shielded(String name, String... guardians) throws Exception {
    return shieldedBy(OWNER, name, name, guardians);
  }

  /** A machine of that owner's with the id of the machine {@code like}. */
  Path shieldedBy(GuardianKeys owner, String like, String name, String... guardians)
      throws Exception {
    List<TrustedGuardian> granted =
        List.of(guardians).stream().map(each -> TestTrust.trusted(guardianOf(each))).toList();
    VmIdentity identity =
        new VmIdentity(UUID.nameUUIDFromBytes(like.getBytes(StandardCharsets.UTF_8)), name);
    VmHeader header =
        VmHeader.of(identity, VmPolicy.SHIELDED, Addressees.of(owner.guardian(), granted));
    Path file = folder.resolve(name + ".svm");
    try (TransportKey key = TransportKey.create(RANDOM);
        OutputStream out = Files.newOutputStream(file)) {
      VerifiedKeyProtector protector =
          new ProtectorVerifier(ENGINE)
              .verify(
                  new ProtectorAuthor(TestTools.of(ENGINE, RANDOM))
                      .create(owner.signing(), granted, key));
      new VmAuthor(ENGINE, RANDOM)
          .shield(
              new VmDraft(header, owner.signing(), protector, key),
              List.of(PartSource.of(PartName.secret("word"), SECRET)),
              out);
    }
    return file;
  }

  GuardedHost guardedHost() {
    return guardedHost(host);
  }

  private GuardedHost guardedHost(HostFolder host) {
    return new GuardedHost(host, new HostTools(this, time.timing(), () -> now, ENGINE, RANDOM));
  }

  StartedVm start(Path file) throws KeywardException, IOException {
    return start(file, Acceptance.NONE);
  }

  StartedVm start(Path file, boolean acceptRollback) throws KeywardException, IOException {
    return start(file, new Acceptance(acceptRollback, false, Optional.empty()));
  }

  StartedVm start(Path file, Acceptance acceptance) throws KeywardException, IOException {
    decisions.clear();
    asked.clear();
    return guardedHost().start(new StartOrder(file, acceptance, opened -> {}), decisions::add);
  }

  /** The same on another host, with the keys of {@link #host}. */
  StartedVm startOn(HostFolder other, Path file, Acceptance acceptance)
      throws KeywardException, IOException {
    return guardedHost(other).start(new StartOrder(file, acceptance, opened -> {}), decision -> {});
  }

  TestedHost test(Optional<Side> only) throws KeywardException, IOException {
    decisions.clear();
    asked.clear();
    return guardedHost().test(only, decisions::add);
  }

  @Override
  public Answer send(Call call, Duration within) throws NoAnswerException {
    String name = call.uri().getHost();
    asked.add(name + " " + call.uri().getPath().replaceAll(".*/", ""));
    Fault fault = faults.get(name);
    Answer instead = fault == null ? null : fault.to(call);
    return instead == null ? answer(name, call) : instead;
  }

  /** What the service itself answers. */
  Answer answer(String name, Call call) {
    try {
      HgsKeys keys = unlocked(name);
      HgsReply reply =
          new HgsEndpoint(keys, new Tools(ENGINE, RANDOM, () -> now))
              .answer(
                  new HgsRequest(
                      call.method(),
                      call.uri().getPath(),
                      new HgsRequest.Headers(call.contentType(), Optional.empty()),
                      call.body()));
      return new Answer(reply.status(), reply.body());
    } catch (KeywardException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private HgsKeys unlocked(String name) throws KeywardException, IOException {
    HgsFolder service = services.get(name).folder();
    synchronized (UNLOCKED) {
      String stamp = service.stamp();
      Opened known = opened.get(name);
      if (known != null && known.stamp().equals(stamp)) {
        return known.keys();
      }
      HgsKeys before = UNLOCKED.get(name);
      HgsKeys keys = service.unlock(WORD, Optional.ofNullable(before));
      UNLOCKED.put(name, keys);
      opened.put(name, new Opened(stamp, keys));
      return keys;
    }
  }

  Duration waited() {
    return time.since();
  }
}
