package dev.keyward.guardian;

import dev.keyward.KeywardException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Signature;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.metadata.GuardianMetadata;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Keys and certificates for tests, made once a run because making them is slow. Test-only. */
public final class TestKeys {

  public static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  static final Instant UNTIL = Instant.parse("2036-01-01T00:00:00Z");
  public static final int SIGNS = KeyUsage.digitalSignature;
  public static final int ENCRYPTS = KeyUsage.keyEncipherment | KeyUsage.dataEncipherment;

  /** As an HGS has them. */
  public static final int BOTH = SIGNS | ENCRYPTS;

  private static final AtomicLong SERIAL = new AtomicLong(1);
  private static final SecureRandom RANDOM =
      dev.keyward.internal.crypto.TestKeys.random(20_261_123);
  private static final List<KeyPair> POOL = new ArrayList<>();

  private TestKeys() {}

  /** The pair of that number, 2048 bits. */
  public static synchronized KeyPair pair(int number) {
    while (POOL.size() <= number) {
      POOL.add(generate(2048));
    }
    return POOL.get(number);
  }

  public static KeyPair generate(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits, RANDOM);
      return generator.generateKeyPair();
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A public key of its own for each number, and no private one that fits. */
  public static KeyPair publicOnly(int number) {
    try {
      RSAPublicKey known = (RSAPublicKey) pair(0).getPublic();
      BigInteger modulus = known.getModulus().add(BigInteger.valueOf(2L * (number + 1)));
      RSAPublicKeySpec spec = new RSAPublicKeySpec(modulus, known.getPublicExponent());
      return new KeyPair(KeyFactory.getInstance("RSA").generatePublic(spec), pair(0).getPrivate());
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a certificate is to say. */
  public record Wish(
      String name, OptionalInt usage, Instant from, Instant until, boolean authority) {

    public static Wish of(String name, int usage) {
      return new Wish(name, OptionalInt.of(usage), FROM, UNTIL, false);
    }

    public Wish until(Instant end) {
      return new Wish(name, usage, from, end, authority);
    }

    public Wish since(Instant start) {
      return new Wish(name, usage, start, until, authority);
    }

    Wish withoutUsage() {
      return new Wish(name, OptionalInt.empty(), from, until, authority);
    }

    public static Wish authority(String name) {
      int usage = KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature;
      return new Wish(name, OptionalInt.of(usage), FROM, UNTIL, true);
    }
  }

  public static GuardianCertificate selfSigned(KeyPair pair, Wish wish) {
    return issue(pair, wish, pair, wish.name());
  }

  public static GuardianCertificate issue(
      KeyPair pair, Wish wish, KeyPair issuer, String issuerName) {
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              new X500Name("CN=" + issuerName),
              BigInteger.valueOf(SERIAL.incrementAndGet()),
              Date.from(wish.from()),
              Date.from(wish.until()),
              new X500Name("CN=" + wish.name()),
              pair.getPublic());
      if (wish.usage().isPresent()) {
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(wish.usage().getAsInt()));
      }
      if (wish.authority()) {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      }
      return GuardianCertificate.of(
          new JcaX509CertificateConverter()
              .getCertificate(
                  builder.build(
                      new JcaContentSignerBuilder("SHA256withRSA").build(issuer.getPrivate()))));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  public static GuardianName name(String text) {
    try {
      return GuardianName.parse(text);
    } catch (dev.keyward.KeywardException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What {@code keys}' guardian publishes. */
  public static GuardianMetadata metadata(GuardianKeys keys) {
    try {
      return GuardianMetadata.create(keys.signing(), RsaEngine.jdk());
    } catch (KeywardException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What {@code fresh} publishes, signed by the former key that it confirms. */
  public static GuardianMetadata successor(GuardianKeys former, GuardianKeys fresh) {
    try {
      return GuardianMetadata.createSignedBy(
          former.signing(), fresh.signing(), new Tools(RsaEngine.jdk(), RANDOM, () -> NOW));
    } catch (KeywardException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What {@code keys}' guardian publishes, signed again by somebody else. */
  public static GuardianMetadata signedBy(GuardianKeys signer, GuardianKeys keys) {
    try {
      MetadataForge forge = new MetadataForge(keys);
      forge.others = keys.guardian().otherSigning();
      forge.signer = signer.signing().key();
      forge.keyInfo = List.of(signer.guardian().signing().x509());
      return GuardianMetadata.parse(forge.write(), "test");
    } catch (KeywardException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A guardian whose parts need not fit, as only this package can make one. */
  public static Guardian unchecked(GuardianCertificates parts, Signature signature) {
    return new Guardian(parts, signature);
  }

  /** A guardian with the pairs of these numbers. */
  public static GuardianKeys guardian(String name, int signing, int encryption) {
    return guardian(name, signing, encryption, List.of());
  }

  public static GuardianKeys guardian(
      String name, int signing, int encryption, List<GuardianCertificate> others) {
    GuardianCertificate signer = selfSigned(pair(signing), Wish.of(name + " Signing", SIGNS));
    GuardianCertificate opener =
        selfSigned(pair(encryption), Wish.of(name + " Encryption", ENCRYPTS));
    try {
      return GuardianMaker.assemble(
          new GuardianCertificates(name(name), signer, opener, others),
          pair(signing).getPrivate(),
          pair(encryption).getPrivate(),
          RsaEngine.jdk());
    } catch (KeywardException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One whose encryption certificate begins a year later. */
  public static GuardianKeys laterGuardian(String name, int signing, int encryption) {
    Wish later = Wish.of(name + " Encryption", ENCRYPTS).since(FROM.plusSeconds(31_536_000));
    try {
      return GuardianMaker.assemble(
          new GuardianCertificates(
              name(name),
              selfSigned(pair(signing), Wish.of(name + " Signing", SIGNS)),
              selfSigned(pair(encryption), later),
              List.of()),
          pair(signing).getPrivate(),
          pair(encryption).getPrivate(),
          RsaEngine.jdk());
    } catch (KeywardException e) {
      throw new IllegalStateException(e);
    }
  }
}
