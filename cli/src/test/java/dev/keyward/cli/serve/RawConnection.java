package dev.keyward.cli.serve;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A connection that says exactly what a test wants it to say. */
public final class RawConnection implements AutoCloseable {

  private static final int LONGEST_WAIT = 60_000;

  private final Socket socket;
  private final InputStream in;

  /** From this machine. */
  public RawConnection(String url) throws IOException {
    this(url, "127.0.0.1");
  }

  /** From an address of this machine, such as 127.0.0.7. */
  public RawConnection(String url, String from) throws IOException {
    socket =
        new Socket(
            InetAddress.getLoopbackAddress(),
            URI.create(url).getPort(),
            InetAddress.getByName(from),
            0);
    socket.setSoTimeout(LONGEST_WAIT);
    in = socket.getInputStream();
  }

  /** What came back. */
  public record Reply(int status, Map<String, String> headers, String body) {}

  /** Sends text, one byte for each sign. */
  public void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends bytes. */
  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** Goes away as a process that is killed does: what still comes is refused. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Asks for a path. */
  public Reply get(String path) throws IOException {
    send("GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n");
    return reply();
  }

  /** Sends a body to a path. */
  public Reply post(String path, String type, byte[] body) throws IOException {
    send(
        String.format(
            Locale.ROOT,
            "POST %s HTTP/1.1\r\nHost: test\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n",
            path,
            type,
            body.length));
    send(body);
    return reply();
  }

  /** Reads one reply; its body must have a length. */
  public Reply reply() throws IOException {
    Reply head = headers();
    int length = Integer.parseInt(head.headers().getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    return new Reply(head.status(), head.headers(), new String(body, StandardCharsets.UTF_8));
  }

  /** Reads the status and the headers of one reply, and no body. */
  public Reply headers() throws IOException {
    String first = line();
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Reply(Integer.parseInt(first.split(" ")[1]), headers, "");
  }

  /** Whether the other side ended the connection; waits for that. */
  public boolean isEnded() {
    try {
      return in.read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection ended after \"" + line + "\"");
      }
      line.write(c);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
