package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches over files whose guardians were renewed since: the case {@code ended-certificates}. */
class BatchRenewedTest {

  /** How many lines are begun together: what comes after them ends a run that has done some. */
  private static final int GROUP = 64;

  private static final String BATCH = "protector create --batch b.jsonl --out-dir out";
  private static final String LINE = "{\"id\":\"x\",\"owner\":\"o\",\"guardians\":[\"old\"]}";
  private static final String REMADE =
      "made again: 1; state that was sealed under the old transport keys no longer opens";

  @TempDir Path folder;
  private Playground place;

  @BeforeEach
  void make() throws Exception {
    place = Playground.in(folder);
    for (String name : List.of("o", "old")) {
      done("guardian create " + name + " --key-size 2048 --now 2016-02-01T00:00:00Z");
    }
    Files.writeString(folder.resolve("b.jsonl"), LINE);
    done(BATCH + " --now 2016-02-02T00:00:00Z");
  }

  private Run done(String line) {
    Run run = place.done(line);
    if (line.startsWith("protector create")) {
      run.out().lines().forEach(each -> JsonSchemas.check("protector-create-batch", each));
    }
    return run;
  }

  @Test
  void aLineWithOlderCertificatesSaysWhoseAndWhatHelps() {
    byte[] before = place.bytes("out/x.xml");
    done("guardian renew o");
    done("guardian renew old");
    Run run = done(BATCH);
    assertTrue(run.out().contains("\"status\":\"kept\""), run.out());
    assertTrue(run.out().contains("\"renewed\":[\"o\",\"old\"]"), run.out());
    String hint = "kept with older certificates: 1; run protector renew FILE";
    assertTrue(run.err().contains(hint), run.err());
    assertArrayEquals(before, place.bytes("out/x.xml"));
    remakes();
  }

  @Test
  @Tag("soak")
  void aRenewedProtectorIsWhatTheLineAsksFor() {
    done("guardian renew o");
    done("guardian renew old");
    done("protector renew out/x.xml --in-place");
    Run renewed = done(BATCH);
    assertFalse(renewed.out().contains("renewed"), renewed.out());
    assertEquals("keyward: batch: 1 kept\n", renewed.err());
  }

  private void remakes() {
    Run remade = done(BATCH + " --remake");
    assertTrue(remade.out().contains("\"status\":\"written\""), remade.out());
    assertTrue(remade.out().contains("\"remade\":true"), remade.out());
    assertTrue(remade.err().contains(REMADE), remade.err());
    assertEquals("keyward: batch: 1 kept\n", done(BATCH + " --remake").err());
  }

  @Test
  @Tag("soak")
  void aLineForFormerKeysIsMadeAgainOnlyOnPurpose() {
    byte[] before = place.bytes("out/x.xml");
    done("guardian renew o");
    done("guardian renew old --new-keys --key-size 2048");
    Run kept = done(BATCH);
    assertTrue(kept.out().contains("\"former\":[\"old\"],\"renewed\":[\"o\"]"), kept.out());
    assertTrue(kept.err().contains("kept with former keys: 1; run protector renew"));
    assertArrayEquals(before, place.bytes("out/x.xml"));
    remakes();
  }

  /** Each file that was made again before the end has its line: nobody can get its old key back. */
  @Test
  @Tag("soak")
  void aKeyThatThePassphraseDoesNotOpenEndsTheRunAndEachFileHasItsLine() throws Exception {
    List<String> lines =
        IntStream.range(0, GROUP).mapToObj(i -> LINE.replace("\"x\"", "\"x" + i + "\"")).toList();
    Files.write(folder.resolve("b.jsonl"), lines);
    done(BATCH + " --now 2016-02-02T00:00:00Z");
    for (String name : List.of("o", "old")) {
      done("guardian renew " + name + " --new-keys --key-size 2048");
    }
    done("guardian change-passphrase central-it --new-passphrase-file wrong-passphrase.txt");
    String other = LINE.replace("\"x\"", "\"y\"").replace("\"o\"", "\"central-it\"");
    Files.writeString(folder.resolve("b.jsonl"), "\n" + other, StandardOpenOption.APPEND);
    Run run = place.typed(BATCH + " --remake");
    assertEquals(4, run.exit(), run.out() + run.err());
    List<String> printed = run.out().lines().toList();
    assertEquals(GROUP, printed.stream().filter(line -> line.contains("\"remade\":true")).count());
    assertEquals(GROUP, printed.size());
    assertTrue(run.err().contains("the batch ended early: 64 written"), run.err());
    assertTrue(run.err().contains("made again: 64; state that was sealed"), run.err());
    assertFalse(Files.exists(folder.resolve("out/y.xml")));
  }
}
