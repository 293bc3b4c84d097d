package dev.keyward.cli.serve;

import java.time.Duration;

/**
 * How much a service takes on at once, and how long it waits.
 *
 * @param workers requests that are worked on at the same time
 * @param queued requests that wait for a worker; more are answered with 503
 * @param connections open at the same time; more wait to be accepted
 * @param perAddress connections of one address open at the same time; more are ended at once
 * @param header how long a request's line and headers, or a TLS handshake, may take
 * @param idle how long a connection may lie still
 * @param body how long a whole body may take
 * @param stop how long requests that have begun may take when the service stops
 */
public record ServiceLimits(
    int workers,
    int queued,
    int connections,
    int perAddress,
    Duration header,
    Duration idle,
    Duration body,
    Duration stop) {

  /** The most bytes of a body: 2 MiB. */
  public static final int MOST_BODY = 2 << 20;

  /** The most bytes of a request's line and headers together. */
  static final int MOST_HEADER = 8 << 10;

  private static final int USUAL_QUEUE = 128;

  /** The most connections open at the same time. */
  public static final int USUAL_CONNECTIONS = 1000;

  /** Of one address: room for many hosts behind one router, and four times as much for others. */
  public static final int USUAL_PER_ADDRESS = 250;

  /** A worker for each processor, since the work is arithmetic. */
  public static ServiceLimits usual(int processors) {
    return usual(processors, USUAL_PER_ADDRESS);
  }

  /** The same with another number of connections for one address. */
  public static ServiceLimits usual(int processors, int perAddress) {
    return new ServiceLimits(
        processors,
        USUAL_QUEUE,
        USUAL_CONNECTIONS,
        perAddress,
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(20),
        Duration.ofSeconds(5));
  }
}
