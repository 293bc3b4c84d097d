package dev.keyward.cli;

/**
 * Waits for what another thread or process brings about. A wait in vain is ended by the time limit
 * of all tests, which no sound test comes near on any machine.
 */
public final class Until {

  private static final int BETWEEN_MILLIS = 10;

  private Until() {}

  /** Whether it has happened. */
  @FunctionalInterface
  public interface Question {
    boolean isSo() throws Exception;
  }

  /** Asks until it is so. */
  public static void so(Question question) throws Exception {
    while (!question.isSo()) {
      Thread.sleep(BETWEEN_MILLIS);
    }
  }
}
