package dev.keyward.crypto;

/** What a guardian's certificate is for. */
public enum CertificateRole {
  /** Its key signs certificates and protectors. */
  SIGNING,
  /** Its key is what transport keys are wrapped to. */
  ENCRYPTION
}
