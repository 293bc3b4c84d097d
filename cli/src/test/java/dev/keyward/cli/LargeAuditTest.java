package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Signature;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.GuardianName;
import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A million protectors, all different, of 50 owners and 4 guardians, made by the batch verb and
 * audited, each in a process with a heap of 256 MiB. What it measures is printed and judged by
 * people: a test that fails where a machine is busy helps nobody. {@code
 * -Dkeyward.audit.made=FOLDER} audits what an earlier run left in that folder.
 */
@Tag("soak")
@Timeout(value = 2, unit = TimeUnit.HOURS)
class LargeAuditTest {

  private static final int PROTECTORS = Integer.getInteger("keyward.audit.protectors", 1_000_000);
  private static final int OWNERS = 50;
  private static final int GUARDIANS = 4;
  private static final int TURNED = 1_000;
  private static final String PASSPHRASE = "a passphrase for tests";

  @TempDir private static Path temporary;

  private static Path folder;
  private static int protectors = PROTECTORS;

  @BeforeAll
  static void make() throws Exception {
    String made = System.getProperty("keyward.audit.made", "");
    if (!made.isEmpty()) {
      folder = Path.of(made);
      protectors = folder.resolve("vms").toFile().list().length;
      return;
    }
    folder = temporary;
    makeGuardians();
    create("vms", PROTECTORS, 0, GUARDIANS);
    // The same VMs a month later: half of them are gone, half are new, and the rest let more in.
    create("before", TURNED, 0, 1);
    create("after", TURNED, TURNED / 2, 2);
  }

  private static Map<String, String> variables() {
    return Map.of(
        "KEYWARD_PASSPHRASE", PASSPHRASE, "KEYWARD_STORE", folder.resolve(".keyward").toString());
  }

  private static void makeGuardians() {
    for (int index = 0; index < OWNERS + GUARDIANS; index++) {
      String name = index < OWNERS ? "owner-" + index : "hgs-" + (index - OWNERS);
      Spawned.Ended made =
          Spawned.run(
              folder,
              "guardian",
              "create",
              name,
              "--key-size",
              "2048",
              "--passphrase-env",
              "KEYWARD_PASSPHRASE",
              "--store",
              ".keyward");
      assertEquals(0, made.code(), made.err());
    }
  }

  /** Makes so many protectors from this number on, each for so many guardians. */
  private static void create(String to, int count, int first, int guardians) throws Exception {
    String all = "\"hgs-0\",\"hgs-1\",\"hgs-2\",\"hgs-3\"".substring(0, 8 * guardians - 1);
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("b.jsonl"))) {
      for (int number = first; number < first + count; number++) {
        out.write(
            String.format(
                Locale.ROOT,
                "{\"id\":\"%s-%06d\",\"owner\":\"owner-%d\",\"guardians\":[%s]}%n",
                count == TURNED ? "turned" : "vm",
                number,
                number % OWNERS,
                all));
      }
    }
    MeasuredCommand.Measured made =
        measured(
            "protector",
            "create",
            "--batch",
            "b.jsonl",
            "--out-dir",
            to,
            "--passphrase-env",
            "KEYWARD_PASSPHRASE",
            "--quiet");
    assertEquals(0, made.exit(), made.out());
    tell("created", count, made);
  }

  private static MeasuredCommand.Measured measured(String... words) throws Exception {
    return MeasuredCommand.run(folder, variables(), words);
  }

  private static void tell(String what, int count, MeasuredCommand.Measured measured) {
    System.out.printf(
        Locale.ROOT,
        "%s %d protectors in %.1f s of processor time, %.1f microseconds each%n",
        what,
        count,
        measured.cpuSeconds(),
        measured.cpuSeconds() * 1e6 / count);
  }

  @Test
  void auditsThemInLittleMemory() throws Exception {
    MeasuredCommand.Measured audit =
        measured("audit", "vms", "--report", "a.csv", "--report", "a.html", "--force");
    String first = audit.out().lines().findFirst().orElse("");
    assertEquals(protectors + " protectors: " + protectors + " valid", first);
    tell("audited", protectors, audit);
    double verifying = protectors / verificationsASecond();
    System.out.printf(
        Locale.ROOT,
        "%.0f %% of it is one RSA verification each%n",
        100 * verifying / audit.cpuSeconds());
  }

  /** The same heap holds what is kept of both audits. */
  @Test
  void comparesThemWithAnEarlierAuditInLittleMemory() throws Exception {
    measured("audit", "vms", "before", "--report", "old.json", "--force");
    String[] words = {"audit", "vms", "after", "--report", "new.json", "--force"};
    MeasuredCommand.Measured alone = measured(words);
    MeasuredCommand.Measured compared =
        measured(
            "audit",
            "vms",
            "after",
            "--report",
            "compared.json",
            "--force",
            "--baseline",
            "old.json");
    assertTrue(
        compared
            .out()
            .contains(
                String.format(
                    Locale.ROOT,
                    "protectors     %d new, %d gone, %d changed, 0 ambiguous, %d unchanged",
                    TURNED / 2,
                    TURNED / 2,
                    TURNED / 2,
                    protectors)),
        compared.out());
    tell("audited without a baseline", protectors + TURNED, alone);
    tell("audited with a baseline", protectors + TURNED, compared);
    System.out.printf(
        Locale.ROOT,
        "with a baseline it takes %.2f times as long%n",
        compared.cpuSeconds() / alone.cpuSeconds());
  }

  /** How many RSA-2048 verifications one core makes in a second. */
  private static double verificationsASecond() throws Exception {
    SecureRandom random = new SecureRandom();
    RsaEngine engine = RsaEngine.jdk();
    GuardianMaker.Plan plan = new GuardianMaker.Plan(GuardianName.parse("one"), 2048, 1, "test");
    GuardianKeys keys = new GuardianMaker(random, engine).create(plan, Instant.now());
    byte[] data = new byte[13_000];
    Signature signature = engine.sign(keys.signing().key(), data);
    long count = 0;
    long begin = 0;
    for (int round = 0; round < 2; round++) {
      // The first second warms up.
      count = 0;
      begin = System.nanoTime();
      while (System.nanoTime() - begin < 1_000_000_000L * (1 + 2 * round)) {
        assertTrue(engine.verify(signature, keys.guardian().signing().publicKey(), data));
        count++;
      }
    }
    return count * 1e9 / (System.nanoTime() - begin);
  }
}
