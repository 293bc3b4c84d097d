package dev.keyward.guardian;

import dev.keyward.KeyUnusableException;
import dev.keyward.crypto.CertificateRole;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Signature;
import dev.keyward.guardian.subject.WindowsName;
import dev.keyward.internal.crypto.Both;
import dev.keyward.internal.crypto.RandomStreams;
import dev.keyward.internal.crypto.Rsa;
import dev.keyward.internal.crypto.certificate.CertificateMaker;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Makes the keys and certificates of local guardians, named as Windows names them. */
public final class GuardianMaker {

  /**
   * The properties of a new guardian.
   *
   * @param name its name
   * @param keyBits size of both RSA keys: 2048, 3072 or 4096
   * @param validityDays how long the certificates are valid
   * @param host the name of this machine, which Windows puts into the subject
   */
  public record Plan(GuardianName name, int keyBits, int validityDays, String host) {

    /** The default size of keys, in bits. */
    public static final int DEFAULT_KEY_BITS = 3072;

    /** The default validity: ten years, as in Windows. */
    public static final int DEFAULT_VALIDITY_DAYS = 3650;

    private static final int MOST_DAYS = 36500;

    /** Keys of {@link #DEFAULT_KEY_BITS}, valid for {@link #DEFAULT_VALIDITY_DAYS}. */
    public static Plan of(GuardianName name, String host) {
      return new Plan(name, DEFAULT_KEY_BITS, DEFAULT_VALIDITY_DAYS, host);
    }

    /** Refuses other sizes, and validities that are not 1 to 36500 days. */
    public Plan {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(host, "host");
      if (keyBits != 2048 && keyBits != 3072 && keyBits != 4096) {
        throw new IllegalArgumentException("no keys of " + keyBits + " bits");
      }
      if (validityDays < 1 || validityDays > MOST_DAYS) {
        throw new IllegalArgumentException("no validity of " + validityDays + " days");
      }
    }
  }

  /** Two less than metadata may list: a key that confirms a former one lists one more. */
  private static final int MOST_LISTED = 62;

  private final SecureRandom random;
  private final RsaEngine engine;

  /** Takes randomness from {@code random} and signs with {@code engine}. */
  public GuardianMaker(SecureRandom random, RsaEngine engine) {
    this.random = random;
    this.engine = engine;
  }

  /**
   * A new guardian; both key pairs are generated at the same time. Takes seconds.
   *
   * @throws KeyUnusableException code {@code key-unusable}
   */
  public GuardianKeys create(Plan plan, Instant now) throws KeyUnusableException {
    return certify(plan, pairs(plan), now);
  }

  /**
   * A new guardian over keys that are there, such as those that a device made.
   *
   * @throws KeyUnusableException code {@code key-unusable}
   */
  public GuardianKeys certify(Plan plan, Pairs pairs, Instant now) throws KeyUnusableException {
    return certify(plan, pairs, List.of(), now);
  }

  /**
   * The same guardian with new certificates over the same keys; the old signing certificate joins
   * the other signing certificates.
   *
   * @throws KeyUnusableException code {@code key-unusable}
   */
  public GuardianKeys renew(GuardianKeys keys, int validityDays, String host, Instant now)
      throws KeyUnusableException {
    Guardian old = keys.guardian();
    Plan plan = new Plan(old.name(), Plan.DEFAULT_KEY_BITS, validityDays, host);
    Pairs pairs =
        new Pairs(
            new KeyPair(old.signing().publicKey(), keys.signing().key()),
            new KeyPair(old.encryption().publicKey(), keys.opening().key()));
    return certify(plan, pairs, listing(old), now);
  }

  /**
   * The same guardian with two new keys; the old signing certificate joins the other signing
   * certificates, which says so to nobody: the old key must sign the new metadata.
   *
   * @throws KeyUnusableException code {@code key-unusable}
   */
  public GuardianKeys newKeys(Guardian old, Plan plan, Instant now) throws KeyUnusableException {
    return newKeys(old, plan, pairs(plan), now);
  }

  /**
   * The same guardian with two new keys that are there, such as those that a device made.
   *
   * @throws KeyUnusableException code {@code key-unusable}
   */
  public GuardianKeys newKeys(Guardian old, Plan plan, Pairs pairs, Instant now)
      throws KeyUnusableException {
    return certify(plan, pairs, listing(old), now);
  }

