package dev.keyward.internal.crypto.outside;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that computes with the keys of one token. Several threads may call it at the same time.
 * A process that gives no answer in time is ended, so it never holds anybody longer.
 */
final class TokenProcess {

  private final Process process;
  private final DataOutputStream out;
  private final Map<Integer, CompletableFuture<TokenFrame>> waiting = new ConcurrentHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private volatile boolean ended;

  private TokenProcess(Process process) {
    this.process = process;
    this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
  }

  /** Starts a process for the token of that URI. It is to log in first. */
  static TokenProcess start(String uri) throws IOException {
    Process process =
        new ProcessBuilder(ChildProgram.command(TokenServer.class, uri))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    TokenProcess started = new TokenProcess(process);
    Thread reader = new Thread(started::read, "keyward-token");
    reader.setDaemon(true);
    reader.start();
    return started;
  }

  private void read() {
    try {
      DataInputStream in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
      while (true) {
        TokenFrame answer = TokenFrame.read(in);
        CompletableFuture<TokenFrame> caller = waiting.remove(answer.number());
        if (caller == null || !caller.complete(answer)) {
          answer.wipe();
        }
      }
    } catch (IOException e) {
      end();
    }
  }

  /**
   * The answer to a request, whose fields are wiped.
   *
   * @throws IOException if the process ends first
   * @throws TimeoutException if it gives no answer in time; then it is ended
   */
  TokenFrame call(TokenFrame.Kind kind, List<byte[]> fields, Duration most)
      throws IOException, TimeoutException {
    TokenFrame request = new TokenFrame(numbers.incrementAndGet(), kind, fields);
    CompletableFuture<TokenFrame> answer = new CompletableFuture<>();
    waiting.put(request.number(), answer);
    try {
      send(request);
      if (ended) {
        throw new IOException("the token's process has ended");
      }
      return answer.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("the token's process has ended", e);
    } catch (TimeoutException e) {
      end();
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the call was interrupted", e);
    } finally {
      waiting.remove(request.number());
    }
  }

  private void send(TokenFrame request) throws IOException {
    synchronized (out) {
      request.write(out);
    }
  }

  boolean hasEnded() {
    return ended;
  }

  /** Ends the process; calls that wait fail at once. */
  void end() {
    ended = true;
    process.destroyForcibly();
    IOException cause = new IOException("the token's process has ended");
    waiting.values().forEach(caller -> caller.completeExceptionally(cause));
  }
}
