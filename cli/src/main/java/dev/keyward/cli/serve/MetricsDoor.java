package dev.keyward.cli.serve;

import dev.keyward.cli.serve.metrics.ServiceMetrics;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;

/**
 * Who may read the metrics of a service, and where. Without an address of their own they are
 * answered where the service listens, to clients of this machine alone. A proxy on this machine
 * would be such a client, so a request that names the client of a proxy is not answered.
 *
 * @param metrics what is read
 * @param listen an address for nothing but the metrics, where they are answered to everybody
 */
public record MetricsDoor(ServiceMetrics metrics, Optional<ListenAddress> listen) {

  /** The path, compared as it is. */
  static final String PATH = "/metrics";

  /** The name of the connector that listens at {@link #listen}. */
  static final String CONNECTOR = "metrics";

  /** Whether a request came in at the address of the metrics, where nothing else is served. */
  static boolean isAtOwnAddress(Request request) {
    return CONNECTOR.equals(request.getConnectionMetaData().getConnector().getName());
  }

  /** Whether the request is for the metrics, and its client may read them. */
  boolean isOpenTo(Request request) {
    if (!request.getHttpURI().getPath().equals(PATH)) {
      return false;
    }
    return listen.isPresent() ? isAtOwnAddress(request) : isLocal(request);
  }

  private static boolean isLocal(Request request) {
    HttpFields headers = request.getHeaders();
    boolean isForwarded =
        Stream.of("Forwarded", "X-Forwarded-For", "Via").anyMatch(headers::contains);
    return !isForwarded
        && request.getConnectionMetaData().getRemoteSocketAddress()
            instanceof InetSocketAddress client
        && client.getAddress() != null
        && client.getAddress().isLoopbackAddress();
  }
}
