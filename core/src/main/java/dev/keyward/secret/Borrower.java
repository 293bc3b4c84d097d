package dev.keyward.secret;

/**
 * Code that uses a secret while it is lent.
 *
 * @param <S> the array that is lent
 * @param <T> the result
 * @param <E> what may be thrown
 */
@FunctionalInterface
public interface Borrower<S, T, E extends Exception> {

  /** Uses {@code secret} without keeping or changing it. */
  T use(S secret) throws E;
}
