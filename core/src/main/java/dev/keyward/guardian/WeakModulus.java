package dev.keyward.guardian;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Moduli that anybody can factor who reads the public key: prime ones, whose private exponent is an
 * inverse, ones with a factor up to 2^16, and ones of two primes that are nearly equal. Better
 * hidden ones are not found.
 */
final class WeakModulus {

  private static final int LARGEST_FACTOR = 1 << 16;

  private static final int ODD_PRIMES_BELOW = 6541;

  private static final int[] ODD_PRIMES = oddPrimes();

  /** One round is enough: a modulus of two primes never passes for prime by accident. */
  private static final BigInteger BASE = BigInteger.TWO;

  private WeakModulus() {}

  /** What is wrong with {@code modulus}, in words; empty where nothing is found. */
  static Optional<String> in(BigInteger modulus) {
    if (!modulus.testBit(0)) {
      return Optional.of("an RSA modulus that is even");
    }
    if (hasSmallFactor(modulus)) {
      return Optional.of("an RSA modulus with a small factor");
    }
    BigInteger[] root = modulus.sqrtAndRemainder();
    if (root[1].signum() == 0 || isOfClosePrimes(modulus, root[0])) {
      return Optional.of("an RSA modulus of two primes that are nearly equal");
    }
    boolean prime = BASE.modPow(modulus.subtract(BigInteger.ONE), modulus).equals(BigInteger.ONE);
    return prime ? Optional.of("an RSA modulus that is prime") : Optional.empty();
  }

  /** Fermat's first step: the next square above it differs from it by a square. */
  private static boolean isOfClosePrimes(BigInteger modulus, BigInteger root) {
    BigInteger above = root.add(BigInteger.ONE);
    return above.multiply(above).subtract(modulus).sqrtAndRemainder()[1].signum() == 0;
  }

  /** The sieve of Eratosthenes, which a cold Java runs in two milliseconds. */
  private static int[] oddPrimes() {
    boolean[] composite = new boolean[LARGEST_FACTOR];
    int[] primes = new int[ODD_PRIMES_BELOW];
    int count = 0;
    for (int i = 3; i < LARGEST_FACTOR; i += 2) {
      if (!composite[i]) {
        primes[count++] = i;
        for (long j = (long) i * i; j < LARGEST_FACTOR; j += 2L * i) {
          composite[(int) j] = true;
        }
      }
    }
    return primes;
  }

  /**
   * Takes as many primes at once as have a product below 2^63. A cold Java does that sooner than it
   * has the product of all.
   */
  private static boolean hasSmallFactor(BigInteger modulus) {
    long[] words = words(modulus);
    int next = 0;
    while (next < ODD_PRIMES.length) {
      int first = next;
      long product = 1;
      while (next < ODD_PRIMES.length && product <= Long.MAX_VALUE / ODD_PRIMES[next]) {
        product *= ODD_PRIMES[next++];
      }
      long rest = reduced(words, product);
      for (int i = first; i < next; i++) {
        if (rest % ODD_PRIMES[i] == 0) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * A number between 0 and the divisor that has the same factors in common with it as the modulus
   * has. Each step is an exact division by 2^64, as Montgomery's reduction does it.
   *
   * @param words of the modulus, the highest first
   * @param divisor odd and positive
   */
  private static long reduced(long[] words, long divisor) {
    // Three bits of the inverse are right at first, and each of Newton's steps doubles them.
    long inverse = divisor;
    for (int right = 3; right < Long.SIZE; right *= 2) {
      inverse *= 2 - divisor * inverse;
    }
    long rest = 0;
    for (int i = words.length - 1; i >= 0; i--) {
      long quotient = (words[i] - rest) * inverse;
      int borrowed = Long.compareUnsigned(words[i], rest) < 0 ? 1 : 0;
      rest = higherHalf(quotient, divisor) + borrowed;
    }
    return rest;
  }

  /** The higher 64 bits of the product of an unsigned number and a positive one. */
  private static long higherHalf(long unsigned, long positive) {
    return Math.multiplyHigh(unsigned, positive) + ((unsigned >> (Long.SIZE - 1)) & positive);
  }

  /** The modulus in words of 64 bits, the highest first. */
  private static long[] words(BigInteger modulus) {
    byte[] bytes = modulus.toByteArray();
    int size = (bytes.length + Long.BYTES - 1) / Long.BYTES;
    byte[] whole = new byte[size * Long.BYTES];
    System.arraycopy(bytes, 0, whole, whole.length - bytes.length, bytes.length);
    long[] words = new long[size];
    ByteBuffer.wrap(whole).asLongBuffer().get(words);
    return words;
  }
}
