package dev.keyward.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.audit.result.AuditBasis;
import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.audit.result.AuditReceiver;
import dev.keyward.audit.result.AuditSource;
import dev.keyward.audit.result.AuditSummary;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.finding.Finding;
import dev.keyward.finding.LocatedFinding;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.protector.AuditCases;
import dev.keyward.protector.known.KnownGuardians;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code fixtures/audit} has one protector for each finding, named by its code. With {@code
 * -Dkeyward.audit.cases=rewrite} the folder is made with new keys.
 */
class AuditFindingsTest {

  private static final Path FOLDER = Path.of(System.getProperty("keyward.fixtures"), "audit");
  private static final Set<String> CLEAN = Set.of("clean", "model");

  /** Nothing but a list names the key that this one is for. */
  private static final Map<String, String> NOW = Map.of("renewed-key", "unlisted-key");

  /** They need a store or a guardian with several keys: KeyFindingsTest makes them. */
  private static final Set<String> OF_KEYS =
      Set.of(
          "compromised-key", "encryption-key-claimed-twice", "guardian-out-of-date", "renewed-key");

  /** Only Hyper-V's own files have them: MachineFilesTest and MachineCopiesTest read them. */
  private static final Set<String> OF_MACHINES =
      Set.of(
          "copies-differ",
          "header-copy-damaged",
          "last-known-good-differs",
          "protector-not-in-these-files",
          "tpm-without-protector",
          "unsaved-changes");

  @BeforeAll
  static void makeAnewWhereAsked() throws KeywardException, IOException {
    if (System.getProperty("keyward.audit.cases", "").equals("rewrite")) {
      AuditCases.write(FOLDER);
    }
  }

  /** What an audit told, in its order. */
  static final class Told implements AuditReceiver {
    final List<AuditedProtector> protectors = new ArrayList<>();
    AuditSummary summary;

    @Override
    public void protector(AuditedProtector protector) {
      protectors.add(protector);
    }

    @Override
    public void finish(AuditSummary end) {
      summary = end;
    }
  }

  private static Told audit(String path) throws KeywardException, IOException {
    byte[] yaml = Files.readAllBytes(FOLDER.resolve("policy.yaml"));
    AuditPolicy policy = AuditPolicy.parse(yaml, "policy.yaml");
    Audit.Yardstick yardstick = new Audit.Yardstick(known(), policy, RsaEngine.jdk());
    AuditBasis basis =
        new AuditBasis(
            Instant.parse("2026-11-23T00:00:00Z"),
            Duration.ofDays(90),
            Optional.empty(),
            List.of("guardians"));
    Told told = new Told();
    AuditSource source = new AuditSource.OnDisk(path, FOLDER.resolve(path));
    new Audit(yardstick, basis, told, bytes -> {}).run(List.of(source));
    return told;
  }

  private static KnownGuardians known() throws KeywardException, IOException {
    List<Guardian> guardians = new ArrayList<>();
    List<KnownGuardians.Single> singles = new ArrayList<>();
    try (var files = Files.newDirectoryStream(FOLDER.resolve("guardians"))) {
      for (Path file : files) {
        String name = file.getFileName().toString().replaceFirst("(-metadata)?\\.[a-z]*$", "");
        byte[] content = Files.readAllBytes(file);
        if (file.toString().endsWith(".xml")) {
          GuardianMetadata metadata = GuardianMetadata.parse(content, name);
          guardians.add(metadata.toGuardian(GuardianName.parse(name), List.of()));
        } else {
          for (GuardianCertificate each : GuardianCertificate.parseAll(content, name)) {
            singles.add(new KnownGuardians.Single(name, each));
          }
        }
      }
    }
    return KnownGuardians.present(guardians).withSingles(singles);
  }

  @ParameterizedTest
  @ValueSource(strings = {"protectors", "export.clixml", "export.json"})
  void findsWhatIsPlantedAndNothingElse(String path) throws KeywardException, IOException {
    Map<String, List<String>> expected = new TreeMap<>();
    Map<String, List<String>> found = new TreeMap<>();
    for (AuditedProtector protector : audit(path).protectors) {
      String vm = protector.place().vm();
      expected.put(vm, CLEAN.contains(vm) ? List.of() : List.of(NOW.getOrDefault(vm, vm)));
      found.put(
          vm, protector.findings().stream().map(each -> each.code().code()).distinct().toList());
    }
    assertEquals(expected, found);
  }

  @Test
  void hasACaseForEveryCode() throws KeywardException, IOException {
    Set<String> missing = new TreeSet<>();
    for (AuditFindingCode code : AuditFindingCode.values()) {
      missing.add(code.code());
    }
    for (AuditedProtector protector : audit("protectors").protectors) {
      protector.findings().forEach(finding -> missing.remove(finding.code().code()));
    }
    missing.removeAll(OF_KEYS);
    missing.removeAll(OF_MACHINES);
    // Git cannot keep what cannot be read, and a folder of protectors has no other files:
    // AuditInputTest makes both. PolicyUseTest has a rule that matches nothing, AcceptedRisksTest a
    // risk that matches nothing. SeenNamesTest and LookAlikeNamesTest have names that look like
    // those of other protectors. A policy asks for the note on RSA: AuditPolicySchemaTest has one.
    assertEquals(
        Set.of(
            "accepted-unused",
            "look-alike-name",
            "other-file",
            "policy-rule-unused",
            "rsa-only",
            "unreadable"),
        missing);
  }

  @Test
  void tellsWhyAndWhatToDoForEach() throws KeywardException, IOException {
    for (LocatedFinding count : audit("protectors").summary.findings()) {
      Finding finding = count.finding();
      assertTrue(finding.code().why().endsWith("."), finding::toString);
      assertTrue(!finding.found().isBlank() && !finding.remedy().text().isBlank());
    }
  }
}
