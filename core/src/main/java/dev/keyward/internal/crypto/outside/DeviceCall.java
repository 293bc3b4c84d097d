package dev.keyward.internal.crypto.outside;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call to a device that may never answer. */
public final class DeviceCall {

  /** How long a call may take. A property shortens it, so that tests need not wait. */
  static final Duration PATIENCE = Duration.ofSeconds(Long.getLong("keyward.device.seconds", 30));

  /** Small devices need minutes for a key of 4096 bits. */
  private static final int LONGER = 20;

  private static final String LATE = "the device gave no answer in ";
  private static final int MOST_CAUSES = 16;

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
    return within(PATIENCE, work);
  }

  /** The same for the making of a key, which may take ten minutes. */
  static <T> T ofMaking(Work<T> work) throws GeneralSecurityException {
    return within(PATIENCE.multipliedBy(LONGER), work);
  }

  private static <T> T within(Duration patience, Work<T> work) throws GeneralSecurityException {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Thread thread = new Thread(() -> complete(answer, work), "keyward-device");
    // A device that never answers must not keep the program from ending.
    thread.setDaemon(true);
    thread.start();
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new GeneralSecurityException(LATE + patience.toSeconds() + " seconds", e);
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
    } catch (GeneralSecurityException | RuntimeException | Error e) {
      // A faulty module may have the heap run full, and the caller must not wait for this thread.
      answer.completeExceptionally(e);
    }
  }

  /**
   * Why a call failed, in words: that the device gave no answer, or the error code of PKCS#11.
   * Empty if the failure says neither.
   */
  public static Optional<String> reason(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
      String message = String.valueOf(cause.getMessage());
      if (message.startsWith(LATE) || message.matches("CKR_[A-Z0-9_]+")) {
        return Optional.of(message);
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  /** What a device does not do, with the reason if there is one. */
  public static String failed(String act, Throwable failure) {
    return act + reason(failure).map(words -> ": " + words).orElse("");
  }
}
