package dev.keyward.cli.serve;

import dev.keyward.cli.console.OutOfMemory;
import dev.keyward.cli.serve.metrics.ServiceMetrics;
import dev.keyward.hgs.HgsEndpoint;
import dev.keyward.hgs.HgsReply;
import dev.keyward.hgs.HgsRequest;
import dev.keyward.hgs.RequestRecord;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Takes requests from Jetty to the service, a bounded number at a time, and the answers back. */
final class ServiceHandler extends Handler.Abstract.NonBlocking {

  private static final byte[] NOTHING = new byte[0];
  private static final String HEALTH = "health";
  private static final String LIVE = "live";
  private static final String BUSY = "too much to do";

  private final Function<HgsRequest, HgsReply> service;
  private final Crew crew;
  private final Told told;

  ServiceHandler(Function<HgsRequest, HgsReply> service, Crew crew, Told told) {
    this.service = service;
    this.crew = crew;
    this.told = told;
  }

  /** Where an operator reads of the service. */
  record Told(RequestLog log, Optional<MetricsDoor> metrics) {}

  /** Who does the work, and what bounds it. */
  record Crew(
      ServiceLimits limits,
      Begun begun,
      ConnectionGuard guard,
      ThreadPoolExecutor workers,
      ScheduledExecutorService timer,
      ByteBudget budget) {

    boolean isBusy() {
      return workers.getQueue().remainingCapacity() == 0;
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Exchange exchange = Exchange.of(request, response, callback, crew.begun());
    Connection connection = request.getConnectionMetaData().getConnection();
    crew.guard().began(connection);
    exchange.whenEnded(() -> crew.guard().ended(connection));
    if (told.metrics().filter(door -> door.isOpenTo(request)).isPresent()) {
      read(exchange, BodyReading.skipping(exchange, () -> exchange.reply(metrics(exchange))));
      return true;
    }
    String verb = HgsEndpoint.verb(exchange.method(), exchange.path());
    Optional<HgsReply> refused =
        MetricsDoor.isAtOwnAddress(request)
            ? Optional.of(HgsEndpoint.plain(404, "only " + MetricsDoor.PATH))
            : refusal(exchange, verb);
    if (exchange.request().getLength() > ServiceLimits.MOST_BODY) {
      exchange.refuseAndClose(413, "at most 2 MiB", "too-large");
    } else if (refused.isPresent()) {
      read(exchange, BodyReading.skipping(exchange, () -> exchange.reply(refused.get())));
    } else if (verb.equals(LIVE)) {
      exchange.reply(HgsEndpoint.live());
    } else if (verb.equals(HEALTH)) {
      answer(exchange, NOTHING);
    } else {
      read(exchange, BodyReading.keeping(exchange, crew.budget(), body -> work(exchange, body)));
    }
    return true;
  }

  private HgsReply metrics(Exchange exchange) {
    boolean isRead = exchange.method().equals("GET") || exchange.method().equals("HEAD");
    return isRead
        ? new HgsReply(
            200,
            ServiceMetrics.CONTENT_TYPE,
            told.metrics().orElseThrow().metrics().text(),
            HgsReply.Headers.NONE,
            RequestRecord.of("metrics", "ok"))
        : HgsEndpoint.plain(405, "only GET, HEAD");
  }

  /** What is answered whatever the body holds. */
  private Optional<HgsReply> refusal(Exchange exchange, String verb) {
    Optional<HgsReply> refused =
        HgsEndpoint.refuse(exchange.method(), exchange.path(), exchange.contentType());
    if (refused.isPresent()) {
      return refused;
    }
    String coding = exchange.request().getHeaders().get(HttpHeader.CONTENT_ENCODING);
    if (coding != null && !coding.equalsIgnoreCase("identity")) {
      return Optional.of(HgsEndpoint.plain(415, "no content coding"));
    }
    // A service that is busy is healthy, and lives.
    return crew.isBusy() && !verb.equals(HEALTH) && !verb.equals(LIVE)
        ? Optional.of(HgsEndpoint.unavailable(exchange.path(), BUSY))
        : Optional.empty();
  }

  private void read(Exchange exchange, BodyReading reading) {
    exchange.whenEnded(reading::close);
    Future<?> deadline =
        crew.timer()
            .schedule(
                new SteadyTask("the deadline of a body", reading::expire, told.log()),
                crew.limits().body().toNanos(),
                TimeUnit.NANOSECONDS);
    exchange.whenEnded(() -> deadline.cancel(false));
    reading.run();
  }

  private void work(Exchange exchange, byte[] body) {
    try {
      crew.workers().execute(() -> answer(exchange, body));
    } catch (RejectedExecutionException e) {
      exchange.reply(HgsEndpoint.unavailable(exchange.path(), BUSY));
    }
  }

  private void answer(Exchange exchange, byte[] body) {
    try {
      exchange.reply(
          service.apply(
              new HgsRequest(exchange.method(), exchange.path(), exchange.headers(), body)));
    } catch (Throwable e) { // One request's failure is not the service's, unless memory ran out.
      OutOfMemory.endProcess(e);
      told.log()
          .warn("a bug in keyward: " + e.getClass().getSimpleName() + ", answered with status 500");
      exchange.refuse(500, "internal error", "bug");
    }
  }
}
