package dev.keyward.secret;

/**
 * Counts who uses a secret at the moment. Only the count is guarded: borrowers run without a lock,
 * beside each other, and may wait for other threads. Who closes while some are at work waits for
 * none of them; the last borrower to finish then wipes the secret.
 */
final class Loans {

  private final String closedMessage;
  private final Runnable wipe;
  private int open;
  private boolean closed;

  Loans(String closedMessage, Runnable wipe) {
    this.closedMessage = closedMessage;
    this.wipe = wipe;
  }

  <S, T, E extends Exception> T lend(S secret, Borrower<S, T, E> borrower) throws E {
    begin();
    try {
      return borrower.use(secret);
    } finally {
      end();
    }
  }

  private synchronized void begin() {
    if (closed) {
      throw new IllegalStateException(closedMessage);
    }
    open++;
  }

  private synchronized void end() {
    open--;
    wipeWhenUnused();
  }

  synchronized void close() {
    closed = true;
    wipeWhenUnused();
  }

  private void wipeWhenUnused() {
    if (closed && open == 0) {
      wipe.run();
    }
  }
}
