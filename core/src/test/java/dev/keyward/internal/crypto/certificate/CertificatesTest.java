package dev.keyward.internal.crypto.certificate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.keyward.MalformedInputException;
import dev.keyward.internal.crypto.KeyEntry;
import dev.keyward.internal.crypto.TestKeys;
import dev.keyward.internal.crypto.pkcs.Pem;
import dev.keyward.internal.crypto.pkcs.Pkcs12;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Certificates of a size that a stranger chose. */
class CertificatesTest {

  private static final int FRAME = padded(1000).length - 1000;
  private static final byte[] LARGEST = padded(Certificates.MOST_BYTES - FRAME);
  private static final byte[] TOO_LARGE = padded(Certificates.MOST_BYTES - FRAME + 1);

  /** A certificate with an extension of so many bytes. */
  static byte[] padded(int bytes) {
    try {
      X509v3CertificateBuilder builder =
          new X509v3CertificateBuilder(
              new X500Name("CN=Large"),
              BigInteger.ONE,
              Date.from(TestKeys.START),
              Date.from(TestKeys.START.plus(Duration.ofDays(9))),
              new X500Name("CN=Large"),
              SubjectPublicKeyInfo.getInstance(TestKeys.FIRST.getPublic().getEncoded()));
      builder.addExtension(
          new ASN1ObjectIdentifier("1.2.3.4"), false, new DEROctetString(new byte[bytes]));
      return builder
          .build(new JcaContentSignerBuilder("SHA256withRSA").build(TestKeys.FIRST.getPrivate()))
          .getEncoded();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void reads16KibibytesAndNoByteMore() throws Exception {
    assertEquals(Certificates.MOST_BYTES, LARGEST.length);
    assertArrayEquals(LARGEST, Certificates.parse(LARGEST, "here").getEncoded());
    requireRefused(() -> Certificates.parse(TOO_LARGE, "here"));
  }

  @Test
  void aPemFileHasNoOtherDoor() {
    byte[] pem =
        ("-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(TOO_LARGE)
                + "\n-----END CERTIFICATE-----\n")
            .getBytes(StandardCharsets.US_ASCII);
    requireRefused(() -> Pem.certificates(pem, "here"));
    requireRefused(() -> Pem.certificates(TOO_LARGE, "here"));
  }

  @Test
  void aBundleHasNoOtherDoor() throws Exception {
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    generator.addCertificate(holder(TOO_LARGE));
    byte[] bundle = generator.generate(new CMSAbsentContent(), false).getEncoded();
    requireRefused(() -> CertificateBundle.parse(bundle, "here"));
  }

  @Test
  void aKeyFileHasNoOtherDoor() throws Exception {
    X509Certificate large =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(TOO_LARGE));
    char[] passphrase = "correct horse battery".toCharArray();
    byte[] pfx =
        Pkcs12.encodeWeakly(
            List.of(new KeyEntry("large", TestKeys.FIRST.getPrivate(), large)),
            passphrase,
            Pkcs12.Encryption.AES_256,
            TestKeys.random(1));
    requireRefused(() -> Pkcs12.decode(pfx, passphrase, "here"));
  }

  private static X509CertificateHolder holder(byte[] der) throws IOException {
    return new X509CertificateHolder(der);
  }

  private static void requireRefused(Executable reading) {
    MalformedInputException refused = assertThrows(MalformedInputException.class, reading);
    assertEquals("bad-certificate", refused.fault().code());
    assertEquals("a certificate of 16385 bytes", refused.fault().found());
    assertEquals("at most 16384 (16 KiB)", refused.fault().expected());
  }
}
