package dev.keyward.cli.identity.model;

import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.internal.crypto.KeyPool;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Prepared keys, by their number, and certificates over them that begin in one of 24 months. */
public final class PooledKeys {

  /** The first day of the two years. */
  static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

  private static final int USAGE =
      KeyUsage.digitalSignature | KeyUsage.keyEncipherment | KeyUsage.dataEncipherment;
  private static final Map<String, GuardianCertificate> MADE = new ConcurrentHashMap<>();

  private PooledKeys() {}

  /** How many there are. */
  public static int count() {
    return KeyPool.KEYS.size();
  }

  static Instant month(int month) {
    return START.plus(Duration.ofDays(30L * month));
  }

  /** The one of a number. */
  public static PrivateKey key(int number) {
    return KeyPool.KEYS.get(number);
  }

  /** Its public half. */
  public static PublicKey publicKey(int number) {
    return KeyPool.pair(number).getPublic();
  }

  /** Fit for both uses, as those of a Windows service are. */
  static GuardianCertificate certificate(int number, int month) {
    return MADE.computeIfAbsent(number + "/" + month, absent -> make(number, month));
  }

  private static GuardianCertificate make(int number, int month) {
    X500Name name = new X500Name("CN=Key " + number);
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name,
              BigInteger.valueOf(1 + month),
              Date.from(month(month)),
              Date.from(month(month).plus(Duration.ofDays(7300))),
              name,
              publicKey(number));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(USAGE));
      return GuardianCertificate.of(
          new JcaX509CertificateConverter()
              .getCertificate(
                  builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(key(number)))));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
