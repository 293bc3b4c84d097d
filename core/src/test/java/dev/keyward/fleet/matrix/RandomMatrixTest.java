package dev.keyward.fleet.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.GuardianSet;
import dev.keyward.audit.result.Standing;
import dev.keyward.audit.result.WrappingCertificates;
import dev.keyward.finding.Place;
import dev.keyward.finding.VmFacts;
import dev.keyward.fleet.matrix.finding.MatrixFinding;
import dev.keyward.fleet.matrix.finding.MatrixFindingCode;
import dev.keyward.fleet.matrix.finding.MatrixQuestion;
import dev.keyward.fleet.matrix.finding.MatrixRules;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.TestKeys;
import dev.keyward.guardian.Thumbprint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Random fleets, against a second implementation that is slow and obvious. */
class RandomMatrixTest {

  private static final int GUARDIANS = 8;
  private static final int FLEETS = 300;
  private static final List<WrappingCertificates> POOL = pool();

  private final List<Held> held = new ArrayList<>();
  private final List<Machine> machines = new ArrayList<>();
  private final Set<String> collected = new TreeSet<>();
  private final Set<String> guarded = new TreeSet<>();

  private record Held(String host, HostCertificate certificate) {}

  private record Machine(String name, String host, boolean clustered, List<Integer> guardians) {}

  private static List<WrappingCertificates> pool() {
    List<WrappingCertificates> pool = new ArrayList<>();
    for (int i = 0; i < GUARDIANS; i++) {
      pool.add(
          new WrappingCertificates(
              certificate(2 * i, "Signing", i, TestKeys.SIGNS),
              certificate(2 * i + 1, "Encryption", i, TestKeys.ENCRYPTS)));
    }
    return pool;
  }

  private static GuardianCertificate certificate(int key, String role, int number, int usage) {
    // Two guardians each have one subject: only keys may decide.
    String name = "Shielded VM " + role + " Certificate (UntrustedGuardian) (HV" + number / 2 + ")";
    return TestKeys.selfSigned(TestKeys.publicOnly(key), TestKeys.Wish.of(name, usage));
  }

  private StartMatrix fleet(Random random) {
    held.clear();
    machines.clear();
    collected.clear();
    guarded.clear();
    MatrixDraft draft = new MatrixDraft();
    int hosts = 1 + random.nextInt(5);
    for (int host = 0; host < hosts; host++) {
      host(draft, random, "hv" + host);
    }
    int vms = 1 + random.nextInt(8);
    for (int vm = 0; vm < vms; vm++) {
      machine(draft, random, "vm-" + vm, "HV" + random.nextInt(hosts));
    }
    draft.cluster(List.of("HV0", "hv" + (hosts - 1) + ".example.org"));
    return draft.matrix();
  }

  private void host(MatrixDraft draft, Random random, String name) {
    String host = random.nextBoolean() ? name : name + ".example.org";
    if (random.nextInt(5) == 0) {
      draft.mode(new HostModes.Said(Optional.of(name), HostMode.HGS));
      guarded.add(name.toUpperCase(Locale.ROOT));
    }
    if (random.nextInt(6) == 0) {
      draft.wanted(name);
      return;
    }
    draft.collected(host);
    collected.add(name.toUpperCase(Locale.ROOT));
    for (WrappingCertificates each : POOL) {
      for (GuardianCertificate half : List.of(each.signing(), each.encryption())) {
        if (random.nextInt(3) == 0) {
          Optional<Boolean> key =
              random.nextInt(3) == 0 ? Optional.empty() : Optional.of(random.nextBoolean());
          CertificateStore store = CertificateStore.values()[Math.max(0, random.nextInt(5) - 2)];
          HostCertificate certificate = new HostCertificate(half, key, store);
          draft.certificate(host, certificate);
          held.add(new Held(name.toUpperCase(Locale.ROOT), certificate));
        }
      }
    }
  }

