package dev.keyward.hgs.folder;

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

  /** The word in files and commands. */
  public String word() {
    return word;
  }
}