  /** Both key pairs of one guardian. A private key may be in a device. */
  public record Pairs(KeyPair signing, KeyPair encryption) {}

  /**
   * The same guardian with a new encryption key; its signing certificate stays.
   *
   * @throws KeyUnusableException code {@code key-unusable}
   */
  public GuardianKeys newEncryptionKey(SigningKey signer, Plan plan, Instant now)
      throws KeyUnusableException {
    return newEncryptionKey(signer, plan, Rsa.generate(plan.keyBits(), random), now);
  }

  /**
   * The same guardian with a new encryption key that is there; its signing certificate stays.
   *
   * @throws KeyUnusableException code {@code key-unusable}
   */
  public GuardianKeys newEncryptionKey(SigningKey signer, Plan plan, KeyPair pair, Instant now)
      throws KeyUnusableException {
    Guardian old = signer.guardian();
    GuardianCertificate encryption = certificate(pair, plan, CertificateRole.ENCRYPTION, now);
    GuardianCertificates certificates =
        new GuardianCertificates(old.name(), old.signing(), encryption, old.otherSigning());
    return assemble(certificates, signer.key(), pair.getPrivate(), engine);
  }

  private static List<GuardianCertificate> listing(Guardian old) {
    List<GuardianCertificate> others = new ArrayList<>(old.otherSigning());
    if (!others.contains(old.signing())) {
      others.add(old.signing());
    }
    return others.subList(Math.max(0, others.size() - MOST_LISTED), others.size());
  }

  private Pairs pairs(Plan plan) {
    List<SecureRandom> streams = RandomStreams.of(random, 2);
    Both<KeyPair, KeyPair> made =
        Both.of(
            () -> Rsa.generate(plan.keyBits(), streams.get(0)),
            () -> Rsa.generate(plan.keyBits(), streams.get(1)));
    return new Pairs(made.first(), made.second());
  }

  /**
   * Both private keys with a guardian whose encryption certificate the signing key signs. The keys
   * may be handles of a device.
   *
   * @throws KeyUnusableException code {@code key-unusable}
   */
  public static GuardianKeys assemble(
      GuardianCertificates certificates, PrivateKey signing, PrivateKey opening, RsaEngine engine)
      throws KeyUnusableException {
    SigningKey signer = signer(certificates, signing, engine);
    return new GuardianKeys(signer, new OpeningKey(signer.guardian(), opening));
  }

  /**
   * The same of the signing key alone.
   *
   * @throws KeyUnusableException code {@code key-unusable}
   */
  public static SigningKey signer(
      GuardianCertificates certificates, PrivateKey signing, RsaEngine engine)
      throws KeyUnusableException {
    Signature signature = engine.sign(signing, certificates.encryption().der());
    return new SigningKey(new Guardian(certificates, signature), signing);
  }

  private GuardianKeys certify(
      Plan plan, Pairs pairs, List<GuardianCertificate> others, Instant now)
      throws KeyUnusableException {
    GuardianCertificates certificates =
        new GuardianCertificates(
            plan.name(),
            certificate(pairs.signing(), plan, CertificateRole.SIGNING, now),
            certificate(pairs.encryption(), plan, CertificateRole.ENCRYPTION, now),
            others);
    return assemble(
        certificates, pairs.signing().getPrivate(), pairs.encryption().getPrivate(), engine);
  }

  private GuardianCertificate certificate(
      KeyPair pair, Plan plan, CertificateRole role, Instant now) throws KeyUnusableException {
    String subject = WindowsName.of(role, plan.name().toString(), plan.host());
    X509Certificate made =
        CertificateMaker.selfSigned(
            pair,
            new CertificateMaker.Subject(subject, use(role), now, plan.validityDays()),
            new CertificateMaker.Making(
                (key, content) -> engine.sign(key, content).value(), random));
    return GuardianCertificate.of(made);
  }

  private static CertificateMaker.Use use(CertificateRole role) {
    return role == CertificateRole.SIGNING
        ? CertificateMaker.Use.SIGNING
        : CertificateMaker.Use.ENCRYPTION;
  }
}
