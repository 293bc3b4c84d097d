package dev.keyward.cli.serve;

import dev.keyward.cli.console.JsonText;
import dev.keyward.cli.console.OutOfMemory;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Writes a line for each request, from a thread of its own: neither a full disk nor a pipe that
 * nobody reads may hold the service up. What cannot be written is counted and said once.
 */
public final class RequestLog implements AutoCloseable {

  private static final int MOST_WAITING = 10_000;
  private static final long MEMORY_SHARE = 32;
  private static final int SECONDS_TO_END = 2;

  private final Lines lines;
  private final Voice voice;
  private final ThreadPoolExecutor writer;
  private final AtomicLong lost = new AtomicLong();
  private final ByteBudget room = new ByteBudget(Runtime.getRuntime().maxMemory() / MEMORY_SHARE);
  private boolean failing;

  /** Where lines go. */
  @FunctionalInterface
  public interface Lines {
    /** Writes one line; {@code json} has no line feed. */
    void write(String json) throws IOException;

    /** Goes on in the file that has the name now; streams have none. */
    default void reopen() throws IOException {}
  }

  /** Says in a sentence what happens to the service as a whole. */
  public record Voice(Consumer<String> notes, Consumer<String> warnings) {}

  /** A log of requests that goes to {@code lines}; all else goes to {@code voice}. */
  public RequestLog(Lines lines, Voice voice) {
    this.lines = lines;
    this.voice = voice;
    this.writer =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Threads.named("keyward-log"),
            (line, executor) -> drop(line));
  }

  private void drop(Runnable task) {
    if (task instanceof Waiting line) {
      line.drop();
    }
  }

  void add(RequestLine line) {
    int bytes = line.memory();
    if (!room.take(bytes)) {
      lost.incrementAndGet();
      return;
    }
    writer.execute(new Waiting(line, bytes));
  }

  /** A line that waits to be written, or is dropped, and gives back what it took. */
  private final class Waiting implements Runnable {

    private final RequestLine line;
    private final int bytes;

    Waiting(RequestLine line, int bytes) {
      this.line = line;
      this.bytes = bytes;
    }

    @Override
    public void run() {
      write(line);
      room.give(bytes);
    }

    void drop() {
      lost.incrementAndGet();
      room.give(bytes);
    }
  }

  /** Goes on in the file that has the name now, as after its rotation. */
  public void reopen() {
    writer.execute(
        () -> {
          try {
            lines.reopen();
          } catch (IOException e) {
            voice.warnings().accept("the log cannot be opened again: " + e.getMessage());
          }
        });
  }

  void note(String message) {
    writer.execute(() -> voice.notes().accept(message));
  }

  void warn(String message) {
    writer.execute(() -> voice.warnings().accept(message));
  }

  private void write(RequestLine line) {
    try {
      lines.write(JsonText.compact(line.answer()));
      boolean back = failing;
      failing = false;
      if (back || writer.getQueue().isEmpty()) {
        tellLost(back ? "the log can be written again" : "the log could not keep up");
      }
    } catch (Throwable e) { // The log goes on, unless memory ran out.
      OutOfMemory.endProcess(e);
      lost.incrementAndGet();
      if (!failing) {
        voice
            .warnings()
            .accept("the log cannot be written, the service goes on: " + e.getMessage());
      }
      failing = true;
    }
  }

  private void tellLost(String why) {
    long lines = lost.getAndSet(0);
    if (lines > 0) {
      voice.warnings().accept(why + "; lines were lost: " + lines);
    }
  }

  /** Writes what waits, for two seconds at most, and says what was lost. */
  @Override
  public void close() {
    writer.shutdown();
    try {
      writer.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    tellLost("the log ends");
  }
}
