package dev.keyward.cli;

import dev.keyward.cli.identity.model.PooledKeys;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Random numbers, but for the primes of RSA keys of 2048 bits: where Java begins to look for one,
 * it gets the number before a prime of the key pool, and finds that. To look for primes takes
 * longer than all else that most commands do. 2,520 keys of a run are different; after them they
 * repeat.
 */
final class PooledPrimes extends SecureRandom {

  private static final long serialVersionUID = 1;
  private static final int BYTES = 128;
  private static final int FRAMES = 6;
  private static final List<byte[]> BEFORE = before();
  private static final AtomicInteger DRAWN = new AtomicInteger();

  private final SecureRandom others;

  /** All other numbers come from {@code others}. */
  PooledPrimes(SecureRandom others) {
    super(new NoNumbers(), null);
    this.others = others;
  }

  /** What {@link SecureRandom} asks for, and what nothing is drawn from. */
  private static final class NoNumbers extends SecureRandomSpi {

    private static final long serialVersionUID = 1;

    @Override
    protected void engineSetSeed(byte[] seed) {
      throw new IllegalStateException("the numbers come from another source");
    }

    @Override
    protected void engineNextBytes(byte[] bytes) {
      throw new IllegalStateException("the numbers come from another source");
    }

    @Override
    protected byte[] engineGenerateSeed(int size) {
      throw new IllegalStateException("the numbers come from another source");
    }
  }

  private static List<byte[]> before() {
    List<byte[]> before = new ArrayList<>();
    for (int number = 0; number < PooledKeys.count(); number++) {
      RSAPrivateCrtKey key = (RSAPrivateCrtKey) PooledKeys.key(number);
      for (BigInteger prime : List.of(key.getPrimeP(), key.getPrimeQ())) {
        byte[] bytes = prime.subtract(BigInteger.ONE).toByteArray();
        // A byte for the sign comes before 128 others.
        before.add(Arrays.copyOfRange(bytes, bytes.length - BYTES, bytes.length));
      }
    }
    return before;
  }

  /** Two of them make a key, and no two keys have the same two. */
  private static byte[] next() {
    int drawn = DRAWN.getAndIncrement();
    int key = drawn / 2 % (BEFORE.size() * (BEFORE.size() / 2 - 1));
    int first = key % BEFORE.size();
    int second = (first + 1 + key / BEFORE.size()) % BEFORE.size();
    return BEFORE.get(drawn % 2 == 0 ? first : second);
  }

  /** The tests of a number that may be prime ask for as many bytes. */
  private static boolean isSearchForAPrime() {
    List<String> callers =
        StackWalker.getInstance()
            .walk(
                frames -> frames.limit(FRAMES).map(StackWalker.StackFrame::getMethodName).toList());
    return callers.contains("largePrime") && !callers.contains("passesMillerRabin");
  }

  @Override
  public void nextBytes(byte[] bytes) {
    if (bytes.length == BYTES && isSearchForAPrime()) {
      System.arraycopy(next(), 0, bytes, 0, BYTES);
    } else {
      others.nextBytes(bytes);
    }
  }
}
