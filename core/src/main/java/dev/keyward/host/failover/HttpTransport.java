package dev.keyward.host.failover;

import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.internal.crypto.TlsContexts;
import dev.keyward.internal.io.http.BoundedBody;
import dev.keyward.internal.io.http.ConnectionFailure;
import dev.keyward.internal.io.http.TimedExchange;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTTP/1.1 by the JDK's client. A try is over when its time is, whatever the server does: also one
 * that sends its answer byte by byte.
 *
 * <p>The JDK itself opens a refused connection a second time at once, and repeats a GET on a kept
 * connection that turned out to be closed, never a POST. Neither outlasts the time of the try.
 */
public final class HttpTransport implements HostTransport {

  /** What the JDK makes of a 401 or 407 that does not say how to log in. */
  private static final Pattern NO_LOGIN = Pattern.compile("response code (401|407)");

  /** At most 9,999, which is longer than any failover limit. */
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,4}");

  private static final byte[] NOTHING = new byte[0];

  private final HttpClient client;

  /**
   * A client of its own.
   *
   * @param authorities the only ones that are trusted for https; none means the runtime's own
   */
  public HttpTransport(List<GuardianCertificate> authorities) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER);
    if (!authorities.isEmpty()) {
      builder.sslContext(
          TlsContexts.trustingOnly(authorities.stream().map(GuardianCertificate::x509).toList()));
    }
    client = builder.build();
  }

  @Override
  public Answer send(Call call, Duration within) throws NoAnswerException {
    AtomicInteger status = new AtomicInteger();
    try {
      HttpResponse<byte[]> response =
          new TimedExchange(client, request(call))
              .within(
                  within,
                  head -> {
                    status.set(head.statusCode());
                    return new BoundedBody(MOST_BYTES);
                  });
      return new Answer(
          response.statusCode(), response.body(), retryAfter(response), date(response));
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      return withoutBody(cause, status.get()).orElseThrow(() -> failure(cause));
    } catch (TimeoutException e) {
      throw new NoAnswerException(Seen.NO_ANSWER_IN_TIME, waited(within), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswerException(Seen.NO_ANSWER_IN_TIME, "the wait was interrupted", e);
    }
  }

  /** In whole seconds; a date is not looked at, because the clocks may differ. */
  private static Optional<Duration> retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(text -> SECONDS.matcher(text).matches())
        .map(text -> Duration.ofSeconds(Integer.parseInt(text)));
  }

  private static Optional<Instant> date(HttpResponse<?> response) {
    Optional<String> text = response.headers().firstValue("Date");
    try {
      return text.map(each -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(each, Instant::from));
    } catch (DateTimeException e) {
      // A clock that says nothing that can be read is not judged.
      return Optional.empty();
    }
  }

  private static HttpRequest request(Call call) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(call.uri());
    call.contentType().ifPresent(type -> builder.header("Content-Type", type));
    return call.method().equals("GET")
        ? builder.GET().build()
        : builder
            .method(call.method(), HttpRequest.BodyPublishers.ofByteArray(call.body()))
            .build();
  }

  /** The answer whose body is of no use, or that the client keeps to itself. */
  private static Optional<Answer> withoutBody(Throwable cause, int status) {
    if (BoundedBody.isTooLarge(cause)) {
      return Optional.of(new Answer(status, NOTHING));
    }
    Matcher login = NO_LOGIN.matcher(String.valueOf(cause.getMessage()));
    return cause instanceof IOException && login.find()
        ? Optional.of(new Answer(Integer.parseInt(login.group(1)), NOTHING))
        : Optional.empty();
  }

  private static String waited(Duration within) {
    return within.toMillis() < 1000
        ? within.toMillis() + " ms"
        : (within.toMillis() + 500) / 1000 + " s";
  }

  private static NoAnswerException failure(Throwable cause) {
    return switch (ConnectionFailure.of(cause)) {
      case NAME_NOT_RESOLVED -> new NoAnswerException(Seen.NAME_NOT_RESOLVED, "", cause);
      case NO_ANSWER_IN_TIME -> new NoAnswerException(Seen.NO_ANSWER_IN_TIME, "", cause);
      case NO_CONNECTION -> new NoAnswerException(Seen.NO_CONNECTION, "", cause);
      case TLS_FAILED ->
          new NoAnswerException(Seen.TLS_FAILED, ConnectionFailure.tlsReason(cause), cause);
      case CONNECTION_LOST -> new NoAnswerException(Seen.CONNECTION_LOST, "", cause);
    };
  }
}
