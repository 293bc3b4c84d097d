package dev.keyward.guardian.keyfile;

/** How the keys in an exported PKCS#12 file are encrypted. */
public enum PfxEncryption {
  /** PBES2 with AES-256-CBC and PBKDF2-HMAC-SHA-256, of as many iterations as .NET takes. */
  AES256,
  /** Triple DES as old versions of Windows need it; weak. */
  TRIPLE_DES
}
