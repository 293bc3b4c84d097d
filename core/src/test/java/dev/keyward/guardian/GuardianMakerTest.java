package dev.keyward.guardian;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.crypto.CertificateRole;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.metadata.GuardianMetadata;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuardianMakerTest {

  private static final GuardianMaker MAKER =
      new GuardianMaker(dev.keyward.internal.crypto.TestKeys.random(105), RsaEngine.jdk());
  private static final GuardianMaker.Plan PLAN =
      new GuardianMaker.Plan(TestKeys.name("Owner"), 2048, 3650, "HOST");
  private static final GuardianKeys MADE = make();

  private static GuardianKeys make() {
    try {
      return MAKER.create(PLAN, TestKeys.NOW);
    } catch (KeywardException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void subjectsAreAsWindowsWritesThem() {
    assertEquals(
        "CN=Shielded VM Signing Certificate (Owner) (HOST)", MADE.guardian().signing().subject());
    assertEquals(
        "CN=Shielded VM Encryption Certificate (Owner) (HOST)",
        MADE.guardian().encryption().subject());
  }

  @Test
  void certificatesAreFitForTheirRolesOnly() {
    GuardianCertificate signing = MADE.guardian().signing();
    GuardianCertificate encryption = MADE.guardian().encryption();
    assertEquals(Optional.empty(), signing.unfitFor(CertificateRole.SIGNING));
    assertEquals(Optional.empty(), encryption.unfitFor(CertificateRole.ENCRYPTION));
    assertTrue(signing.unfitFor(CertificateRole.ENCRYPTION).isPresent());
    assertTrue(encryption.unfitFor(CertificateRole.SIGNING).isPresent());
  }

  @Test
  void certificatesAreValidAtOnceAndForTheAskedDays() {
    GuardianCertificate signing = MADE.guardian().signing();
    assertTrue(signing.isCurrentAt(TestKeys.NOW));
    assertTrue(signing.isCurrentAt(TestKeys.NOW.plus(Duration.ofDays(3649))));
    assertFalse(signing.isCurrentAt(TestKeys.NOW.plus(Duration.ofDays(3651))));
  }

  @Test
  void theTwoKeysDiffer() {
    assertFalse(MADE.guardian().signing().sameKeyAs(MADE.guardian().encryption()));
  }

  @Test
  void metadataOfAMadeGuardianVerifies() throws KeywardException {
    assertTrue(GuardianMetadata.create(MADE.signing(), RsaEngine.jdk()).vouchedFor());
  }

  @Test
  void renewingKeepsTheKeysAndTheOldSigningCertificate() throws KeywardException {
    GuardianKeys renewed = MAKER.renew(MADE, 100, "HOST2", TestKeys.NOW.plus(Duration.ofDays(1)));
    Guardian old = MADE.guardian();
    Guardian fresh = renewed.guardian();
    assertNotEquals(old.signing(), fresh.signing());
    assertTrue(fresh.signing().sameKeyAs(old.signing()));
    assertTrue(fresh.encryption().sameKeyAs(old.encryption()));
    assertArrayEquals(MADE.opening().key().getEncoded(), renewed.opening().key().getEncoded());
    assertEquals(List.of(old.signing()), fresh.otherSigning());
    assertTrue(GuardianMetadata.create(renewed.signing(), RsaEngine.jdk()).renews(old));
  }

  @Test
  void refusesOtherSizesAndValidities() {
    GuardianName name = TestKeys.name("x");
    assertThrows(IllegalArgumentException.class, () -> new GuardianMaker.Plan(name, 1024, 1, "h"));
    assertThrows(IllegalArgumentException.class, () -> new GuardianMaker.Plan(name, 2048, 0, "h"));
  }
}
