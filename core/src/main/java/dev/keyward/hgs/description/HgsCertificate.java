package dev.keyward.hgs.description;

import dev.keyward.guardian.GuardianCertificate;

/**
 * A certificate of a Host Guardian Service.
 *
 * @param use what its key is for
 * @param state how far it counts
 * @param certificate the certificate
 */
public record HgsCertificate(
    CertificateUse use, CertificateState state, GuardianCertificate certificate) {

  /** Whether it counts for anything. */
  public boolean isEnabled() {
    return state != CertificateState.DISABLED;
  }

  HgsCertificate in(CertificateState other) {
    return new HgsCertificate(use, other, certificate);
  }
}
