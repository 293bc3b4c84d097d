package dev.keyward.guardian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WeakModulusTest {

  /** All odd primes below 2^16. */
  private static final int[] SMALL =
      IntStream.range(3, 1 << 16)
          .filter(
              i -> i % 2 == 1 && IntStream.rangeClosed(2, 256).noneMatch(j -> j < i && i % j == 0))
          .toArray();

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
  void everySmallFactorIsFound() {
    BigInteger large = BigInteger.TWO.pow(89).subtract(BigInteger.ONE);
    for (int prime : SMALL) {
      BigInteger modulus = large.multiply(BigInteger.valueOf(prime));
      assertEquals(
          Optional.of("an RSA modulus with a small factor"), WeakModulus.in(modulus), "" + prime);
    }
    assertEquals(Optional.empty(), WeakModulus.in(large.multiply(BigInteger.valueOf(65537))));
  }

  @Test
  void noOtherNumberIsSaidToHaveOne() {
    BigInteger all = BigInteger.ONE;
    for (int prime : SMALL) {
      all = all.multiply(BigInteger.valueOf(prime));
    }
    Random random = new Random(7);
    int without = 0;
    for (int i = 0; i < 300; i++) {
      BigInteger number = new BigInteger(64 + random.nextInt(2000), random).setBit(0).setBit(63);
      boolean has = !number.gcd(all).equals(BigInteger.ONE);
      Optional<String> said = WeakModulus.in(number);
      assertEquals(
          has, said.filter("an RSA modulus with a small factor"::equals).isPresent(), "" + number);
      without += has ? 0 : 1;
    }
    assertTrue(without > 10, without + " have none");
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
