package dev.keyward.internal.crypto.outside;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.internal.crypto.Rsa;
import dev.keyward.internal.crypto.TestKeys;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoublePredicate;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Wrong padding, a wrong length and a wrong key take the same time to decode. Single calls are
 * timed in a random order. Each kind's times are compared with the others' by Welch's t-test,
 * without the slowest, which other work on the machine has made slow.
 */
@Tag("soak")
class OaepTimingTest {

  private static final Rsa.Digests DIGESTS = new Rsa.Digests("SHA-256", "SHA-256");
  private static final int SIZE = 32;
  private static final int WARM_UP = 30_000;
  private static final int ROUNDS = 60_000;
  private static final int POOL = 64;
  private static final double KEPT = 0.6;

  /**
   * How far means may be apart, in standard errors. A busy machine gives up to 15, and the faults
   * below at least 150.
   */
  private static final double BOUND = 40;

  private static final int REPEATED = 3;

  private static byte[][][] encoded;

  /** What is wrong with a text. */
  private enum Kind {
    PADDING,
    LENGTH,
    KEY
  }

  private interface Decoder {
    Optional<byte[]> decode(byte[] encoded, int size);
  }

  @BeforeAll
  static void encode() {
    KeyPair own = Rsa.generate(2048, TestKeys.random(2711));
    KeyPair other = Rsa.generate(2048, TestKeys.random(2712));
    Random random = new Random(2713);
    encoded = new byte[Kind.values().length][POOL][];
    for (int i = 0; i < POOL; i++) {
      byte[] damaged = encrypted(own, SIZE, random);
      damaged[200] ^= 1;
      encoded[Kind.PADDING.ordinal()][i] = RawOaepTest.power(own, damaged);
      encoded[Kind.LENGTH.ordinal()][i] = RawOaepTest.power(own, encrypted(own, SIZE / 2, random));
      encoded[Kind.KEY.ordinal()][i] = RawOaepTest.power(own, encrypted(other, SIZE, random));
    }
  }

  private static byte[] encrypted(KeyPair pair, int size, Random random) {
    byte[] message = new byte[size];
    random.nextBytes(message);
    return Rsa.jdk().encrypt(DIGESTS, pair.getPublic(), message, TestKeys.random(random.nextInt()));
  }

  /** Whether one of three measurements says so: noise may spoil one, in both directions. */
  private static boolean isSeen(Decoder decoder, DoublePredicate expected) {
    return DoubleStream.generate(() -> apart(decoder)).limit(REPEATED).anyMatch(expected);
  }

  /** How far the means of two kinds are apart at most, in standard errors. */
  private static double apart(Decoder decoder) {
    Random random = new Random(2714);
    long[][] times = new long[Kind.values().length][ROUNDS];
    int[] counts = new int[Kind.values().length];
    byte[] text = new byte[256];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      int kind = random.nextInt(Kind.values().length);
      System.arraycopy(encoded[kind][random.nextInt(POOL)], 0, text, 0, text.length);
      long begin = System.nanoTime();
      Optional<byte[]> opened = decoder.decode(text, SIZE);
      long end = System.nanoTime();
      if (opened.isPresent()) {
        throw new AssertionError("it opens");
      }
      if (round >= 0) {
        times[kind][counts[kind]++] = end - begin;
      }
    }
    double most = 0;
    for (int one = 0; one < counts.length; one++) {
      for (int two = 0; two < one; two++) {
        most =
            Math.max(
                most,
                apart(
                    Arrays.copyOf(times[one], counts[one]),
                    Arrays.copyOf(times[two], counts[two])));
      }
    }
    return most;
  }

  private static double apart(long[] one, long[] two) {
    double[] first = meanAndError(one);
    double[] second = meanAndError(two);
    return Math.abs(first[0] - second[0]) / Math.sqrt(first[1] + second[1]);
  }

  private static double[] meanAndError(long[] times) {
    Arrays.sort(times);
    long[] kept = Arrays.copyOf(times, (int) (times.length * KEPT));
    double mean = Arrays.stream(kept).average().orElseThrow();
    double variance =
        Arrays.stream(kept).mapToDouble(each -> (each - mean) * (each - mean)).sum()
            / (kept.length - 1);
    return new double[] {mean, variance / kept.length};
  }

  /** Where a decoder may return too early. */
  enum Early {
    /** At the first byte, as in the attack of Manger. */
    FIRST_BYTE,
    /** At the digest of the label. */
    LABEL,
    /** At the bytes before the message. */
    PADDING
  }

  @Test
  void ourDecodingTakesTheSameTime() {
    assertTrue(
        isSeen((text, size) -> new RawOaep(DIGESTS).decode(text, size), apart -> apart < BOUND));
  }

  @ParameterizedTest
  @EnumSource
  void theTestFindsADecoderThatReturnsEarly(Early early) {
    assertTrue(isSeen((text, size) -> decoded(text, size, early), apart -> apart > BOUND));
  }

  /** A decoder with a fault. */
  private static Optional<byte[]> decoded(byte[] text, int size, Early early) {
    if (early == Early.FIRST_BYTE && text[0] != 0) {
      return Optional.empty();
    }
    unmask(Arrays.copyOfRange(text, 33, text.length), text, 1, 33);
    unmask(Arrays.copyOfRange(text, 1, 33), text, 33, text.length);
    byte[] label = sha256().digest();
    int wrong = text[0];
    for (int i = 0; i < 32; i++) {
      wrong |= text[33 + i] ^ label[i];
    }
    if (early == Early.LABEL && wrong != 0) {
      return Optional.empty();
    }
    for (int i = 65; i < text.length - size - 1; i++) {
      wrong |= text[i];
      if (early == Early.PADDING && wrong != 0) {
        return Optional.empty();
      }
    }
    wrong |= text[text.length - size - 1] ^ 1;
    byte[] message = Arrays.copyOfRange(text, text.length - size, text.length);
    Arrays.fill(text, (byte) 0);
    return wrong == 0 ? Optional.of(message) : Optional.empty();
  }

  private static void unmask(byte[] seed, byte[] bytes, int from, int to) {
    for (int at = from; at < to; at += 32) {
      MessageDigest digest = sha256();
      digest.update(seed);
      byte[] part = digest.digest(ByteBuffer.allocate(4).putInt((at - from) / 32).array());
      for (int i = 0; i < 32 && at + i < to; i++) {
        bytes[at + i] ^= part[i];
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
