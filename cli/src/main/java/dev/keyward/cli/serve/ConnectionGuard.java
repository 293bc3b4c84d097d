package dev.keyward.cli.serve;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;

/**
 * Ends connections that take too long to say what they want. An idle timeout does not: a byte every
 * few seconds keeps a connection from being idle for ever.
 */
final class ConnectionGuard implements Connection.Listener, Runnable {

  private final long limit;
  private final Map<Connection, Wait> waits = new ConcurrentHashMap<>();

  ConnectionGuard(Duration limit) {
    this.limit = limit.toNanos();
  }

  /**
   * A wait for a request.
   *
   * @param since when it began, by the clock of {@link System#nanoTime}
   * @param bytes that had come by then; below 0 for a connection that never sent a request, which
   *     may take no longer whether bytes come or not
   */
  private record Wait(long since, long bytes) {}

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof ConnectionMetaData) {
      waits.put(connection, new Wait(System.nanoTime(), -1));
    }
  }

  @Override
  public void onClosed(Connection connection) {
    waits.remove(connection);
  }

  /** The headers of a request are whole. */
  void began(Connection connection) {
    waits.remove(connection);
  }

  /** The request was answered. */
  void ended(Connection connection) {
    if (connection.getEndPoint().isOpen()) {
      waits.put(connection, new Wait(System.nanoTime(), connection.getBytesIn()));
    }
  }

  /** Looks at all connections once. */
  @Override
  public void run() {
    long now = System.nanoTime();
    waits.forEach((connection, wait) -> check(connection, wait, now));
  }

  private void check(Connection connection, Wait wait, long now) {
    if (!connection.getEndPoint().isOpen()) {
      waits.remove(connection);
    } else if (wait.bytes() >= 0 && wait.bytes() != connection.getBytesIn()) {
      // The next request has begun to come: from now on it is as with the first one.
      waits.replace(connection, wait, new Wait(now, -1));
    } else if (wait.bytes() < 0 && now - wait.since() > limit) {
      connection.getEndPoint().close();
    }
  }
}
