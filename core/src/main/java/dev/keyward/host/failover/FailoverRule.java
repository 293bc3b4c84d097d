package dev.keyward.host.failover;

import java.util.Locale;

/**
 * Where a host goes on after a try: the right column of the failover table. It remembers nothing,
 * so every use of a key begins with the primary, also when the fallback served the last one.
 *
 * <p>Keyward's reading of the article: a service that is not reached, or is ill, is tried once more
 * within the limit, then the fallback is asked; one that is reached and says no has the last word.
 * A fallback is treated in the same way, within a limit of its own, and nothing comes after it.
 *
 * @param mayFallBack whether there is a fallback, and this use may go there
 */
public record FailoverRule(boolean mayFallBack) {

  /** How often one service is tried. */
  public static final int TRIES = 2;

  /** What a host does next. */
  public enum Next {
    /** It has what it asked for. */
    DONE,
    /** It attests again and asks the same service for the key again. */
    ATTEST_AGAIN,
    /** It tries the same service once more. */
    TRY_AGAIN,
    /** It turns to the fallback. */
    TRY_FALLBACK,
    /** It gives up. */
    STOP;

    /** In kebab case, for programs. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * The next step.
   *
   * @param side which service was tried
   * @param number which try of it that was, from 1
   * @param seen what came of it
   * @param timeIsLeft whether the limit for this service is not over
   */
  public Next after(Side side, int number, Seen seen, boolean timeIsLeft) {
    if (!seen.isOutage()) {
      return seen.isVerdict() ? Next.STOP : Next.DONE;
    }
    if (number < TRIES && timeIsLeft) {
      return Next.TRY_AGAIN;
    }
    return side == Side.PRIMARY && mayFallBack ? Next.TRY_FALLBACK : Next.STOP;
  }
}
