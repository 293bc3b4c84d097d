package dev.keyward.cli.serve;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits for the process to be asked to end, by SIGTERM or from the keyboard, and keeps it alive
 * until what was begun is finished, which closing this says. Before anything is begun, the process
 * ends at once.
 */
public final class StopSignal implements AutoCloseable {

  private static final int MOST_SECONDS = 9;

  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean holding;
  private final Thread hook = new Thread(this::stop, "keyward-stop");

  /** Listens from now on. */
  public StopSignal() {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is about to end already.
      requested.countDown();
    }
  }

  private void stop() {
    requested.countDown();
    if (!holding) {
      return;
    }
    try {
      finished.await(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** From now on something is begun that the end of the process waits for. */
  public void hold() {
    holding = true;
  }

  /** Waits until the process is to end, or the thread is interrupted, which is the same here. */
  public void await() {
    try {
      requested.await();
    } catch (InterruptedException e) {
      // Who runs the command in a thread of its own ends it so.
    }
  }

  /** Whether the process is to end. */
  public boolean isTold() {
    return requested.getCount() == 0;
  }

  @Override
  public void close() {
    finished.countDown();
    if (!isTold()) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
