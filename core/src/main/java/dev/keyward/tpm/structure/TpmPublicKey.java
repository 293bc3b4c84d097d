package dev.keyward.tpm.structure;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.crypto.Jdk;
import dev.keyward.internal.crypto.pkcs.RsaPublicKeys;
import dev.keyward.internal.tpm.Algorithms;
import dev.keyward.internal.tpm.FieldReader;
import dev.keyward.internal.tpm.FieldWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;

/**
 * The public area of an RSA key in a TPM (TPMT_PUBLIC, part 2, 12.2.4), with a name by SHA-256.
 * Keys of other kinds are refused.
 */
public final class TpmPublicKey {

  /** The most bytes of a public area with RSA of 4096 bits. */
  public static final int MOST_BYTES = 1024;

  /** The size of a name: the number of SHA-256 and a digest. */
  public static final int NAME_BYTES = 2 + Thumbprint.SIZE;

  private static final int FIXED_TPM = 1 << 1;
  private static final int FIXED_PARENT = 1 << 4;
  private static final int SENSITIVE_DATA_ORIGIN = 1 << 5;
  private static final int RESTRICTED = 1 << 16;
  private static final int DECRYPT = 1 << 17;
  private static final int SIGN = 1 << 18;
  private static final int MADE_HERE = FIXED_TPM | FIXED_PARENT | SENSITIVE_DATA_ORIGIN;
  private static final long DEFAULT_EXPONENT = 65537;

  private final byte[] area;
  private final int attributes;
  private final int scheme;
  private final RSAPublicKey key;

  private TpmPublicKey(byte[] area, int attributes, int scheme, RSAPublicKey key) {
    this.area = area;
    this.attributes = attributes;
    this.scheme = scheme;
    this.key = key;
  }

  /**
   * Reads a public area to its last byte.
   *
   * @param area TPMT_PUBLIC without a size in front, copied
   * @param where the place that an error names
   * @throws MalformedInputException code {@code bad-tpm-public} or {@code bad-public-key}
   */
  public static TpmPublicKey parse(byte[] area, String where) throws MalformedInputException {
    Fault.Kind kind = new Fault.Kind("bad-tpm-public", where, "the public area of an RSA key");
    if (area.length > MOST_BYTES) {
      throw kind.malformed(area.length + " bytes");
    }
    FieldReader fields = FieldReader.ofTpm(area, kind);
    fields.expect16(Algorithms.RSA, "key type");
    fields.expect16(Algorithms.SHA256, "digest of the name");
    int attributes = (int) fields.number32();
    fields.sized(Thumbprint.SIZE * 2);
    if (fields.number16() != Algorithms.NULL) {
      fields.bytes(4);
    }
    int scheme = fields.number16();
    if (scheme != Algorithms.NULL) {
      fields.expect16(Algorithms.SHA256, "digest of the signatures");
    }
    int bits = fields.number16();
    long exponent = fields.number32();
    BigInteger modulus = new BigInteger(1, fields.sized(MOST_BYTES));
    fields.end();
    if (modulus.bitLength() != bits) {
      throw kind.malformed("a modulus of " + modulus.bitLength() + " bits, declared as " + bits);
    }
    RSAPublicKey key = key(modulus, exponent == 0 ? DEFAULT_EXPONENT : exponent, where, kind);
    return new TpmPublicKey(area.clone(), attributes, scheme, key);
  }

  private static RSAPublicKey key(BigInteger modulus, long exponent, String where, Fault.Kind kind)
      throws MalformedInputException {
    try {
      RSAPublicKeySpec numbers = new RSAPublicKeySpec(modulus, BigInteger.valueOf(exponent));
      return RsaPublicKeys.parse(Jdk.keyFactory().generatePublic(numbers).getEncoded(), where);
    } catch (GeneralSecurityException e) {
      throw kind.malformed("numbers that are not an RSA key", e);
    }
  }

  /** The area's bytes, a copy. */
  public byte[] encode() {
    return area.clone();
  }

  /** The key's name (part 1, 16): the number of SHA-256 and the digest of the area, 34 bytes. */
  public byte[] name() {
    return new FieldWriter()
        .number16(Algorithms.SHA256)
        .bytes(Thumbprint.of(area).bytes())
        .written();
  }

  /** SHA-256 of the area, which identifies the key and its attributes. */
  public Thumbprint thumbprint() {
    return Thumbprint.of(area);
  }

  /** The RSA key. */
  public RSAPublicKey key() {
    return key;
  }

  /**
   * Refuses a key that can sign what its holder chooses, or that can leave the TPM: its quotes
   * would prove nothing.
   *
   * @throws MalformedInputException code {@code bad-attestation-key}
   */
  public void requireAttestationKey(String where) throws MalformedInputException {
    boolean restrictedSigner = has(RESTRICTED | SIGN) && !has(DECRYPT);
    if (!has(MADE_HERE) || !restrictedSigner || scheme != Algorithms.RSASSA) {
      String found = "a key with the attributes 0x" + Integer.toHexString(attributes);
      String expected = "a restricted RSASSA signing key that cannot leave its TPM";
      throw new MalformedInputException(Fault.of("bad-attestation-key", where, found, expected));
    }
  }

  private boolean has(int wanted) {
    return (attributes & wanted) == wanted;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TpmPublicKey that && Arrays.equals(that.area, area);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(area);
  }

  @Override
  public String toString() {
    return "TPM key " + thumbprint();
  }
}
