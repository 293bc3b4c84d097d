package dev.keyward.internal.crypto.certificate;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.crypto.Jdk;
import java.io.ByteArrayInputStream;
import java.security.cert.CertPath;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

/**
 * The one door for X.509 certificates: reads them with the JDK's parser, holding it to DER, to one
 * certificate, and to {@link #MOST_BYTES}.
 */
public final class Certificates {
  private static final Fault.Kind CERTIFICATE =
      new Fault.Kind("bad-certificate", "", "one DER X.509 certificate");

  /**
   * The most bytes of a certificate in DER: 16 KiB. Those of guardians have about 1 KiB; what a
   * stranger adds costs time and many times its size in memory.
   */
  public static final int MOST_BYTES = 16 << 10;

  private Certificates() {}

  /**
   * The certificate that {@code der} is, to the last byte.
   *
   * @throws MalformedInputException code {@code bad-certificate}, also for one that is too large
   */
  public static X509Certificate parse(byte[] der, String where) throws MalformedInputException {
    if (der.length > MOST_BYTES) {
      throw new MalformedInputException(
          Fault.of(
              "bad-certificate",
              where,
              "a certificate of " + der.length + " bytes",
              "at most " + MOST_BYTES + " (16 KiB)"));
    }
    try {
      CertificateFactory factory = Jdk.certificates();
      X509Certificate certificate =
          (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
      // The factory also reads PEM and stops at the end of the first certificate.
      if (!Arrays.equals(certificate.getEncoded(), der)) {
        throw CERTIFICATE.at(where).malformed("bytes that are more or other than one certificate");
      }
      certificate.getPublicKey();
      return certificate;
    } catch (CertificateException | RuntimeException e) {
      throw CERTIFICATE.at(where).malformed("bytes that are not a certificate", e);
    } catch (StackOverflowError e) {
      // The JDK's parser goes down into nested structures without a bound.
      throw CERTIFICATE.at(where).malformed("bytes nested too deep for a certificate");
    }
  }

  /** These certificates as a path, from a leaf on. */
  static CertPath path(List<X509Certificate> certificates) throws CertificateException {
    return Jdk.certificates().generateCertPath(certificates);
  }
}
