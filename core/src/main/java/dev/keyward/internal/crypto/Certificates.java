package dev.keyward.internal.crypto;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;

/** Reads X.509 certificates with the JDK's parser, holding it to DER and to one certificate. */
public final class Certificates {

  private Certificates() {}

  /**
   * The certificate that {@code der} is, to the last byte.
   *
   * @throws MalformedInputException code {@code bad-certificate}
   */
  public static X509Certificate parse(byte[] der, String where) throws MalformedInputException {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      X509Certificate certificate =
          (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
      // The factory also reads PEM and stops at the end of the first certificate.
      if (!Arrays.equals(certificate.getEncoded(), der)) {
        throw bad(where, "bytes that are more or other than one certificate", null);
      }
      certificate.getPublicKey();
      return certificate;
    } catch (CertificateException | RuntimeException e) {
      throw bad(where, "bytes that are no certificate", e);
    } catch (StackOverflowError e) {
      // The JDK's parser goes down into nested structures without a bound.
      throw bad(where, "bytes nested too deep for a certificate", null);
    }
  }

  private static MalformedInputException bad(String where, String found, Exception cause) {
    return new MalformedInputException(
        Fault.of("bad-certificate", where, found, "one DER X.509 certificate"), cause);
  }
}
