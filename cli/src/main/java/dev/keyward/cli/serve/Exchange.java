package dev.keyward.cli.serve;

import dev.keyward.hgs.HgsEndpoint;
import dev.keyward.hgs.HgsReply;
import dev.keyward.hgs.HgsRequest;
import dev.keyward.hgs.RequestRecord;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** One request and its one answer: the first reply is sent and logged, others are dropped. */
final class Exchange {

  private static final HttpField AGAIN_IN_A_SECOND = new HttpField(HttpHeader.RETRY_AFTER, "1");

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Begun begun;
  private final Instant time;
  private final String id = RequestIds.next();
  private final AtomicBoolean answered = new AtomicBoolean();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final List<Runnable> endings = new CopyOnWriteArrayList<>();

  private Exchange(Request request, Response response, Callback callback, Begun begun) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.begun = begun;
    this.time = Instant.ofEpochMilli(Request.getTimeStamp(request));
  }

  /** Of a request whose headers are whole. */
  static Exchange of(Request request, Response response, Callback callback, Begun begun) {
    Exchange exchange = new Exchange(request, response, callback, begun);
    begun.add(exchange);
    return exchange;
  }

  /** To be run when the answer is sent, or cannot be; before the next request is read. */
  void whenEnded(Runnable ending) {
    endings.add(ending);
  }

  Request request() {
    return request;
  }

  String method() {
    return request.getMethod();
  }

  /** As it was sent: nothing is decoded, so nothing but the plain path is the path. */
  String path() {
    return Optional.ofNullable(request.getHttpURI().getPath()).orElse("");
  }

  Optional<String> contentType() {
    return Optional.ofNullable(request.getHeaders().get(HttpHeader.CONTENT_TYPE));
  }

  HgsRequest.Headers headers() {
    return new HgsRequest.Headers(
        contentType(), Optional.ofNullable(request.getHeaders().get(HttpHeader.ACCEPT)));
  }

  boolean isAnswered() {
    return answered.get();
  }

  /** Sends the answer of the service. */
  void reply(HgsReply reply) {
    send(reply, reply.record());
  }

  /** Refuses what the server does not let through to the service. */
  void refuse(int status, String text, String outcome) {
    send(HgsEndpoint.plain(status, text), named(outcome));
  }

  /** The same, and the connection ends: what still comes on it is not read. */
  void refuseAndClose(int status, String text, String outcome) {
    if (!isAnswered()) {
      response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
    }
    refuse(status, text, outcome);
  }

  private Optional<String> client() {
    return request.getConnectionMetaData().getRemoteSocketAddress()
                instanceof InetSocketAddress remote
            && remote.getAddress() != null
        ? Optional.of(remote.getAddress().getHostAddress())
        : Optional.empty();
  }

  private RequestRecord named(String outcome) {
    return RequestRecord.of(HgsEndpoint.verb(method(), path()), outcome);
  }

  private void send(HgsReply reply, RequestRecord record) {
    if (!answered.compareAndSet(false, true)) {
      return;
    }
    response.setStatus(reply.status());
    byte[] body = reply.body();
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.CONTENT_TYPE, reply.contentType());
    headers.put(HttpHeader.CONTENT_LENGTH, body.length);
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("X-Request-Id", id);
    reply
        .headers()
        .date()
        .ifPresent(
            now -> headers.put(HttpHeader.DATE, DateGenerator.formatDate(now.toEpochMilli())));
    if (!reply.headers().allow().isEmpty()) {
      headers.put(HttpHeader.ALLOW, reply.headers().allow());
    }
    if (reply.headers().again()) {
      headers.put(AGAIN_IN_A_SECOND);
    }
    if (begun.isStopping()) {
      headers.put(HttpFields.CONNECTION_CLOSE);
    }
    response.write(true, ByteBuffer.wrap(body), finished(record, reply.status()));
  }

  private Callback finished(RequestRecord record, int status) {
    return Callback.from(
        () -> {
          end(record, status, true);
          callback.succeeded();
        },
        failure -> {
          end(record, status, false);
          callback.failed(failure);
        });
  }

  private void end(RequestRecord record, int status, boolean delivered) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    endings.forEach(Runnable::run);
    long nanos = System.nanoTime() - request.getHeadersNanoTime();
    RequestLine.Sent sent = new RequestLine.Sent(status, delivered, nanos);
    begun.end(this, new RequestLine(time, id, client(), record, sent));
  }

  /** The service has stopped: what has no answer by now gets none. */
  void abandon() {
    answered.set(true);
    end(named("stopping"), HttpStatus.SERVICE_UNAVAILABLE_503, false);
  }
}
