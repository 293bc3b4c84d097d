package dev.keyward.hgs.description;

import dev.keyward.crypto.CertificateRole;
import java.util.Optional;

/** What a Host Guardian Service uses a certificate's key for. */
public enum CertificateUse {
  /** Seals protectors and vouches for the encryption certificate. */
  SIGNING("signing"),
  /** Transport keys are wrapped to it. */
  ENCRYPTION("encryption"),
  /** Issues health certificates. */
  ATTESTATION("attestation");

  private final String word;

  CertificateUse(String word) {
    this.word = word;
  }

  /** The role of the key in a guardian; empty for attestation, which is no guardian's. */
  public Optional<CertificateRole> role() {
    return switch (this) {
      case SIGNING -> Optional.of(CertificateRole.SIGNING);
      case ENCRYPTION -> Optional.of(CertificateRole.ENCRYPTION);
      case ATTESTATION -> Optional.empty();
    };
  }

  /** Of the key with that role in a guardian. */
  public static CertificateUse of(CertificateRole role) {
    return role == CertificateRole.SIGNING ? SIGNING : ENCRYPTION;
  }

  /** The word in files and commands. */
  public String word() {
    return word;
  }
}
