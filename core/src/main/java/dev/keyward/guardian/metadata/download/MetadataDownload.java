package dev.keyward.guardian.metadata.download;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.ServiceRefusedException;
import dev.keyward.ServiceUnreachableException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.internal.crypto.TlsContexts;
import dev.keyward.internal.io.http.BoundedBody;
import dev.keyward.internal.io.http.ConnectionFailure;
import dev.keyward.internal.io.http.TimedExchange;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Fetches guardian metadata from a Host Guardian Service. What comes back is not yet verified. */
public final class MetadataDownload {

  /** The largest answer, in bytes. */
  public static final int MOST_BYTES = 2 << 20;

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration WHOLE = Duration.ofSeconds(30);

  private final HttpClient client;
  private final Duration timeout;

  /**
   * Uses {@code client}, waiting 30 seconds for the whole answer.
   *
   * @throws IllegalArgumentException if the client follows redirects from https to http
   */
  public MetadataDownload(HttpClient client) {
    this(client, WHOLE);
  }

  MetadataDownload(HttpClient client, Duration timeout) {
    if (client.followRedirects() == HttpClient.Redirect.ALWAYS) {
      throw new IllegalArgumentException("a client that would follow https to http");
    }
    this.client = client;
    this.timeout = timeout;
  }

  /** A client as this class wants it: 10 seconds to connect, no redirect from https to http. */
  public static HttpClient client() {
    return client(List.of());
  }

  /**
   * The same, which trusts other authorities for https.
   *
   * @param authorities the only ones; none means the runtime's own
   */
  public static HttpClient client(List<GuardianCertificate> authorities) {
    HttpClient.Builder builder =
        HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(HttpClient.Redirect.NORMAL);
    if (!authorities.isEmpty()) {
      builder.sslContext(
          TlsContexts.trustingOnly(authorities.stream().map(GuardianCertificate::x509).toList()));
    }
    return builder.build();
  }

  /** Whether nothing protects the answer on its way, so that an import wants a pin. */
  public static boolean isUnprotected(URI uri) {
    return "http".equalsIgnoreCase(uri.getScheme());
  }

  /**
   * The body of the answer to a GET.
   *
   * @param uri of scheme http or https
   * @throws ServiceUnreachableException code {@code unreachable}, also for no answer in time
   * @throws ServiceRefusedException code {@code http-status}
   * @throws MalformedInputException code {@code too-large} or {@code bad-url}
   */
  public byte[] fetch(URI uri) throws KeywardException {
    HttpRequest request = request(uri);
    try {
      HttpResponse<byte[]> response =
          new TimedExchange(client, request).within(timeout, status -> new BoundedBody(MOST_BYTES));
      if (response.statusCode() != 200) {
        throw new ServiceRefusedException(
            Fault.of("http-status", uri.toString(), "HTTP " + response.statusCode(), "HTTP 200"));
      }
      return response.body();
    } catch (ExecutionException e) {
      throw failure(uri, Objects.requireNonNullElse(e.getCause(), e));
    } catch (TimeoutException e) {
      throw unreachable(uri, "no answer within " + timeout.toSeconds() + " seconds", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(uri, "the wait was interrupted", e);
    }
  }

  private HttpRequest request(URI uri) throws MalformedInputException {
    try {
      return HttpRequest.newBuilder(uri).timeout(timeout).GET().build();
    } catch (IllegalArgumentException e) {
      throw new MalformedInputException(
          Fault.of("bad-url", uri.toString(), "not an address", "http://... or https://..."), e);
    }
  }

  private static KeywardException failure(URI uri, Throwable cause) {
    if (BoundedBody.isTooLarge(cause)) {
      return new MalformedInputException(
          Fault.of(
              "too-large",
              uri.toString(),
              "more than " + MOST_BYTES + " bytes",
              "at most that many"),
          cause);
    }
    return unreachable(uri, reason(cause), cause);
  }

  private static String reason(Throwable cause) {
    return switch (ConnectionFailure.of(cause)) {
      case NAME_NOT_RESOLVED -> "the name is not known";
      case NO_CONNECTION -> "no connection";
      case NO_ANSWER_IN_TIME -> "no answer in time";
      case TLS_FAILED -> ConnectionFailure.tlsReason(cause);
      case CONNECTION_LOST -> "the connection broke";
    };
  }

  private static ServiceUnreachableException unreachable(URI uri, String found, Throwable cause) {
    Fault fault = Fault.of("unreachable", uri.toString(), found, "guardian metadata");
    boolean stranger = ConnectionFailure.of(cause) == ConnectionFailure.TLS_FAILED;
    return new ServiceUnreachableException(
        stranger
            ? fault.withHint("--ca FILE names the authorities that are trusted for https")
            : fault,
        cause);
  }
}
