package dev.keyward.internal.crypto;

import java.util.List;

/** Two results that were computed at the same time. */
public record Both<A, B>(A first, B second) {

  /** What gives one of the two. */
  @FunctionalInterface
  public interface Work<T, E extends Exception> {
    T run() throws E;
  }

  /** Runs both and waits for both, also when one fails: the caller may wipe what they used. */
  @SuppressWarnings("unchecked")
  public static <A, B, E extends Exception> Both<A, B> of(Work<A, E> first, Work<B, E> second)
      throws E {
    List<Work<?, E>> works = List.of(first, second);
    List<Object> results = AtOnce.<Work<?, E>, Object, E>map(works, Work::run);
    return new Both<>((A) results.get(0), (B) results.get(1));
  }
}
