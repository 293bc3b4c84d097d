package dev.keyward.internal.crypto.pkcs;

import dev.keyward.Fault;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.internal.crypto.AcceptedAlgorithms;
import java.math.BigInteger;

/**
 * What one key file may make its reader spend on deriving keys. A file names its own costs, so they
 * are checked before anything is derived: each one, and all of them together, for a file of 64 bags
 * could otherwise ask for the largest cost 64 times.
 */
final class DerivationBudget {

  private static final int MAX_ITERATIONS = AcceptedAlgorithms.MOST_ROUNDS;
  private static final long MAX_SCRYPT_MEMORY = AcceptedAlgorithms.MOST_SCRYPT_MEMORY;
  private static final long MAX_SCRYPT_WORK = AcceptedAlgorithms.MOST_SCRYPT_WORK;

  /** About as long as one round of PBKDF2. */
  private static final int SCRYPT_BYTES_A_ROUND = 256;

  private final String where;
  private long left = 4L * MAX_ITERATIONS;

  DerivationBudget(String where) {
    this.where = where;
  }

  /** The iteration count, when it is 1 to 5,000,000 and there is that much left. */
  int iterations(BigInteger asked) throws UnsupportedFormatException {
    if (asked.signum() <= 0 || asked.compareTo(BigInteger.valueOf(MAX_ITERATIONS)) > 0) {
      throw tooCostly("a key derivation of " + shown(asked) + " iterations", "1 to 5000000");
    }
    spend(asked.intValueExact());
    return asked.intValueExact();
  }

  /** Checks scrypt's parameters (RFC 7914): memory is 128 N r bytes, work p times that. */
  void scrypt(BigInteger n, BigInteger r, BigInteger p) throws UnsupportedFormatException {
    boolean positive = n.signum() > 0 && r.signum() > 0 && p.signum() > 0;
    BigInteger memory = n.multiply(r).shiftLeft(7);
    BigInteger work = memory.multiply(p);
    if (!positive
        || memory.compareTo(BigInteger.valueOf(MAX_SCRYPT_MEMORY)) > 0
        || work.compareTo(BigInteger.valueOf(MAX_SCRYPT_WORK)) > 0) {
      throw tooCostly(
          "scrypt with N " + shown(n) + ", r " + shown(r) + ", p " + shown(p),
          "positive numbers, at most 256 MiB of memory (128 N r) and four such passes");
    }
    spend(work.longValueExact() / SCRYPT_BYTES_A_ROUND);
  }

  private void spend(long rounds) throws UnsupportedFormatException {
    left -= rounds;
    if (left < 0) {
      throw tooCostly(
          "key derivations that are too costly together", "at most 20000000 iterations a file");
    }
  }

  private static String shown(BigInteger number) {
    return number.bitLength() > 64 ? "over 2^64" : number.toString();
  }

  private UnsupportedFormatException tooCostly(String found, String expected) {
    return new UnsupportedFormatException(
        Fault.of("costly-key-derivation", where, found, expected));
  }
}
