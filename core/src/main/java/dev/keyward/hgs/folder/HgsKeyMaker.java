package dev.keyward.hgs.folder;

import dev.keyward.KeyUnusableException;
import dev.keyward.KeywardException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.internal.crypto.AtOnce;
import dev.keyward.internal.crypto.KeyEntry;
import dev.keyward.internal.crypto.RandomStreams;
import dev.keyward.internal.crypto.Rsa;
import dev.keyward.internal.crypto.certificate.CertificateMaker;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Makes the keys and self-signed certificates of a service. */
final class HgsKeyMaker {

  private final HgsPlan plan;
  private final Instant now;
  private final RsaEngine engine;

  HgsKeyMaker(HgsPlan plan, Instant now, RsaEngine engine) {
    this.plan = plan;
    this.now = now;
    this.engine = engine;
  }

  /** A key for that use; takes up to seconds. */
  HgsKey make(CertificateUse use, SecureRandom random) throws KeyUnusableException {
    return certified(use, Rsa.generate(plan.keyBits(), random), random);
  }

  /** A key for each use, all of them at the same time. */
  List<HgsKey> makeAll(SecureRandom random) throws KeyUnusableException {
    List<CertificateUse> uses = List.of(CertificateUse.values());
    List<SecureRandom> streams = RandomStreams.of(random, uses.size());
    return AtOnce.map(uses, use -> make(use, streams.get(use.ordinal())));
  }

  /** The keys of a guardian, and a new one for attestation. */
  List<HgsKey> makeAround(GuardianKeys keys, SecureRandom random) throws KeyUnusableException {
    Guardian guardian = keys.guardian();
    return List.of(
        HgsKey.of(CertificateUse.SIGNING, guardian.signing(), keys.signing().key()),
        HgsKey.of(CertificateUse.ENCRYPTION, guardian.encryption(), keys.opening().key()),
        make(CertificateUse.ATTESTATION, random));
  }

  /** The same key with a new certificate. */
  HgsKey renewed(HgsKey key, SecureRandom random) throws KeyUnusableException {
    KeyPair pair = new KeyPair(key.certificate().publicKey(), key.entry().key());
    return certified(key.use(), pair, random);
  }

  /** Makes one key. */
  @FunctionalInterface
  interface Source {
    /** The key with its certificate. */
    HgsKey make() throws KeywardException;
  }

  /** A certificate for a key that is there. */
  HgsKey certified(CertificateUse use, KeyPair pair, SecureRandom random)
      throws KeyUnusableException {
    String word = use.word().substring(0, 1).toUpperCase(Locale.ROOT) + use.word().substring(1);
    String subject = "Host Guardian Service " + word + " Certificate (" + plan.name() + ")";
    X509Certificate certificate =
        CertificateMaker.selfSigned(
            pair,
            new CertificateMaker.Subject(subject, keyUsage(use), now, plan.validityDays()),
            new CertificateMaker.Making(
                (key, content) -> engine.sign(key, content).value(), random));
    return new HgsKey(use, new KeyEntry(subject, pair.getPrivate(), certificate));
  }

  private static CertificateMaker.Use keyUsage(CertificateUse use) {
    return switch (use) {
      case SIGNING -> CertificateMaker.Use.SIGNING;
      case ENCRYPTION -> CertificateMaker.Use.ENCRYPTION;
      case ATTESTATION -> CertificateMaker.Use.ISSUING;
    };
  }

  /** A new key, its certificate, and what it is for. */
  record HgsKey(CertificateUse use, KeyEntry entry) {

    static HgsKey of(CertificateUse use, GuardianCertificate certificate, PrivateKey key) {
      return new HgsKey(use, new KeyEntry(certificate.subject(), key, certificate.x509()));
    }

    GuardianCertificate certificate() {
      return GuardianCertificate.of(entry.certificate());
    }
  }
}
