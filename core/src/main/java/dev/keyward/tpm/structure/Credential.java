package dev.keyward.tpm.structure;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.crypto.LabelledOaep;
import dev.keyward.internal.crypto.cipher.AesCfb;
import dev.keyward.internal.crypto.cipher.HmacSha256;
import dev.keyward.internal.tpm.FieldReader;
import dev.keyward.internal.tpm.FieldWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Optional;

/**
 * A secret that one TPM alone can open, and only while it holds a key of one name (part 1, 24). It
 * is made for endorsement keys of the common template: RSA of 2048 bits, SHA-256, AES-128-CFB.
 */
public final class Credential {

  /** The most bytes of a secret. */
  public static final int MOST_SECRET = 32;

  /** The most bytes of each part. */
  public static final int MOST_BYTES = 1024;

  private static final byte[] IDENTITY = "IDENTITY\0".getBytes(StandardCharsets.US_ASCII);
  private static final int SEED_BYTES = 32;
  private static final int KEY_BITS = 128;
  private static final int MAC_BITS = 256;

  private final byte[] object;
  private final byte[] seed;

  private Credential(byte[] object, byte[] seed) {
    this.object = object;
    this.seed = seed;
  }

  /**
   * Takes both parts as they come; only their sizes are checked.
   *
   * @param object TPMS_ID_OBJECT: the MAC with its size, and the encrypted secret
   * @param seed the encrypted seed
   * @throws MalformedInputException code {@code bad-credential}
   */
  public static Credential of(byte[] object, byte[] seed) throws MalformedInputException {
    int longest = Math.max(object.length, seed.length);
    if (longest > MOST_BYTES) {
      throw new MalformedInputException(
          Fault.of("bad-credential", "the credential", longest + " bytes", "a TPM's credential"));
    }
    return new Credential(object.clone(), seed.clone());
  }

  /**
   * Makes a credential (TPM2_MakeCredential) without a TPM.
   *
   * @param endorsementKey the key of the TPM
   * @param name the name of the attestation key that has to be in the same TPM
   * @param secret at most {@link #MOST_SECRET} bytes
   */
  public static Credential make(
      RSAPublicKey endorsementKey, byte[] name, byte[] secret, SecureRandom random) {
    if (secret.length == 0 || secret.length > MOST_SECRET) {
      throw new IllegalArgumentException("a secret of " + secret.length + " bytes");
    }
    byte[] seed = new byte[SEED_BYTES];
    random.nextBytes(seed);
    byte[] key = storageKey(seed, name);
    byte[] plain = new FieldWriter().sized(secret).written();
    try {
      byte[] encrypted = AesCfb.encrypt(key, plain);
      byte[] mac = mac(seed, encrypted, name);
      return new Credential(
          new FieldWriter().sized(mac).bytes(encrypted).written(),
          LabelledOaep.encrypt(endorsementKey, IDENTITY, seed, random));
    } finally {
      wipe(seed, key, plain);
    }
  }

  /**
   * Opens the credential with an endorsement key that is no TPM's, for a host that plays one. The
   * secret is the caller's to wipe.
   */
  Optional<byte[]> open(PrivateKey endorsementKey, byte[] name) {
    Optional<byte[]> opened = LabelledOaep.decrypt(endorsementKey, IDENTITY, seed);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    Fault.Kind kind = new Fault.Kind("bad-credential", "the credential", "a TPM's credential");
    try {
      FieldReader fields = FieldReader.ofTpm(object, kind);
      byte[] mac = fields.sized(MOST_BYTES);
      byte[] encrypted = fields.bytes(fields.left());
      if (!MessageDigest.isEqual(mac, mac(opened.get(), encrypted, name))) {
        return Optional.empty();
      }
      byte[] plain = AesCfb.decrypt(storageKey(opened.get(), name), encrypted);
      return Optional.of(FieldReader.ofTpm(plain, kind).sized(MOST_SECRET));
    } catch (MalformedInputException e) {
      return Optional.empty();
    } finally {
      wipe(opened.get());
    }
  }

  private static byte[] storageKey(byte[] seed, byte[] name) {
    return derived(seed, "STORAGE", name, KEY_BITS);
  }

  private static byte[] mac(byte[] seed, byte[] encrypted, byte[] name) {
    byte[] key = derived(seed, "INTEGRITY", new byte[0], MAC_BITS);
    try {
      return HmacSha256.of(key, encrypted, name);
    } finally {
      wipe(key);
    }
  }

  /** KDFa (part 1, 11.4.10.2) for at most one block of SHA-256. */
  private static byte[] derived(byte[] seed, String label, byte[] context, int bits) {
    byte[] input =
        new FieldWriter()
            .number32(1)
            .bytes((label + "\0").getBytes(StandardCharsets.US_ASCII))
            .bytes(context)
            .number32(bits)
            .written();
    return Arrays.copyOf(HmacSha256.of(seed, input), bits / Byte.SIZE);
  }

  private static void wipe(byte[]... secrets) {
    for (byte[] secret : secrets) {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /** TPMS_ID_OBJECT without a size in front, a copy. */
  public byte[] object() {
    return object.clone();
  }

  /** The encrypted seed without a size in front, a copy. */
  public byte[] seed() {
    return seed.clone();
  }
}
