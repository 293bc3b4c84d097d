package dev.keyward.secret;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;

/**
 * Key material of a fixed length that is wiped when closed.
 *
 * <p>The bytes are never handed out, only lent to a {@link Borrower} for the length of a call. A
 * borrower that copies them must wipe the copy. The Java runtime may have moved the array before,
 * so wiping shortens the life of a secret but does not guarantee that it is nowhere in memory.
 */
public final class SecretBytes implements AutoCloseable {

  private final byte[] bytes;
  private final Loans loans;

  private SecretBytes(byte[] bytes) {
    this.bytes = bytes;
    this.loans = new Loans("the secret was wiped", () -> Arrays.fill(bytes, (byte) 0));
  }

  /** A copy of {@code source}; the source stays the caller's to wipe. */
  public static SecretBytes copyOf(byte[] source) {
    return new SecretBytes(source.clone());
  }

  /** The bytes of {@code source}, which is wiped at once. */
  public static SecretBytes takeFrom(byte[] source) {
    SecretBytes taken = copyOf(source);
    Arrays.fill(source, (byte) 0);
    return taken;
  }

  /** {@code size} bytes from {@code random}. */
  public static SecretBytes random(int size, SecureRandom random) {
    byte[] fresh = new byte[size];
    random.nextBytes(fresh);
    return new SecretBytes(fresh);
  }

  /** The number of bytes; known also after closing. */
  public int size() {
    return bytes.length;
  }

  /**
   * Lends the bytes to {@code borrower}, who must neither keep nor change them. Several threads may
   * borrow at the same time; no lock is held meanwhile.
   *
   * @throws IllegalStateException if closed
   */
  public <T, E extends Exception> T lend(Borrower<byte[], T, E> borrower) throws E {
    return loans.lend(bytes, borrower);
  }

  /** Whether both hold the same bytes. The time does not depend on where they differ. */
  public boolean sameAs(SecretBytes other) {
    byte[] theirs = Objects.requireNonNull(other, "other").lend(byte[]::clone);
    try {
      return lend(mine -> MessageDigest.isEqual(mine, theirs));
    } finally {
      Arrays.fill(theirs, (byte) 0);
    }
  }

  /**
   * Wipes the bytes, or has the last borrower wipe them where some still use them; closing twice is
   * allowed.
   */
  @Override
  public void close() {
    loans.close();
  }

  /** The size only, such as {@code SecretBytes(32 bytes)}. */
  @Override
  public String toString() {
    return "SecretBytes(" + bytes.length + " bytes)";
  }
}
