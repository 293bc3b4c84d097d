package dev.keyward.guardian;

/** How the keys in an exported PKCS#12 file are encrypted. */
public enum PfxEncryption {
  /** PBES2 with AES-256-CBC and PBKDF2-HMAC-SHA-256: what Keyward itself uses. */
  AES256,
  /** Triple DES as old versions of Windows need it; weak. */
  TRIPLE_DES
}
