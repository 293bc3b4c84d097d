package dev.keyward.internal.io.http;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One HTTP request whose whole answer must be there in time. It runs in a thread of its own: {@link
 * HttpClient#sendAsync} hands its answers over in the common pool, whose threads may all be waiting
 * for them.
 */
public final class TimedExchange {

  private final HttpClient client;
  private final HttpRequest request;

  /** Of a request that is not yet sent. */
  public TimedExchange(HttpClient client, HttpRequest request) {
    this.client = client;
    this.request = request;
  }

  /**
   * Sends the request and waits for the answer with its body.
   *
   * @throws ExecutionException whose cause is what the client or {@code body} failed with
   * @throws TimeoutException after {@code limit}; the exchange is then given up
   * @throws InterruptedException if the wait is interrupted; the exchange is then given up
   */
  public <T> HttpResponse<T> within(Duration limit, HttpResponse.BodyHandler<T> body)
      throws ExecutionException, TimeoutException, InterruptedException {
    FutureTask<HttpResponse<T>> exchange = new FutureTask<>(() -> client.send(request, body));
    Thread thread = new Thread(exchange, "keyward-http");
    thread.setDaemon(true);
    thread.start();
    try {
      return exchange.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      exchange.cancel(true);
    }
  }
}
