package dev.keyward.internal.crypto.outside;

import dev.keyward.internal.crypto.Jdk;
import dev.keyward.internal.crypto.Rsa;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The decoding of RSAES-OAEP without a label (RFC 8017, section 7.1.2, step 3), for devices that
 * compute only the power. The length of the message is known. So every byte has a known place, and
 * the time does not depend on what is wrong.
 */
final class RawOaep {

  private static final int COUNTER_BYTES = 4;

  private final MessageDigest label;
  private final MessageDigest mask;

  RawOaep(Rsa.Digests digests) {
    try {
      label = Jdk.digest(digests.label());
      mask = Jdk.digest(digests.mask());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has the digests of OAEP", e);
    }
  }

  /**
   * The message of {@code size} bytes. It is empty if anything is wrong, without a reason.
   *
   * @param encoded the power, as many bytes as the modulus has; its bytes are overwritten
   */
  Optional<byte[]> decode(byte[] encoded, int size) {
    int digest = label.getDigestLength();
    int start = 1 + digest;
    if (encoded.length < start + digest + 1 + size) {
      return Optional.empty();
    }
    unmask(ByteBuffer.wrap(encoded, start, encoded.length - start), encoded, 1, start);
    unmask(ByteBuffer.wrap(encoded, 1, digest), encoded, start, encoded.length);
    int message = encoded.length - size;
    int wrong = encoded[0];
    byte[] empty = label.digest(new byte[0]);
    for (int i = 0; i < digest; i++) {
      wrong |= encoded[start + i] ^ empty[i];
    }
    for (int i = start + digest; i < message - 1; i++) {
      wrong |= encoded[i];
    }
    wrong |= encoded[message - 1] ^ 1;
    byte[] opened = Arrays.copyOfRange(encoded, message, encoded.length);
    Arrays.fill(encoded, (byte) 0);
    if (wrong != 0) {
      Arrays.fill(opened, (byte) 0);
      return Optional.empty();
    }
    return Optional.of(opened);
  }

  /** Takes MGF1 of {@code seed} off the bytes from {@code from} to {@code to}. */
  private void unmask(ByteBuffer seed, byte[] bytes, int from, int to) {
    int length = mask.getDigestLength();
    for (int at = from, counter = 0; at < to; at += length, counter++) {
      mask.update(seed.duplicate());
      for (int shift = Byte.SIZE * (COUNTER_BYTES - 1); shift >= 0; shift -= Byte.SIZE) {
        mask.update((byte) (counter >>> shift));
      }
      byte[] part = mask.digest();
      for (int i = 0; i < length && at + i < to; i++) {
        bytes[at + i] ^= part[i];
      }
    }
  }
}