  private void machine(MatrixDraft draft, Random random, String name, String host) {
    Set<Integer> guardians = new TreeSet<>(Set.of(random.nextInt(GUARDIANS)));
    guardians.add(random.nextInt(GUARDIANS));
    boolean clustered = random.nextBoolean();
    machines.add(new Machine(name, host, clustered, List.copyOf(guardians)));
    Place place =
        new Place(
            "vms",
            OptionalInt.of(machines.size()),
            name,
            false,
            new Place.Mark(Optional.empty(), Optional.of(host)));
    draft.protector(
        new AuditedProtector(
            place,
            Standing.VALID,
            GuardianSet.NOBODY,
            Optional.empty(),
            List.of(),
            Optional.of(Thumbprint.of(name.getBytes(StandardCharsets.UTF_8))),
            guardians.stream().map(POOL::get).toList(),
            Set.of(),
            new VmFacts(
                Optional.of(clustered), Optional.empty(), Optional.empty(), Optional.empty())));
  }

  /** As the design says it, certificate by certificate. */
  private String cell(Machine vm, String host) {
    if (guarded.contains(host)) {
      return "HGS mode";
    }
    if (!collected.contains(host)) {
      return "not collected";
    }
    Set<String> answers = new TreeSet<>();
    for (Held each : held) {
      boolean opens =
          vm.guardians().stream()
              .anyMatch(
                  number ->
                      POOL.get(number)
                          .encryption()
                          .publicKey()
                          .equals(each.certificate().certificate().publicKey()));
      if (opens && each.host().equals(host)) {
        answers.add(answer(each.certificate()));
      }
    }
    return answers.isEmpty() ? "no" : answers.iterator().next().substring(1);
  }

  /** With its rank in front. */
  private static String answer(HostCertificate each) {
    boolean shielded = each.store() == CertificateStore.SHIELDED;
    if (each.store() == CertificateStore.OTHER) {
      return "4no";
    }
    if (each.privateKey().isEmpty()) {
      return "1key unknown";
    }
    if (each.privateKey().get()) {
      return shielded ? "0starts" : "2key in My";
    }
    return shielded ? "3key missing" : "4no";
  }

  @Test
  void everyCellIsThatOfTheSecondImplementation() {
    for (int seed = 0; seed < FLEETS; seed++) {
      StartMatrix matrix = fleet(new Random(seed));
      for (int row = 0; row < machines.size(); row++) {
        for (LocalHost host : matrix.hosts()) {
          String name = host.name().replaceAll("\\..*", "").toUpperCase(Locale.ROOT);
          assertEquals(
              cell(machines.get(row), name),
              matrix.cell(matrix.vms().get(row), host).words(),
              seed + ": " + machines.get(row) + " on " + name);
        }
      }
    }
  }

  @Test
  void thoseThatStartNowhereOrOnOneHostAreFoundAndNoOthers() {
    for (int seed = 0; seed < FLEETS; seed++) {
      StartMatrix matrix = fleet(new Random(seed));
      Set<String> expected = new TreeSet<>();
      List<String> hosts =
          matrix.hosts().stream()
              .map(each -> each.name().replaceAll("\\..*", "").toUpperCase(Locale.ROOT))
              .toList();
      for (Machine vm : machines) {
        List<String> cells = hosts.stream().map(host -> cell(vm, host)).toList();
        long starts = cells.stream().filter("starts"::equals).count();
        boolean open = cells.contains("key unknown") || cells.contains("key in My");
        if (!guarded.contains(vm.host()) && !open && starts < 2) {
          boolean all = !cells.contains("not collected");
          expected.add(
              (starts == 1
                      ? "one-host-only warning "
                      : all ? "no-host-starts error " : "no-host-starts warning ")
                  + vm.name());
        }
      }
      Set<String> found = new TreeSet<>();
      MatrixQuestion question =
          new MatrixQuestion(TestKeys.NOW, Duration.ofDays(365), Optional.empty());
      for (MatrixFinding each : MatrixRules.findings(matrix, question)) {
        if (Set.of(MatrixFindingCode.NO_HOST_STARTS, MatrixFindingCode.ONE_HOST_ONLY)
            .contains(each.code())) {
          String severity = each.located().finding().severity().code();
          each.located()
              .vms()
              .forEach(vm -> found.add(each.code().code() + " " + severity + " " + vm));
        }
      }
      assertEquals(expected, found, "seed " + seed);
    }
  }
}
