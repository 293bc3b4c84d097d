package dev.keyward.internal.crypto.outside;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call to a device that may never answer. */
final class DeviceCall {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private DeviceCall() {}

  /** What the device computes. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws GeneralSecurityException;
  }

  /**
   * The result of {@code work}, which runs in a thread of its own.
   *
   * @throws GeneralSecurityException what the work throws; or after 30 seconds without an answer
   */
  static <T> T of(Work<T> work) throws GeneralSecurityException {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Thread thread = new Thread(() -> complete(answer, work), "keyward-device");
    // A device that never answers must not keep the program from ending.
    thread.setDaemon(true);
    thread.start();
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new GeneralSecurityException(
          "the device gave no answer in " + PATIENCE.toSeconds() + " seconds", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GeneralSecurityException("the call was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GeneralSecurityException failure) {
        throw failure;
      }
      throw new GeneralSecurityException(e.getCause());
    }
  }

  private static <T> void complete(CompletableFuture<T> answer, Work<T> work) {
    try {
      answer.complete(work.run());
    } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
      answer.completeExceptionally(e);
    }
  }
}
