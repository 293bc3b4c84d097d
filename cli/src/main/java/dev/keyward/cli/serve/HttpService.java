package dev.keyward.cli.serve;

import dev.keyward.cli.console.OutOfMemory;
import dev.keyward.crypto.outside.TlsServer;
import dev.keyward.hgs.HgsReply;
import dev.keyward.hgs.HgsRequest;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A service that listens; closing it lets the requests that have begun end. */
public final class HttpService implements AutoCloseable {

  private static final int JETTY_THREADS = 16;
  private static final int LEAST_JETTY_THREADS = 4;
  private static final Duration SWEEP = Duration.ofMillis(250);
  private static final long MEMORY_SHARE = 8;

  /** When stopping, nothing must come for this part of the longest time. */
  private static final int STILL_SHARE = 20;

  /** What Jetty itself may wait, after all was waited for. */
  private static final long LEAST_MILLIS = 100;

  /** When stopping, a connection on which nothing comes for so long is closed. */
  private static final Duration STILL_WHILE_STOPPING = Duration.ofSeconds(1);

  private final Setup setup;
  private final Server server;
  private final SslContextFactory.Server tls = tls();
  private final ServerConnector connector;
  private final Optional<ServerConnector> metrics;
  private final Begun begun;
  private final ThreadPoolExecutor workers;
  private final ScheduledThreadPoolExecutor timer;
  private String url = "";
  private volatile List<X509Certificate> chain;

  /**
   * How a service listens.
   *
   * @param tls the server's key and certificates; empty for HTTP that is not encrypted
   * @param metrics what counts the requests; empty where nobody reads it
   */
  public record Setup(
      ListenAddress listen,
      Optional<TlsServer> tls,
      ServiceLimits limits,
      Optional<MetricsDoor> metrics) {

    /** Without metrics. */
    public Setup(ListenAddress listen, Optional<TlsServer> tls, ServiceLimits limits) {
      this(listen, tls, limits, Optional.empty());
    }

    /** The same with metrics. */
    public Setup with(MetricsDoor door) {
      return new Setup(listen, tls, limits, Optional.of(door));
    }

    /** The certificates that the service shows, its own first; none without TLS. */
    public List<X509Certificate> chain() {
      return tls.map(TlsServer::chain).orElse(List.of());
    }
  }

  private HttpService(Setup setup, Function<HgsRequest, HgsReply> service, RequestLog log) {
    OutOfMemory.prepare();
    this.setup = setup;
    ServiceLimits limits = setup.limits();
    workers = workers(limits);
    timer = new ScheduledThreadPoolExecutor(1, Threads.named("keyward-timer"));
    // A deadline that was kept would hold the request and its body until it is over.
    timer.setRemoveOnCancelPolicy(true);
    begun = new Begun(log, setup.metrics().map(MetricsDoor::metrics));
    ConnectionGuard guard = new ConnectionGuard(limits.header());
    long sweep = SWEEP.toMillis();
    ScheduledFuture<?> unused =
        timer.scheduleWithFixedDelay(
            new SteadyTask("the watch over connections", guard, log),
            sweep,
            sweep,
            TimeUnit.MILLISECONDS);
    ByteBudget budget = new ByteBudget(Runtime.getRuntime().maxMemory() / MEMORY_SHARE);
    server = new Server(connectionThreads());
    server.setErrorHandler(new PlainErrors(begun));
    server.setHandler(
        new GracefulHandler(
            new ServiceHandler(
                service,
                new ServiceHandler.Crew(limits, begun, guard, workers, timer, budget),
                new ServiceHandler.Told(log, setup.metrics()))));
    chain = setup.chain();
    setup.tls().ifPresent(server -> tls.setSslContext(server.context()));
    connector = connector();
    listen(connector, guard);
    metrics =
        setup.metrics().flatMap(MetricsDoor::listen).map(address -> ofMetrics(server, address));
    metrics.ifPresent(own -> listen(own, guard));
  }

  private void listen(ServerConnector listening, ConnectionGuard guard) {
    ServiceLimits limits = setup.limits();
    listening.setIdleTimeout(limits.idle().toMillis());
    listening.setShutdownIdleTimeout(STILL_WHILE_STOPPING.toMillis());
    listening.setAcceptQueueSize(limits.connections());
    listening.addBean(guard);
    listening.addBean(new AddressLimit(limits.perAddress()));
    listening.addBean(new NetworkConnectionLimit(limits.connections(), listening));
    server.addConnector(listening);
  }

