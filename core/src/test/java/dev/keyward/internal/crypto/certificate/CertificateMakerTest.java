package dev.keyward.internal.crypto.certificate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.internal.crypto.OpenSsl;
import dev.keyward.internal.crypto.TestKeys;
import dev.keyward.internal.crypto.certificate.CertificateMaker.Subject;
import dev.keyward.internal.crypto.certificate.CertificateMaker.Use;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateMakerTest {

  private static X509Certificate make(String name, Use use) throws KeywardException {
    Subject subject = new Subject(name, use, TestKeys.START.plusMillis(750), 3650);
    return CertificateMaker.selfSigned(
        TestKeys.FIRST, subject, CertificateMaker.Making.jdk(TestKeys.random(4)));
  }

  @Test
  void signsWithItsOwnKeyBySha256() throws Exception {
    X509Certificate certificate = make("Owner", Use.SIGNING);
    certificate.verify(TestKeys.FIRST.getPublic());
    assertEquals("SHA256withRSA", certificate.getSigAlgName());
    assertEquals(certificate.getSubjectX500Principal(), certificate.getIssuerX500Principal());
  }

  @Test
  void eachUseHasItsKeyUsages() throws KeywardException {
    boolean[] signing = make("S", Use.SIGNING).getKeyUsage();
    boolean[] encryption = make("E", Use.ENCRYPTION).getKeyUsage();
    assertArrayEquals(usages(0), signing);
    assertArrayEquals(usages(2, 3), encryption);
  }

  private static boolean[] usages(int... set) {
    boolean[] usages = new boolean[9];
    for (int index : set) {
      usages[index] = true;
    }
    return usages;
  }

  @Test
  void isNoAuthorityAndSaysSoCritically() throws KeywardException {
    X509Certificate certificate = make("Owner", Use.SIGNING);
    assertEquals(-1, certificate.getBasicConstraints());
    assertEquals(Set.of("2.5.29.15", "2.5.29.19"), certificate.getCriticalExtensionOIDs());
    assertEquals(Set.of("2.5.29.14"), certificate.getNonCriticalExtensionOIDs());
  }

  @Test
  void isValidForTheDaysAskedForFromAWholeSecond() throws KeywardException {
    X509Certificate certificate = make("Owner", Use.SIGNING);
    assertEquals(Date.from(TestKeys.START), certificate.getNotBefore());
    assertEquals(Date.from(TestKeys.START.plus(Duration.ofDays(3650))), certificate.getNotAfter());
  }

  @Test
  void reachesBeyondTheYear2050() throws KeywardException {
    Subject subject =
        new Subject("Long", Use.SIGNING, Instant.parse("2049-12-31T00:00:00Z"), 20_000);
    X509Certificate certificate =
        CertificateMaker.selfSigned(
            TestKeys.FIRST, subject, CertificateMaker.Making.jdk(TestKeys.random(4)));
    assertEquals(
        Instant.parse("2049-12-31T00:00:00Z").plus(Duration.ofDays(20_000)),
        certificate.getNotAfter().toInstant());
  }

  @Test
  void serialNumbersAreLongPositiveAndRandom() throws KeywardException {
    Subject subject = new Subject("Owner", Use.SIGNING, TestKeys.START, 1);
    X509Certificate one =
        CertificateMaker.selfSigned(
            TestKeys.FIRST, subject, CertificateMaker.Making.jdk(TestKeys.random(1)));
    X509Certificate two =
        CertificateMaker.selfSigned(
            TestKeys.FIRST, subject, CertificateMaker.Making.jdk(TestKeys.random(2)));
    assertEquals(159, one.getSerialNumber().bitLength());
    assertEquals(20, one.getSerialNumber().toByteArray().length);
    assertEquals(1, one.getSerialNumber().signum());
    assertNotEquals(one.getSerialNumber(), two.getSerialNumber());
  }

  @Test
  void takesTheNameAsItIs() throws KeywardException {
    for (String name :
        new String[] {
          "Shielded VM Signing Certificate (tenant) (HOST)", "#0500", "\\a, O=b+c", "Zürich \"東京\""
        }) {
      X500Principal expected = make(name, Use.SIGNING).getSubjectX500Principal();
      assertEquals(
          name,
          IETFUtils.valueToString(
                  X500Name.getInstance(expected.getEncoded()).getRDNs()[0].getFirst().getValue())
              .replaceAll("\\\\(.)", "$1"));
    }
  }

  @Test
  void refusesANamelessOrShortLivedSubject() {
    assertThrows(
        IllegalArgumentException.class, () -> new Subject("", Use.SIGNING, TestKeys.START, 1));
    assertThrows(
        IllegalArgumentException.class, () -> new Subject("A", Use.SIGNING, TestKeys.START, 0));
  }

  @Test
  void opensslReadsAndVerifiesIt(@TempDir Path folder) throws Exception {
    OpenSsl openssl = OpenSsl.in(folder);
    openssl.write("c.der", make("Owner", Use.ENCRYPTION).getEncoded());
    openssl.run("x509", "-inform", "DER", "-in", "c.der", "-out", "c.pem");
    assertTrue(openssl.run("verify", "-check_ss_sig", "-CAfile", "c.pem", "c.pem").contains("OK"));
    String text = openssl.run("x509", "-in", "c.pem", "-noout", "-text");
    assertTrue(text.contains("Key Encipherment, Data Encipherment"), text);
  }
}
