package dev.keyward.cli.serve;

import dev.keyward.cli.console.OutOfMemory;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * Reads a body as it comes, on no thread of its own, up to {@link ServiceLimits#MOST_BODY} and to
 * what all bodies together may take.
 */
final class BodyReading implements Invocable.Task {

  private final Exchange exchange;
  private final Optional<ByteBudget> budget;
  private final Consumer<byte[]> whole;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int length;
  private boolean ended;
  private boolean closed;

  private BodyReading(Exchange exchange, Optional<ByteBudget> budget, Consumer<byte[]> whole) {
    this.exchange = exchange;
    this.budget = budget;
    this.whole = whole;
  }

  /** Gives the whole body to {@code whole}; what goes wrong is answered here. */
  static BodyReading keeping(Exchange exchange, ByteBudget budget, Consumer<byte[]> whole) {
    return new BodyReading(exchange, Optional.of(budget), whole);
  }

  /**
   * Reads past the body before {@code end}: a client that is answered and cut off while it still
   * sends may never see the answer.
   */
  static BodyReading skipping(Exchange exchange, Runnable end) {
    return new BodyReading(exchange, Optional.empty(), nothing -> end.run());
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public void run() {
    try {
      read();
    } catch (OutOfMemoryError e) {
      OutOfMemory.endProcess(e);
    }
  }

  private void read() {
    boolean more = !exchange.isAnswered();
    while (more) {
      Content.Chunk chunk = exchange.request().read();
      if (chunk == null) {
        exchange.request().demand(this);
        return;
      }
      more = take(chunk);
    }
  }

  /** Whether there is more to read. */
  private synchronized boolean take(Content.Chunk chunk) {
    if (Content.Chunk.isFailure(chunk)) {
      fail(chunk.getFailure());
      return false;
    }
    if (closed) {
      chunk.release();
      return false;
    }
    byte[] bytes = BufferUtil.toArray(chunk.getByteBuffer());
    boolean last = chunk.isLast();
    chunk.release();
    length += bytes.length;
    if (length > ServiceLimits.MOST_BODY) {
      exchange.refuseAndClose(413, "at most 2 MiB", "too-large");
      return false;
    }
    if (budget.isPresent() && !keep(bytes, budget.get())) {
      exchange.refuseAndClose(503, "too much to do", "busy");
      return false;
    }
    if (last) {
      ended = true;
      whole.accept(body.toByteArray());
    }
    return !last;
  }

  private boolean keep(byte[] bytes, ByteBudget from) {
    boolean taken = from.take(bytes.length);
    if (taken) {
      body.write(bytes, 0, bytes.length);
    }
    return taken;
  }

  /** The time for it is over: refuses the request unless the body was whole by then. */
  synchronized void expire() {
    if (!ended) {
      exchange.refuseAndClose(408, "the body did not come in time", "body-timeout");
    }
  }

  /** Gives back what the body took; once, when the request has its answer. */
  synchronized void close() {
    closed = true;
    budget.ifPresent(from -> from.give(body.size()));
  }

  private void fail(Throwable failure) {
    if (failure instanceof TimeoutException) {
      exchange.refuseAndClose(408, "the body did not come in time", "body-timeout");
    } else {
      exchange.refuseAndClose(400, "the body is not whole", "bad-body");
    }
  }
}
