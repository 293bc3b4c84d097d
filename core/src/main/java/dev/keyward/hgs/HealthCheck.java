package dev.keyward.hgs;

import dev.keyward.KeywardException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Signature;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.memory.VerifiedSignatures;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.description.RegisteredHost;
import dev.keyward.hgs.message.HealthCertificate;
import dev.keyward.hgs.message.IdentityType;
import dev.keyward.hgs.message.release.KpsError;
import dev.keyward.internal.memory.ByteCache;
import dev.keyward.internal.memory.HeapShare;
import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a health certificate is one that this service takes: issued directly by one of its own
 * signers, valid now, for encryption, and to a host that is still registered.
 */
final class HealthCheck {

  private final MeasuredHosts hosts;
  private final HgsDescription service;
  private final RsaEngine engine;
  private final Memory memory;
  private final Instant now;

  /**
   * What all requests share. A host shows the same certificate all day, and its key is ready for
   * the RSA provider only once for each object that it is read into.
   *
   * @param verified signatures that were verified
   * @param certificates those that this service issued, by their SHA-256; whether they count now is
   *     not remembered
   */
  record Memory(
      VerifiedSignatures verified, ByteCache<Thumbprint, HealthCertificate> certificates) {

    private static final int SHARE = 64;

    /** Remembers nothing yet. */
    Memory() {
      this(new VerifiedSignatures(), new ByteCache<>(HeapShare.of(SHARE)));
    }
  }

  HealthCheck(MeasuredHosts hosts, RsaEngine engine, Memory memory, Instant now) {
    this.hosts = hosts;
    this.service = hosts.service();
    this.engine = engine;
    this.memory = memory;
    this.now = now;
  }

  /** A certificate that was accepted, and the host that it is for. */
  record Accepted(HealthCertificate certificate, RegisteredHost host) {}

  Accepted accept(byte[] der) throws Refusal {
    Thumbprint print = Thumbprint.of(der);
    Optional<HealthCertificate> before = memory.certificates().get(print);
    HealthCertificate certificate = before.isPresent() ? before.get() : parsed(der);
    if (certificate.type() != IdentityType.ENCRYPTION) {
      throw refused("a certificate for signing, where keys are to be encrypted to it");
    }
    GuardianCertificate issuer =
        service
            .enabled(CertificateUse.ATTESTATION)
            .map(HgsCertificate::certificate)
            .filter(each -> issued(each, certificate))
            .findFirst()
            .orElseThrow(() -> refused("no attestation certificate of this service issued it"));
    if (before.isEmpty()) {
      memory.certificates().put(print, certificate, certificate.memory());
    }
    if (!issuer.isCurrentAt(now)) {
      throw refused(
          "it was issued with an attestation certificate that is valid from "
              + issuer.notBefore()
              + " to "
              + issuer.notAfter());
    }
    if (!certificate.certificate().isCurrentAt(now)) {
      throw refused("it is not valid now: attest again");
    }
    return new Accepted(certificate, host(certificate));
  }

  private static HealthCertificate parsed(byte[] der) throws Refusal {
    try {
      return HealthCertificate.parse(der);
    } catch (KeywardException e) {
      throw refused(e.fault().message());
    }
  }

  private RegisteredHost host(HealthCertificate certificate) throws Refusal {
    try {
      return hosts
          .having(certificate.hostKeyDigest())
          .orElseThrow(() -> refused("its host is no longer registered"));
    } catch (IOException | KeywardException e) {
      throw refused("the service cannot read which host it is of");
    }
  }

  private boolean issued(GuardianCertificate issuer, HealthCertificate issued) {
    Optional<Signature> signature = issued.signature();
    if (signature.isEmpty()) {
      return false;
    }
    VerifiedSignatures verified = memory.verified();
    if (verified.contains(issuer, issued.certificate(), signature.get())) {
      return true;
    }
    try {
      byte[] signed = issued.certificate().x509().getTBSCertificate();
      boolean valid = engine.verify(signature.get(), issuer.publicKey(), signed);
      if (valid) {
        verified.add(issuer, issued.certificate(), signature.get());
      }
      return valid;
    } catch (CertificateEncodingException | UnsupportedFormatException e) {
      return false;
    }
  }

  private static Refusal refused(String why) {
    return new Refusal(KpsError.Code.HEALTH_CERTIFICATE, why);
  }
}
