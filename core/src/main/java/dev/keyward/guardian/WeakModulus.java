package dev.keyward.guardian;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Optional;

/**
 * Moduli that anybody can factor who reads the public key: prime ones, whose private exponent is an
 * inverse, ones with a factor up to 2^16, and ones of two primes that are nearly equal. Better
 * hidden ones are not found.
 */
final class WeakModulus {

  private static final int LARGEST_FACTOR = 1 << 16;

  private static final BitSet PRIMES = primes();

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

  private static BitSet primes() {
    BitSet primes = new BitSet(LARGEST_FACTOR + 1);
    primes.set(2, LARGEST_FACTOR + 1);
    for (int i = 2; i * i <= LARGEST_FACTOR; i++) {
      for (int j = i * i; primes.get(i) && j <= LARGEST_FACTOR; j += i) {
        primes.clear(j);
      }
    }
    return primes;
  }

  /** Divides by each prime, which a cold Java does sooner than it has their product. */
  private static boolean hasSmallFactor(BigInteger modulus) {
    int[] words = words(modulus);
    for (int prime = 2; prime >= 0; prime = PRIMES.nextSetBit(prime + 1)) {
      long rest = 0;
      for (int word : words) {
        rest = (rest << Integer.SIZE | Integer.toUnsignedLong(word)) % prime;
      }
      if (rest == 0) {
        return true;
      }
    }
    return false;
  }

  /** The modulus in words of 32 bits, the highest first. */
  private static int[] words(BigInteger modulus) {
    byte[] bytes = modulus.toByteArray();
    int size = (bytes.length + Integer.BYTES - 1) / Integer.BYTES;
    byte[] whole = new byte[size * Integer.BYTES];
    System.arraycopy(bytes, 0, whole, whole.length - bytes.length, bytes.length);
    int[] words = new int[size];
    ByteBuffer.wrap(whole).asIntBuffer().get(words);
    return words;
  }
}
