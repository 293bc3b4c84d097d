package dev.keyward.guardian;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.Optional;

/**
 * Moduli that anybody can factor who reads the public key: prime ones, whose private exponent is an
 * inverse, ones with a factor up to 2^16, and ones of two primes that are nearly equal. Better
 * hidden ones are not found.
 */
final class WeakModulus {

  private static final int LARGEST_FACTOR = 1 << 16;

  /** The product of all primes up to 2^16. */
  private static final BigInteger SMALL = product(primes(), 0, LARGEST_FACTOR);

  /** One round is enough: a modulus of two primes never passes for prime by accident. */
  private static final BigInteger BASE = BigInteger.TWO;

  private WeakModulus() {}

  /** What is wrong with {@code modulus}, in words; empty where nothing is found. */
  static Optional<String> in(BigInteger modulus) {
    if (!modulus.testBit(0)) {
      return Optional.of("an RSA modulus that is even");
    }
    if (!modulus.gcd(SMALL).equals(BigInteger.ONE)) {
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

  /** Halves first, so that the factors of each product are of one size. */
  private static BigInteger product(BitSet primes, int from, int to) {
    if (to - from < 2) {
      return primes.get(to) ? BigInteger.valueOf(to) : BigInteger.ONE;
    }
    int middle = (from + to) / 2;
    return product(primes, from, middle).multiply(product(primes, middle, to));
  }
}
