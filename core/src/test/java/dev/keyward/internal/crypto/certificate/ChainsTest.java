package dev.keyward.internal.crypto.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.internal.crypto.Rsa;
import dev.keyward.internal.crypto.TestKeys;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

class ChainsTest {

  private static final Instant NOW = TestKeys.START.plus(Duration.ofDays(10));
  private static final KeyPair ROOT_KEY = TestKeys.FIRST;
  private static final KeyPair MIDDLE_KEY = TestKeys.SECOND;
  private static final KeyPair LEAF_KEY = Rsa.generate(2048, TestKeys.random(5));
  private static final X509Certificate ROOT = issue("Root", ROOT_KEY, "Root", ROOT_KEY, true);
  private static final X509Certificate MIDDLE = issue("Middle", MIDDLE_KEY, "Root", ROOT_KEY, true);
  private static final X509Certificate LEAF = issue("Leaf", LEAF_KEY, "Middle", MIDDLE_KEY, false);

  private static X509Certificate issue(
      String name, KeyPair key, String issuer, KeyPair issuerKey, boolean authority) {
    int days = name.equals("Root") ? 100 : 50;
    try {
      X509v3CertificateBuilder builder =
          new X509v3CertificateBuilder(
              new X500Name("CN=" + issuer),
              BigInteger.valueOf(name.hashCode()).abs(),
              Date.from(TestKeys.START),
              Date.from(TestKeys.START.plus(Duration.ofDays(days))),
              new X500Name("CN=" + name),
              SubjectPublicKeyInfo.getInstance(key.getPublic().getEncoded()));
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      byte[] der =
          builder
              .build(new JcaContentSignerBuilder("SHA256withRSA").build(issuerKey.getPrivate()))
              .getEncoded();
      return Certificates.parse(der, "test");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first of those given that the leaf leads to. */
  private static Optional<X509Certificate> rootOf(
      X509Certificate leaf, List<X509Certificate> given, Instant at) {
    return given.stream()
        .filter(root -> new Chains(given, List.of(), at).leadsTo(leaf, root))
        .findFirst();
  }

  @Test
  void findsTheRootByTheIntermediates() {
    assertEquals(Optional.of(ROOT), rootOf(LEAF, List.of(MIDDLE, ROOT), NOW));
    assertEquals(Optional.of(ROOT), rootOf(MIDDLE, List.of(ROOT), NOW));
  }

  @Test
  void aMissingIntermediateOrRootLeadsNowhere() {
    assertEquals(Optional.empty(), rootOf(LEAF, List.of(ROOT), NOW));
    assertEquals(Optional.empty(), rootOf(LEAF, List.of(MIDDLE), NOW));
    assertEquals(Optional.empty(), rootOf(LEAF, List.of(), NOW));
  }

  @Test
  void aLeafAmongTheGivenIsItsOwnRootOnlyWhenItSignedItself() {
    X509Certificate own = TestKeys.certificate(LEAF_KEY, "Own");
    assertEquals(Optional.of(own), rootOf(own, List.of(ROOT, own), NOW));
    assertEquals(Optional.empty(), rootOf(own, List.of(ROOT), NOW));
    assertEquals(Optional.empty(), rootOf(LEAF, List.of(LEAF), NOW));
  }

  @Test
  void aRootOfTheSameNameWithAnotherKeyIsNone() {
    X509Certificate other = issue("Root", LEAF_KEY, "Root", LEAF_KEY, true);
    assertEquals(Optional.empty(), rootOf(LEAF, List.of(MIDDLE, other), NOW));
    assertEquals(Optional.of(ROOT), rootOf(LEAF, List.of(other, MIDDLE, ROOT), NOW));
  }

  @Test
  void aCertificateThatOnlyClaimsToBeSelfSignedIsNoRoot() {
    X509Certificate claimed = issue("Root", ROOT_KEY, "Root", LEAF_KEY, true);
    assertEquals(Optional.empty(), rootOf(LEAF, List.of(MIDDLE, claimed), NOW));
  }

  @Test
  void whatIsNoAuthorityIssuesNothing() {
    X509Certificate issuer = issue("Middle", MIDDLE_KEY, "Root", ROOT_KEY, false);
    assertEquals(Optional.empty(), rootOf(LEAF, List.of(issuer, ROOT), NOW));
  }

  @Test
  void everyPartMustBeValidAtTheTime() {
    List<X509Certificate> given = List.of(MIDDLE, ROOT);
    Instant before = TestKeys.START.minusSeconds(1);
    Instant leafOver = TestKeys.START.plus(Duration.ofDays(60));
    Instant allOver = TestKeys.START.plus(Duration.ofDays(200));
    assertEquals(Optional.empty(), rootOf(LEAF, given, before));
    assertEquals(Optional.empty(), rootOf(LEAF, given, leafOver));
    assertEquals(Optional.of(ROOT), rootOf(ROOT, given, leafOver));
    assertEquals(Optional.empty(), rootOf(ROOT, given, allOver));
  }
}
