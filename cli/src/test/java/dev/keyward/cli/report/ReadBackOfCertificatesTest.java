package dev.keyward.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keyward.KeywardException;
import dev.keyward.cli.Run;
import dev.keyward.cli.Seeded;
import dev.keyward.cli.identity.model.PooledKeys;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.GuardianCertificates;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.protector.ProtectorAuthor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reports of protectors whose certificates have random names in every encoding, read by programs
 * that are not ours: who owns and who opens a protector is what was made, by its digits, and the
 * name that is shown is the one that was written.
 */
class ReadBackOfCertificatesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2025-02-01T00:00:00Z");
  private static final int GUARDIANS = 8;

  @TempDir Path folder;

  private final Tools tools = new Tools(RsaEngine.jdk(), Seeded.random(), () -> NOW);

  /** Keys with an odd certificate for each role; another where no certificate can be so. */
  private GuardianKeys keys(int number, OddCertificates odd, ArrayNode truth) throws Exception {
    while (true) {
      try {
        OddCertificates.Odd signing = odd.next(2 * number);
        GuardianCertificates certificates =
            new GuardianCertificates(
                GuardianName.parse("g" + number),
                signing.certificate(),
                odd.next(2 * number + 1).certificate(),
                List.of());
        SigningKey signer =
            GuardianMaker.signer(certificates, PooledKeys.key(2 * number), tools.engine());
        OpeningKey opening = new OpeningKey(signer.guardian(), PooledKeys.key(2 * number + 1));
        ObjectNode party = truth.addObject();
        party.put("sha256", signing.certificate().thumbprint().toString());
        signing.name().ifPresent(name -> party.put("name", name));
        return new GuardianKeys(signer, opening);
      } catch (KeywardException e) {
        // No reader takes such a certificate.
      }
    }
  }

  private void protectors(long seed, int count) throws Exception {
    OddCertificates odd = new OddCertificates(seed);
    ObjectNode truth = JSON.createObjectNode();
    Files.createDirectories(folder.resolve("vms"));
    for (int number = 0; number < count; number++) {
      ArrayNode parties = truth.putArray("vms/vm-" + number + ".kp");
      GuardianKeys owner = keys(0, odd, parties);
      List<TrustedGuardian> guardians = new ArrayList<>();
      for (int guardian = 1; guardian <= GUARDIANS; guardian++) {
        guardians.add(TrustedGuardian.madeHere(keys(guardian, odd, parties), tools));
      }
      Files.write(
          folder.resolve("vms/vm-" + number + ".kp"),
          new ProtectorAuthor(tools).create(owner.signing(), guardians).encode());
    }
    Files.write(folder.resolve("truth.json"), JSON.writeValueAsBytes(truth));
  }

  private void audit(String... reports) {
    List<String> words = new ArrayList<>(List.of("--store", "none", "audit", "vms", "--force"));
    words.addAll(List.of("--now", NOW.toString()));
    for (String report : reports) {
      words.addAll(List.of("--report", report));
    }
    Run run = Run.in(folder).run(words.toArray(String[]::new));
    assertTrue(run.exit() <= 1, run.err());
    for (String line : (run.out() + run.err()).split("\n", -1)) {
      assertTrue(line.codePoints().noneMatch(Character::isISOControl), line);
    }
  }

  private void tables(long seed, int count) throws Exception {
    protectors(seed, count);
    audit("r.csv", "r.report.json", "r.sarif");
    OtherReaders.read(folder, "parties", "truth.json", "r.csv", "r.report.json", "r.sarif");
  }

  @Test
  void othersReadWhoOwnsAndWhoOpens() throws Exception {
    tables(1, 2);
  }

  /** Nine signing certificates a protector, and as many for encryption. */
  @Test
  @Tag("soak")
  void othersReadTenThousandNamesOfCertificates() throws Exception {
    for (int seed = 2; seed < 12; seed++) {
      tables(seed, 60);
    }
  }

  @Test
  @Tag("soak")
  void aBrowserSeesNothingBesides() throws Exception {
    Optional<Path> program = Chromium.find();
    assumeTrue(program.isPresent(), "skipped: no chromium here");
    Set<String> elements = new TreeSet<>();
    try (Chromium browser = Chromium.start(program.get(), folder.resolve("browser"))) {
      Tab tab = browser.tab(1280, 900);
      for (int seed = 20; seed < 40; seed++) {
        protectors(seed, 3);
        audit("r.html");
        tab.open(folder.resolve("r.html"));
        Set<String> there =
            new TreeSet<>(tab.evaluate(ReadBackTest.ELEMENTS).asText().lines().toList());
        if (elements.isEmpty()) {
          elements.addAll(there);
        }
        there.removeAll(elements);
        assertEquals(Set.of(), there, "seed " + seed);
        assertEquals("undefined", tab.evaluate("typeof window.harmed").asText());
      }
      assertEquals(List.of(), tab.complaints());
    }
  }
}
