package dev.keyward.cli.identity.model;

import dev.keyward.guardian.GuardianCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
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
  private static final List<PrivateKey> KEYS = read();
  private static final Map<String, GuardianCertificate> MADE = new ConcurrentHashMap<>();

  private PooledKeys() {}

  private static List<PrivateKey> read() {
    Path file = Path.of(System.getProperty("keyward.fixtures"), "key-pool", "keys.txt");
    try {
      KeyFactory factory = KeyFactory.getInstance("RSA");
      List<PrivateKey> keys = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        keys.add(
            factory.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(line))));
      }
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many there are. */
  public static int count() {
    return KEYS.size();
  }

  static Instant month(int month) {
    return START.plus(Duration.ofDays(30L * month));
  }

  /** The one of a number. */
  public static PrivateKey key(int number) {
    return KEYS.get(number);
  }

  /** Its public half. */
  public static PublicKey publicKey(int number) {
    RSAPrivateCrtKey key = (RSAPrivateCrtKey) KEYS.get(number);
    try {
      return KeyFactory.getInstance("RSA")
          .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
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
                  builder.build(
                      new JcaContentSignerBuilder("SHA256withRSA").build(KEYS.get(number)))));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
