package dev.keyward.hgs;

import dev.keyward.KeywardException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Signature;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.memory.VerifiedSignatures;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HgsCertificate;
import dev.keyward.hgs.description.HgsDescription;
import dev.keyward.hgs.description.RegisteredHost;
import dev.keyward.hgs.message.HealthCertificate;
import dev.keyward.hgs.message.IdentityType;
import dev.keyward.hgs.message.release.KpsError;
import dev.keyward.internal.crypto.AcceptedAlgorithms;
import dev.keyward.internal.crypto.SignatureAlgorithm;
import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * Whether a health certificate is one that this service takes: issued directly by one of its own
 * signers, valid now, for encryption, and to a host that is still registered.
 */
final class HealthCheck {

  private final MeasuredHosts hosts;
  private final HgsDescription service;
  private final RsaEngine engine;
  private final VerifiedSignatures verified;
  private final Instant now;

  HealthCheck(MeasuredHosts hosts, RsaEngine engine, VerifiedSignatures verified, Instant now) {
    this.hosts = hosts;
    this.service = hosts.service();
    this.engine = engine;
    this.verified = verified;
    this.now = now;
  }

  /** A certificate that was accepted, and the host that it is for. */
  record Accepted(HealthCertificate certificate, RegisteredHost host) {}

  Accepted accept(byte[] der) throws Refusal {
    HealthCertificate certificate;
    try {
      certificate = HealthCertificate.parse(der);
    } catch (KeywardException e) {
      throw refused(e.fault().message());
    }
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
    X509Certificate x509 = issued.certificate().x509();
    if (!x509.getSigAlgOID().equals(AcceptedAlgorithms.SHA256_WITH_RSA)) {
      return false;
    }
    try {
      Signature signature = Signature.of(SignatureAlgorithm.RSA_SHA256.uri(), x509.getSignature());
      if (verified.contains(issuer, issued.certificate(), signature)) {
        return true;
      }
      boolean valid = engine.verify(signature, issuer.publicKey(), x509.getTBSCertificate());
      if (valid) {
        verified.add(issuer, issued.certificate(), signature);
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
