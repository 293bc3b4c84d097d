package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Signature;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.GuardianName;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 200,000 protectors of 50 owners and 4 guardians, made by the batch verb and audited, each in a
 * process with a heap of 256 MiB. What it measures is printed and judged by people: a test that
 * fails where a machine is busy helps nobody.
 */
@Tag("soak")
class LargeAuditTest {

  private static final int PROTECTORS = Integer.getInteger("keyward.audit.protectors", 200_000);
  private static final int OWNERS = 50;
  private static final int GUARDIANS = 4;
  private static final String PASSPHRASE = "a passphrase for tests";

  @TempDir private Path folder;

  @Test
  void auditsTwoHundredThousandProtectorsInLittleMemory() throws Exception {
    makeGuardians();
    writeBatch();
    String[] unlock = {"--passphrase-env", "KEYWARD_PASSPHRASE", "--quiet"};
    long created =
        process(
            "created",
            "protector",
            "create",
            "--batch",
            "b.jsonl",
            "--out-dir",
            "vms",
            unlock[0],
            unlock[1],
            unlock[2]);
    long audited = process("audited", "audit", "vms", "--report", "a.csv", "--report", "a.html");
    String first = Files.readAllLines(folder.resolve("audited.out")).get(0);
    assertEquals(PROTECTORS + " protectors: " + PROTECTORS + " valid", first);
    double cores = Runtime.getRuntime().availableProcessors();
    double bound = verificationsASecond() * cores;
    tell("created", created, 0);
    tell("audited", audited, bound);
  }

  private static void tell(String what, long millis, double bound) {
    double rate = PROTECTORS * 1000.0 / millis;
    String share =
        bound == 0
            ? ""
            : String.format(
                Locale.ROOT,
                ", %.0f %% of one RSA verification" + " each on all cores",
                100 * rate / bound);
    System.out.printf(
        Locale.ROOT,
        "%s %d protectors in %.1f s: %.0f a second%s%n",
        what,
        PROTECTORS,
        millis / 1000.0,
        rate,
        share);
  }

  private void makeGuardians() {
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

  private void writeBatch() throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("b.jsonl"))) {
      for (int index = 0; index < PROTECTORS; index++) {
        out.write(
            String.format(
                Locale.ROOT,
                "{\"id\":\"vm-%06d\",\"owner\":\"owner-%d\",\"guardians\":"
                    + "[\"hgs-0\",\"hgs-1\",\"hgs-2\",\"hgs-3\"]}%n",
                index,
                index % OWNERS));
      }
    }
  }

  /** Runs the command to its end with a small heap; returns the milliseconds it took. */
  private long process(String name, String... words) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.keyward.cli.Main"));
    command.addAll(Arrays.asList(words));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve(name + ".out").toFile())
            .redirectError(folder.resolve(name + ".err").toFile());
    builder.environment().put("KEYWARD_PASSPHRASE", PASSPHRASE);
    builder.environment().put("KEYWARD_STORE", folder.resolve(".keyward").toString());
    long begin = System.nanoTime();
    int code = builder.start().waitFor();
    long millis = (System.nanoTime() - begin) / 1_000_000;
    assertEquals(0, code, () -> read(name + ".err"));
    return millis;
  }

  private String read(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      return e.toString();
    }
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
