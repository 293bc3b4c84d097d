package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of shielding data: who can open it changes, and what is in it stays. */
class ShieldingEditsTest {

  private static final String FILE = "shielding/business.sdata";

  @TempDir Path folder;
  private Playground place;

  @BeforeEach
  void copyTheStore() {
    place = Playground.in(folder);
  }

  private boolean opensFor(String guardian) {
    return place.typed("shielding-data check " + FILE + " --guardian " + guardian).exit() == 0;
  }

  private String header() throws IOException {
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(place.path(FILE))).position(15);
    byte[] block = new byte[(int) file.getLong()];
    file.get(block);
    return new String(block, StandardCharsets.UTF_8);
  }

  @Test
  void aFileOfBeforeBecomesVersionTwoWithTheSameContent() throws Exception {
    assertTrue(header().startsWith("{\"schema\":\"keyward.shielding-data/1\""));
    place.done("shielding-data open " + FILE + " --as business-it -o before");
    place.done("shielding-data grant " + FILE + " --guardian datacenter-hgs --in-place");
    JsonSchemas.check("shielding-data/2", header());
    place.done("shielding-data open " + FILE + " --as business-it -o after");
    assertArrayEquals(place.bytes("before/unattend.xml"), place.bytes("after/unattend.xml"));
    assertTrue(opensFor("datacenter-hgs"));
    assertTrue(opensFor("branch-hgs"));
  }

  @Test
  @Tag("soak")
  void whatIsGrantedIsRevoked() {
    place.done("shielding-data grant " + FILE + " --guardian datacenter-hgs --in-place");
    place.done("shielding-data revoke " + FILE + " --guardian branch-hgs --in-place");
    assertFalse(opensFor("branch-hgs"));
    assertTrue(opensFor("datacenter-hgs"));
    place.done("shielding-data check " + FILE + " --prove --owner business-it");
  }

  @Test
  @Tag("soak")
  void ownersGetTheirRenewedCertificatesAndEncryptionKey() {
    place.done("guardian renew business-it --new-encryption-key --key-size 2048");
    place.done("shielding-data renew " + FILE + " --in-place");
    place.done("shielding-data check " + FILE + " --prove --guardian business-it --strict");
    place.done("shielding-data open " + FILE + " --as business-it -o opened");
    place.done("shielding-data grant " + FILE + " --guardian datacenter-hgs --in-place");
    place.done("shielding-data check " + FILE + " --prove");
  }

  @Test
  @Tag("soak")
  void anOwnersNewSigningKeyLeavesItsWrapping() {
    place.done("guardian renew business-it --new-keys --key-size 2048");
    Run run = place.typed("shielding-data renew " + FILE + " --in-place");
    assertEquals(1, run.exit(), run.err());
    assertTrue(run.err().contains("another owner makes its own shielding data"), run.err());
    place.done("shielding-data grant " + FILE + " --guardian datacenter-hgs --in-place");
    place.done("shielding-data check " + FILE + " --prove --guardian business-it");
  }

  @Test
  @Tag("soak")
  void aKeyOfAnotherIsRefusedWithTheVerbThatHelps() {
    Run run =
        place.unlocked(
            "shielding-data",
            "grant",
            FILE,
            "--guardian",
            "central-it",
            "--in-place",
            "--store",
            "generations/store");
    assertEquals(4, run.exit(), run.err());
    assertTrue(run.err().contains("no guardian here with the private keys"), run.err());
    assertFalse(run.err().contains("protector hand-over"), run.err());
  }

  /** What changes is sealed to all who stay in. */
  @Test
  @Tag("soak")
  void endedCertificatesOfWhoStaysInAreRefusedUnlessAccepted() {
    String later = " --now 2040-01-01T00:00:00Z";
    String revoke = "shielding-data revoke " + FILE + " --guardian branch-hgs --in-place" + later;
    Run run = place.typed(revoke);
    assertEquals(4, run.exit(), run.err());
    assertTrue(run.err().contains("guardian business-it: a certificate valid from"), run.err());
    assertTrue(run.err().contains("--allow-expired accepts these once"), run.err());
    place.done(revoke + " --allow-expired");
    assertFalse(opensFor("branch-hgs"));
  }

  @Test
  @Tag("soak")
  void anOutputThatIsTheInputIsReplacedWhole() throws Exception {
    place.done(
        "shielding-data grant " + FILE + " --guardian datacenter-hgs -o " + FILE + " --force");
    assertTrue(opensFor("datacenter-hgs"));
  }

  @Test
  @Tag("soak")
  void anUnchangedFileKeepsItsBytesUnderAnotherName() {
    place.done("shielding-data grant " + FILE + " --guardian branch-hgs -o same.sdata");
    assertArrayEquals(place.bytes(FILE), place.bytes("same.sdata"));
  }

  @Test
  @Tag("soak")
  void aGrantBesideARevocationLosesNeither() throws Exception {
    Path file = place.path("business.sdata");
    Files.copy(place.path(FILE), file);
    MeetingDisk disk = new MeetingDisk(folder, "business.sdata");
    disk.both(() -> edit(disk, "revoke", "branch-hgs"), () -> edit(disk, "grant", "datacenter-hgs"))
        .forEach(run -> assertEquals(0, run.exit(), run.err()));
    Files.move(file, place.path(FILE), StandardCopyOption.REPLACE_EXISTING);
    assertFalse(opensFor("branch-hgs"));
    assertTrue(opensFor("datacenter-hgs"));
  }

  private Run edit(MeetingDisk disk, String verb, String guardian) {
    String line = "shielding-data " + verb + " business.sdata --in-place --guardian " + guardian;
    return place.on(disk).run(Playground.unlocking(line));
  }

  @Test
  void aSignersRenewalIsSeenBeforeItBreaksSomething() {
    Run run =
        place.run(
            "shielding-data",
            "which",
            FILE,
            "shielding/server.sdata",
            "--signer",
            "8DCFF0E56DB2B462982DC3E6294A167A9322D44069B6DC8AFB12621ABB21DF76");
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().startsWith(FILE + ": of business-it, accepts 1 disk of other"), run.out());
    assertFalse(run.out().contains("server.sdata"), run.out());
  }
}
