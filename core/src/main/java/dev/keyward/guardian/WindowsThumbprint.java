package dev.keyward.guardian;

import dev.keyward.internal.crypto.Jdk;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-1 of a certificate's DER bytes, by which Windows names it. It is only a name. Somebody
 * can make two certificates with the same SHA-1, so Keyward decides nothing by it.
 */
public final class WindowsThumbprint {

  private WindowsThumbprint() {}

  /** 40 upper-case hexadecimal digits, as Windows shows them. */
  public static String of(GuardianCertificate certificate) {
    try {
      return HexFormat.of()
          .withUpperCase()
          .formatHex(Jdk.digest("SHA-1").digest(certificate.der()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-1", e);
    }
  }
}
