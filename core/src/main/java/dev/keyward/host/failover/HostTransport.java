package dev.keyward.host.failover;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Carries one request to a Host Guardian Service and its answer back. */
@FunctionalInterface
public interface HostTransport {

  /** The largest body of an answer, in bytes. */
  int MOST_BYTES = 2 << 20;

  /**
   * Sends {@code call} once; redirects are not followed.
   *
   * @param within the time for everything, to the last byte of the answer
   * @throws NoAnswerException where no whole answer came
   */
  Answer send(Call call, Duration within) throws NoAnswerException;

  /**
   * A request.
   *
   * @param method {@code GET} or {@code POST}
   * @param uri of scheme http or https
   * @param contentType of the body; empty for GET
   * @param body what is sent
   */
  record Call(String method, URI uri, Optional<String> contentType, byte[] body) {

    /** Copies the body. */
    public Call {
      body = body.clone();
    }

    /** A copy of the body. */
    @Override
    public byte[] body() {
      return body.clone();
    }

    /** A GET. */
    public static Call get(URI uri) {
      return new Call("GET", uri, Optional.empty(), new byte[0]);
    }

    /** A POST. */
    static Call post(URI uri, String contentType, byte[] body) {
      return new Call("POST", uri, Optional.of(contentType), body);
    }
  }

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param body at most {@link #MOST_BYTES}; empty where it was larger
   * @param retryAfter how long the service asks to wait before the next request
   * @param date what the service's clock said, in whole seconds
   */
  record Answer(int status, byte[] body, Optional<Duration> retryAfter, Optional<Instant> date) {

    /** Of a service that says nothing of another request, nor of the time. */
    public Answer(int status, byte[] body) {
      this(status, body, Optional.empty(), Optional.empty());
    }

    /** Copies the body. */
    public Answer {
      body = body.clone();
    }

    /** A copy of the body. */
    @Override
    public byte[] body() {
      return body.clone();
    }
  }

  /** No whole answer came. */
  final class NoAnswerException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Seen seen;

    /**
     * With the reason.
     *
     * @param seen one that {@linkplain Seen#isOutage is an outage}
     * @param detail more about it, possibly empty
     */
    public NoAnswerException(Seen seen, String detail, Throwable cause) {
      super(detail, cause);
      if (!seen.isOutage()) {
        throw new IllegalArgumentException("an answer came: " + seen);
      }
      this.seen = seen;
    }

    /** What was seen instead. */
    public Seen seen() {
      return seen;
    }
  }
}
