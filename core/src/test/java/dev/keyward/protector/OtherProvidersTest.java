package dev.keyward.protector;

import static dev.keyward.guardian.trust.TestTrust.trusted;
import static dev.keyward.protector.TestGuardians.ENGINE;
import static dev.keyward.protector.TestGuardians.NOW;
import static dev.keyward.protector.TestGuardians.RANDOM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.crypto.TestTools;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianCertificates;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.TestKeys;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.guardian.trust.TrustDecider;
import dev.keyward.guardian.trust.TrustRequest;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.protector.part.Identity;
import java.io.ByteArrayInputStream;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.security.Security;
import java.security.SignatureSpi;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;

/** What the program around Keyward has registered or injected. */
class OtherProvidersTest {

  private final GuardianKeys owner = TestGuardians.of("owner");
  private final GuardianKeys branch = TestGuardians.of("branch");

  /** Signs and verifies nothing, for any key. */
  public static final class Broken extends SignatureSpi {

    @Override
    protected void engineInitVerify(PublicKey key) {}

    @Override
    protected void engineInitSign(PrivateKey key) {}

    @Override
    protected void engineUpdate(byte one) {}

    @Override
    protected void engineUpdate(byte[] bytes, int from, int size) {}

    @Override
    protected byte[] engineSign() {
      throw new ProviderException("broken");
    }

    @Override
    protected boolean engineVerify(byte[] value) {
      throw new ProviderException("broken");
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {}

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      return null;
    }
  }

  private static final class BrokenProvider extends Provider {

    private static final long serialVersionUID = 1L;

    BrokenProvider() {
      super("Broken", "1", "first and of no use");
      put("Signature.SHA256withRSA", Broken.class.getName());
    }
  }

  @Test
  void providersThatArePutFirstChangeNothing() throws KeywardException {
    String engine = ENGINE.description();
    Security.insertProviderAt(new BouncyCastleProvider(), 1);
    Security.insertProviderAt(new BrokenProvider(), 1);
    try {
      KnownGuardians known = KnownGuardians.present(List.of(owner.guardian(), branch.guardian()));
      byte[] document =
          new ProtectorAuthor(TestTools.of(ENGINE, RANDOM))
              .create(owner.signing(), trusted(branch))
              .encode();
      VerifiedKeyProtector protector =
          new ProtectorVerifier(ENGINE).verify(KeyProtector.parse(document));
      protector.open(branch.opening(), ENGINE, RANDOM).close();
      assertEquals(
          Identity.Known.current("branch"),
          known.identify(protector.protector().wrappings().get(1)));
      assertEquals(engine, ENGINE.description());
    } finally {
      Security.removeProvider("Broken");
      Security.removeProvider("BC");
    }
  }

  @Test
  void aProviderThatIsPutFirstJudgesNoMetadata() throws Exception {
    Security.insertProviderAt(new BrokenProvider(), 1);
    try {
      byte[] document = GuardianMetadata.create(owner.signing(), ENGINE).bytes();
      GuardianMetadata read = GuardianMetadata.parse(document, "metadata");
      GuardianCertificate root = owner.guardian().signing();
      assertTrue(read.vouchedFor());
      assertEquals(
          List.of(), TrustDecider.whyNoChain(root, root, TrustRequest.under(List.of(root)), NOW));
    } finally {
      Security.removeProvider("Broken");
    }
  }

  @Test
  void randomBytesAreTheJdks() {
    Provider odd =
        new Provider("Odd", "1", "random bytes that are none") {
          private static final long serialVersionUID = 1L;
        };
    odd.put("SecureRandom.Odd", Zeros.class.getName());
    Security.insertProviderAt(odd, 1);
    try {
      assertEquals("Odd", Security.getProviders()[0].getName());
      assertEquals("SUN", Tools.jdk().random().getProvider().getName());
    } finally {
      Security.removeProvider("Odd");
    }
  }

  /** Gives zeros. */
  public static final class Zeros extends SecureRandomSpi {

    private static final long serialVersionUID = 1L;

    @Override
    protected void engineSetSeed(byte[] seed) {}

    @Override
    protected void engineNextBytes(byte[] bytes) {}

    @Override
    protected byte[] engineGenerateSeed(int size) {
      return new byte[size];
    }
  }

  @Test
  void certificatesOfAnotherProviderAreTheSame() throws Exception {
    Guardian foreign = foreign(branch.guardian());
    assertEquals(branch.guardian(), foreign);
    KeyProtector protector =
        new ProtectorAuthor(TestTools.of(ENGINE, RANDOM))
            .create(owner.signing(), List.of(trusted(foreign)));
    assertEquals(
        Identity.Known.current("branch"),
        KnownGuardians.present(List.of(foreign)).identify(protector.wrappings().get(1)));
    ProtectorAuthor author = new ProtectorAuthor(TestTools.of(ENGINE, RANDOM));
    List<TrustedGuardian> twice = List.of(trusted(branch.guardian()), trusted(foreign));
    assertThrows(IllegalArgumentException.class, () -> author.create(owner.signing(), twice));
  }

  private static Guardian foreign(Guardian guardian) throws Exception {
    return TestKeys.unchecked(
        new GuardianCertificates(
            guardian.name(),
            foreign(guardian.signing()),
            foreign(guardian.encryption()),
            List.of()),
        guardian.encryptionSignature());
  }

  private static GuardianCertificate foreign(GuardianCertificate certificate) throws Exception {
    CertificateFactory factory =
        CertificateFactory.getInstance("X.509", new BouncyCastleProvider());
    return GuardianCertificate.of(
        (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(certificate.der())));
  }

  @Test
  void theSameRandomnessMakesTheSameProtectorAndGuardian() throws Exception {
    assertArrayEquals(made(1), made(1));
  }

  private byte[] made(long seed) throws Exception {
    SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
    random.setSeed(seed);
    GuardianMaker.Plan plan = new GuardianMaker.Plan(GuardianName.parse("made"), 2048, 365, "host");
    Guardian made = new GuardianMaker(random, ENGINE).create(plan, NOW).guardian();
    return new ProtectorAuthor(TestTools.of(ENGINE, random))
        .create(owner.signing(), List.of(trusted(made)))
        .encode();
  }
}