  private static ServerConnector ofMetrics(Server server, ListenAddress address) {
    ServerConnector connector =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration()));
    connector.setName(MetricsDoor.CONNECTOR);
    connector.setHost(address.host());
    connector.setPort(address.port());
    return connector;
  }

  private static ThreadPoolExecutor workers(ServiceLimits limits) {
    return new ThreadPoolExecutor(
        limits.workers(),
        limits.workers(),
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(limits.queued()),
        Threads.named("keyward-worker"));
  }

  private static QueuedThreadPool connectionThreads() {
    QueuedThreadPool threads = new QueuedThreadPool(JETTY_THREADS, LEAST_JETTY_THREADS);
    threads.setName("keyward-http");
    threads.setDaemon(true);
    threads.setReservedThreads(0);
    return threads;
  }

  /**
   * Listens; returns when connections are taken.
   *
   * @param service must be safe for several threads
   * @param log stays the caller's to close, after the service
   * @throws IOException if the address cannot be listened on
   */
  public static HttpService start(
      Setup setup, Function<HgsRequest, HgsReply> service, RequestLog log) throws IOException {
    HttpService started = new HttpService(setup, service, log);
    try {
      started.server.start();
      started.url = started.address();
      return started;
    } catch (Exception e) { // Jetty declares no less.
      started.close();
      Throwable cause = e.getCause() instanceof IOException ? e.getCause() : e;
      String why = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
      throw new IOException(setup.listen() + ": cannot listen there: " + why, e);
    }
  }

  /** Where it listens, such as {@code http://127.0.0.1:8080}. */
  public String url() {
    return url;
  }

  /** The certificates that it shows now, its own first; none without TLS. */
  public List<X509Certificate> chain() {
    return chain;
  }

  /** From now on new connections get this key and its certificates. */
  public void renew(TlsServer fresh) {
    try {
      tls.reload(factory -> factory.setSslContext(fresh.context()));
      chain = fresh.chain();
    } catch (Exception e) { // Jetty declares no less; a context that exists can be taken.
      throw new IllegalStateException("TLS could not be renewed", e);
    }
  }

  /** Where the metrics are read, if they have an address of their own. */
  public Optional<String> metricsUrl() {
    return metrics.flatMap(
        own ->
            setup
                .metrics()
                .flatMap(MetricsDoor::listen)
                .map(address -> "http://" + address.at(own.getLocalPort()) + MetricsDoor.PATH));
  }

  private String address() {
    String scheme = setup.tls().isPresent() ? "https" : "http";
    return scheme + "://" + setup.listen().at(connector.getLocalPort());
  }

  /** For tests: whether a request that came now would find no room. */
  boolean isBusy() {
    return workers.getQueue().remainingCapacity() == 0;
  }

  /**
   * Takes no more connections, answers the requests that have begun, within the limit, and tells
   * the log which got no answer.
   */
  @Override
  public void close() {
    Duration most = setup.limits().stop();
    begun.stop();
    connector.close();
    metrics.ifPresent(ServerConnector::close);
    begun.await(
        most, most.dividedBy(STILL_SHARE), () -> connector.getConnectedEndPoints().isEmpty());
    try {
      server.setStopTimeout(LEAST_MILLIS);
      server.stop();
    } catch (Exception e) { // Some requests did not end in time; their connections are closed.
      workers.getQueue().clear();
    }
    workers.shutdownNow();
    timer.shutdownNow();
    begun.abandon();
  }

  private ServerConnector connector() {
    HttpConnectionFactory http = new HttpConnectionFactory(configuration());
    ServerConnector connector =
        setup.tls().isEmpty()
            ? new ServerConnector(server, 1, 1, http)
            : new ServerConnector(
                server, 1, 1, new SslConnectionFactory(tls, http.getProtocol()), http);
    connector.setHost(setup.listen().host());
    connector.setPort(setup.listen().port());
    return connector;
  }

  private static SslContextFactory.Server tls() {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    tls.setRenegotiationAllowed(false);
    return tls;
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setSendXPoweredBy(false);
    configuration.setRequestHeaderSize(ServiceLimits.MOST_HEADER);
    configuration.setHttpCompliance(HttpCompliance.RFC9110);
    configuration.setUriCompliance(UriCompliance.DEFAULT);
    return configuration;
  }
}
