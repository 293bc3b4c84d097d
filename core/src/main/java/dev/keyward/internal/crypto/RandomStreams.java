package dev.keyward.internal.crypto;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.prng.EntropySource;
import org.bouncycastle.crypto.prng.EntropySourceProvider;
import org.bouncycastle.crypto.prng.SP800SecureRandomBuilder;

/**
 * Randomness for work that runs at the same time: each piece has an HMAC_DRBG of its own (NIST SP
 * 800-90A), and their seeds are taken from the given source in order. So what the pieces make does
 * not depend on which thread is faster.
 */
public final class RandomStreams {

  private static final int SEED_SIZE = 32;
  private static final int NONCE_SIZE = 16;

  private RandomStreams() {}

  /** That many streams, for as many threads; takes 48 bytes of {@code source} for each. */
  public static List<SecureRandom> of(SecureRandom source, int count) {
    List<SecureRandom> streams = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] seed = bytes(source, SEED_SIZE);
      byte[] nonce = bytes(source, NONCE_SIZE);
      streams.add(
          new SP800SecureRandomBuilder(new Seed(seed))
              .setEntropyBitsRequired(SEED_SIZE * Byte.SIZE)
              .buildHMAC(new HMac(new SHA256Digest()), nonce, false));
    }
    return streams;
  }

  private static byte[] bytes(SecureRandom source, int size) {
    byte[] bytes = new byte[size];
    source.nextBytes(bytes);
    return bytes;
  }

  /** Gives its bytes whenever it is asked; a generator asks once in its first 2^48 answers. */
  private record Seed(byte[] bytes) implements EntropySourceProvider, EntropySource {

    @Override
    public EntropySource get(int bitsRequired) {
      return this;
    }

    @Override
    public boolean isPredictionResistant() {
      return false;
    }

    @Override
    public byte[] getEntropy() {
      return bytes.clone();
    }

    @Override
    public int entropySize() {
      return bytes.length * Byte.SIZE;
    }
  }
}
