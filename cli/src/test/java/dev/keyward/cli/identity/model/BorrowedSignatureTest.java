package dev.keyward.cli.identity.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.Run;
import dev.keyward.cli.Seeded;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.protector.Grantee;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.ProtectorAuthor;
import dev.keyward.protector.TransportKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A guardian once granted access to somebody else, and signed that signing certificate. In {@code
 * b.kp} the signature is put beside the guardian's signing certificate, as if the other's signing
 * key were its encryption key; only {@code a.kp} or {@code c.kp} shows that this key signs.
 */
class BorrowedSignatureTest {

  private static final Generation OWNER = new Generation(0, 0, 1, 0, List.of());
  private static final Generation VICTIM = new Generation(2, 0, 3, 0, List.of());
  private static final Generation THIEF = new Generation(4, 0, 5, 0, List.of());
  private static final Generation BORROWED = new Generation(2, 0, 4, 0, List.of());
  private static final String UNLISTED = "\"unlisted-key\"";
  private static final String MIXED = "\"mixed-certificates\"";

  @TempDir Path folder;

  private final Tools tools = new Tools(RsaEngine.jdk(), Seeded.random(), () -> WorldFiles.NOW);

  @BeforeEach
  void write() throws Exception {
    Files.createDirectories(folder.resolve("known"));
    for (String name : List.of("owner", "hgs")) {
      Generation keys = name.equals("hgs") ? VICTIM : OWNER;
      byte[] metadata = GuardianMetadata.create(keys.signer(name), tools.engine()).bytes();
      Files.write(folder.resolve("known/" + name + ".xml"), metadata);
    }
    protector("vms/b.kp", BORROWED);
  }

  private void protector(String file, Generation grantee) throws Exception {
    GuardianKeys keys = grantee.keys("somebody");
    Files.createDirectories(folder.resolve(file).getParent());
    try (TransportKey key = TransportKey.create(tools.random())) {
      KeyProtector made =
          new ProtectorAuthor(tools)
              .createFor(
                  OWNER.signer("owner"),
                  List.of(Grantee.of(TrustedGuardian.madeHere(keys, tools))),
                  key);
      Files.write(folder.resolve(file), made.encode());
    }
  }

  private Run run(String line) {
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    words.addAll(List.of("--store", "none", "--now", WorldFiles.NOW.toString()));
    return Run.in(folder).run(words.toArray(String[]::new));
  }

  private String row(String file) {
    String out = run("audit vms --guardians known --output json").out();
    return out.lines()
        .filter(line -> line.contains("\"file\":\"vms/" + file))
        .findFirst()
        .orElseThrow();
  }

  private static void has(String text, String part) {
    assertTrue(text.contains(part), text);
  }

  private static void hasNot(String text, String part) {
    assertFalse(text.contains(part), text);
  }

  @Test
  void aloneTheKeyIsUnlisted() {
    has(row("b.kp"), UNLISTED);
    assertEquals(0, run("protector check vms/b.kp --guardian hgs --guardians known").exit());
  }

  @Test
  void anAuditThatSawTheKeySignSaysSoInTheRow() throws Exception {
    protector("vms/a.kp", THIEF);
    has(row("b.kp"), MIXED);
    hasNot(row("b.kp"), UNLISTED);
    hasNot(row("b.kp"), "unlisted key");
    assertEquals(1, run("audit vms --guardians known").exit());
  }

  @Test
  void anAuditThatSeesTheKeySignLaterSaysSoAtTheEnd() throws Exception {
    protector("vms/c.kp", THIEF);
    Run audit = run("audit vms --guardians known --report r.csv --report r.sarif");
    assertEquals(1, audit.exit(), audit.out());
    has(
        audit.out(),
        "error  mixed-certificates: wrapping 1 signs as hgs and decrypts as a stranger");
    has(Files.readString(folder.resolve("r.csv")), "error,mixed-certificates,vms/b.kp,,b,");
    has(Files.readString(folder.resolve("r.sarif")), "mixed-certificates");
  }

  @Test
  void sharesSayTheSameWhenTheyAreMerged() throws Exception {
    for (String thief : List.of("vms/a.kp", "vms/c.kp")) {
      protector(thief, THIEF);
      String now = " --now " + WorldFiles.NOW;
      for (int share : List.of(1, 2)) {
        String line = "audit vms --guardians known --shard " + share + "/2 -o s" + share;
        assertEquals(0, run(line + ".kws --force").exit());
      }
      Run merged = run("audit merge s1.kws s2.kws --output json");
      assertEquals(run("audit vms --guardians known --output json").out(), merged.out(), now);
      has(merged.out(), MIXED);
      Files.delete(folder.resolve(thief));
    }
  }

  @Test
  void aKeyThatSignsInWhatIsNotValidSaysNothing() throws Exception {
    protector("vms/a.kp", THIEF);
    Path file = folder.resolve("vms/a.kp");
    byte[] damaged = Files.readAllBytes(file);
    String text = new String(damaged, StandardCharsets.UTF_8);
    int value = text.indexOf("<SignatureValue>") + 20;
    damaged[value] = (byte) (damaged[value] == 'A' ? 'B' : 'A');
    Files.write(file, damaged);
    has(row("b.kp"), UNLISTED);
  }

  @Test
  void aCheckOfBothSaysThatItIsMixed() throws Exception {
    protector("vms/c.kp", THIEF);
    Run check =
        run("protector check vms/b.kp vms/c.kp --guardian hgs --guardians known --output json");
    assertEquals(1, check.exit(), check.out());
    hasNot(check.out(), "\"by\": \"unlisted\"");
    has(check.out(), "\"identity\": \"mixed\"");
    has(check.err(), "MIXED (signs as hgs, decrypts as unknown)");
  }

  @Test
  void aFleetDoesNotStartWhatOnlyABorrowedSignatureOpens() throws Exception {
    protector("vms/c.kp", THIEF);
    Files.writeString(
        folder.resolve("t.yaml"),
        """
        schema: keyward.fleet/1
        sites: [here]
        hgs: [{name: asked, guardian: hgs, site: here, registered: [host]}]
        hosts: [{name: host, site: here, version: 1809, primary: asked}]
        vms: [{name: b, host: host}]
        """);
    Run fleet = run("fleet check t.yaml --protectors vms --guardians known");
    has(fleet.out(), "error  cannot-start");
    Run list = run("fleet certificates --guardians known --protectors vms");
    hasNot(list.out(), "unlisted");
    assertEquals(0, list.exit(), list.err());
    Files.delete(folder.resolve("vms/c.kp"));
    hasNot(run("fleet check t.yaml --protectors vms --guardians known").out(), "cannot-start");
  }
}
