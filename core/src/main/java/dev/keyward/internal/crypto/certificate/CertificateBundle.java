package dev.keyward.internal.crypto.certificate;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;

/** PKCS#7 that holds certificates and nothing else (RFC 5652, section 5, without signers). */
public final class CertificateBundle {

  private static final int MOST_BYTES = 1 << 20;

  private CertificateBundle() {}

  /** The DER of a bundle of these, in the order that DER gives a set. */
  public static byte[] encode(List<X509Certificate> certificates) {
    try {
      CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
      for (X509Certificate certificate : certificates) {
        generator.addCertificate(new X509CertificateHolder(certificate.getEncoded()));
      }
      return generator.generate(new CMSAbsentContent(), false).toASN1Structure().getEncoded("DER");
    } catch (CMSException | IOException | CertificateEncodingException e) {
      throw new IllegalStateException("writing certificates failed", e);
    }
  }

  /**
   * The certificates of a bundle of at most 1 MiB.
   *
   * @throws MalformedInputException code {@code bad-certificate-bundle} or {@code bad-certificate}
   */
  public static List<X509Certificate> parse(byte[] der, String where)
      throws MalformedInputException {
    if (der.length > MOST_BYTES) {
      throw bad(where, der.length + " bytes");
    }
    List<byte[]> found = new ArrayList<>();
    try {
      for (X509CertificateHolder holder :
          new CMSSignedData(der).getCertificates().getMatches(null)) {
        found.add(holder.getEncoded());
      }
    } catch (CMSException | IOException | RuntimeException | StackOverflowError e) {
      throw bad(where, "bytes that are not such a bundle");
    }
    List<X509Certificate> certificates = new ArrayList<>();
    for (byte[] each : found) {
      certificates.add(Certificates.parse(each, where));
    }
    return List.copyOf(certificates);
  }

  private static MalformedInputException bad(String where, String found) {
    return new MalformedInputException(
        Fault.of("bad-certificate-bundle", where, found, "PKCS#7 of at most 1 MiB"));
  }
}
