package dev.keyward.hgs;

import static dev.keyward.hgs.TestHgs.ENGINE;
import static dev.keyward.hgs.TestHgs.RANDOM;
import static dev.keyward.hgs.TestHgs.passphrase;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.hgs.folder.HgsPlan;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.TransportKey;
import dev.keyward.protector.VerifiedKeyProtector;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service offers to try a release with, and what its log says of it. */
class ProbeProtectorTest {

  @TempDir Path directory;
  private TestHgs hgs;

  @BeforeEach
  void serve() throws Exception {
    hgs = new TestHgs(directory.resolve("hgs"));
  }

  private byte[] probe() {
    HgsReply reply = hgs.get(HgsPaths.PROBE);
    assertEquals(200, reply.status());
    return reply.body();
  }

  @Test
  void itHasOneWrappingOfTheServiceItself() throws Exception {
    VerifiedKeyProtector probe = new ProtectorVerifier(ENGINE).verify(KeyProtector.parse(probe()));
    assertEquals(1, probe.wrappings().size());
    assertEquals(
        hgs.folder.describe().primary(CertificateUse.SIGNING).orElseThrow().certificate(),
        probe.owner().signing());
    assertEquals(
        hgs.folder.describe().primary(CertificateUse.ENCRYPTION).orElseThrow().certificate(),
        probe.owner().encryption());
  }

  @Test
  void itIsMadeOnceForEachPrimaryPair() throws Exception {
    byte[] first = probe();
    hgs.reload();
    assertArrayEquals(first, probe());
    HgsFolder.Unlocking unlocking = new HgsFolder.Unlocking(passphrase(), TestHgs.NOW);
    HgsPlan plan = new HgsPlan(hgs.folder.describe().name(), 2048, 365);
    hgs.folder.add(plan, CertificateUse.ENCRYPTION, true, unlocking);
    hgs.reload();
    assertFalse(Arrays.equals(first, probe()));
    assertEquals(200, hgs.roll(first, hgs.attest()).status());
  }

  @Test
  void theLogTellsItsReleaseFromThatOfAMachine() throws Exception {
    HgsReply released = hgs.roll(probe(), hgs.attest());
    assertEquals(200, released.status());
    assertTrue(released.record().probe());
    try (TransportKey key = TransportKey.create(RANDOM)) {
      assertFalse(hgs.roll(hgs.protector(key).encode(), hgs.attest()).record().probe());
    }
  }

  @Test
  void theAnswerHasTheTimeOfTheService() {
    assertEquals(hgs.now, hgs.get(HgsPaths.PROBE).headers().date().orElseThrow());
  }
}
