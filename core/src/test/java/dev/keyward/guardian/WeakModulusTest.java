package dev.keyward.guardian;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeakModulusTest {

  private static final BigInteger GOOD = ((RSAPublicKey) TestKeys.pair(0).getPublic()).getModulus();

  @Test
  void anOrdinaryModulusIsFine() {
    assertEquals(Optional.empty(), WeakModulus.in(GOOD));
  }

  @Test
  void anEvenModulusIsFound() {
    assertEquals(
        Optional.of("an RSA modulus that is even"), WeakModulus.in(GOOD.subtract(BigInteger.ONE)));
  }

  @Test
  void aSmallFactorIsFound() {
    for (int factor : new int[] {3, 5, 257, 65521}) {
      assertEquals(
          Optional.of("an RSA modulus with a small factor"),
          WeakModulus.in(GOOD.multiply(BigInteger.valueOf(factor))));
    }
  }

  @Test
  void aPrimeModulusIsFound() {
    BigInteger prime = BigInteger.probablePrime(2048, new Random(5));
    assertEquals(Optional.of("an RSA modulus that is prime"), WeakModulus.in(prime));
  }

  /** The square root shows both. */
  @Test
  void primesThatAreNearlyEqualAreFound() {
    BigInteger prime = BigInteger.probablePrime(1024, new Random(6));
    for (BigInteger other : new BigInteger[] {prime, prime.nextProbablePrime()}) {
      assertEquals(
          Optional.of("an RSA modulus of two primes that are nearly equal"),
          WeakModulus.in(prime.multiply(other)));
    }
  }
}
