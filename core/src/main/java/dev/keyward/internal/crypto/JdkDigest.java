package dev.keyward.internal.crypto;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.crypto.ExtendedDigest;

/**
 * A digest of the JDK as Bouncy Castle's key derivation takes it: the JDK's uses the processor's
 * instructions, which counts at hundreds of thousands of rounds.
 */
public final class JdkDigest implements ExtendedDigest {

  private final MessageDigest digest;
  private final int blockSize;

  private JdkDigest(MessageDigest digest, int blockSize) {
    this.digest = digest;
    this.blockSize = blockSize;
  }

  /** SHA-1 or one of the SHA-2 family, by its Java name. */
  public static JdkDigest of(String name) {
    try {
      MessageDigest digest = Jdk.digest(name);
      return new JdkDigest(digest, digest.getDigestLength() > 32 ? 128 : 64);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has " + name, e);
    }
  }

  @Override
  public String getAlgorithmName() {
    return digest.getAlgorithm();
  }

  @Override
  public int getDigestSize() {
    return digest.getDigestLength();
  }

  @Override
  public int getByteLength() {
    return blockSize;
  }

  @Override
  public void update(byte in) {
    digest.update(in);
  }

  @Override
  public void update(byte[] in, int offset, int length) {
    digest.update(in, offset, length);
  }

  @Override
  public int doFinal(byte[] out, int offset) {
    try {
      return digest.digest(out, offset, getDigestSize());
    } catch (DigestException e) {
      throw new IllegalStateException("no room for a digest", e);
    }
  }

  @Override
  public void reset() {
    digest.reset();
  }
}
