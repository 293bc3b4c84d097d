package dev.keyward.internal.tpm;

/** Numbers of algorithms as TPM structures and event logs have them (part 2, 6.3). */
public final class Algorithms {

  public static final int RSA = 0x0001;
  public static final int AES = 0x0006;
  public static final int SHA256 = 0x000b;

  /** No algorithm. */
  public static final int NULL = 0x0010;

  public static final int RSASSA = 0x0014;
  public static final int ECC = 0x0023;
  public static final int CFB = 0x0043;

  private Algorithms() {}
}
