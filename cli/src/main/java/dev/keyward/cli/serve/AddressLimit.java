package dev.keyward.cli.serve;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;

/**
 * Ends connections beyond so many from one address, before anything is read of them, so that one
 * client cannot take all there are. An IPv6 address counts with its neighbours of the same /64,
 * which one client has all.
 */
final class AddressLimit implements Connection.Listener {

  private static final int BYTES_OF_A_64 = 8;

  private final int most;
  private final Map<String, Integer> open = new HashMap<>();
  private final Map<Connection, String> counted = new HashMap<>();

  AddressLimit(int most) {
    this.most = most;
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof ConnectionMetaData
        && !take(connection, place(connection.getEndPoint().getRemoteSocketAddress()))) {
      connection.getEndPoint().close();
    }
  }

  private synchronized boolean take(Connection connection, String place) {
    if (open.getOrDefault(place, 0) >= most) {
      return false;
    }
    open.merge(place, 1, Integer::sum);
    counted.put(connection, place);
    return true;
  }

  @Override
  public synchronized void onClosed(Connection connection) {
    String place = counted.remove(connection);
    if (place != null) {
      open.computeIfPresent(place, (same, count) -> count == 1 ? null : count - 1);
    }
  }

  private static String place(SocketAddress remote) {
    if (!(remote instanceof InetSocketAddress socket) || socket.getAddress() == null) {
      return "";
    }
    InetAddress address = socket.getAddress();
    byte[] bytes = address.getAddress();
    return HexFormat.of()
        .formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, BYTES_OF_A_64) : bytes);
  }
}
