package dev.keyward.cli.serve.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One kept connection that sends the same request again and again. The JDK's client takes half as
 * much of the processor as a release does, which on one machine would be measured too.
 */
final class LoadConnection implements AutoCloseable {

  private static final int LONGEST_WAIT_MILLIS = 30_000;
  private static final int MOST_LINE = 1 << 13;
  private static final int MOST_BODY = 2 << 20;
  private static final int BUFFER = 1 << 15;
  private static final int NO_PORT = -1;

  private final Socket socket;
  private final InputStream in;
  private boolean closing;

  LoadConnection(URI url) throws IOException {
    boolean tls = url.getScheme().equals("https");
    int usual = tls ? 443 : 80;
    int port = url.getPort() == NO_PORT ? usual : url.getPort();
    String host = url.getHost().replaceAll("[\\[\\]]", "");
    socket = tls ? secured(host, port) : new Socket(host, port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(LONGEST_WAIT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream(), BUFFER);
  }

  private static Socket secured(String host, int port) throws IOException {
    SSLSocket secured = (SSLSocket) SSLSocketFactory.getDefault().createSocket(host, port);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    return secured;
  }

  /** The request that {@link #ask} sends: a POST of {@code body}. */
  static byte[] request(URI url, String path, String type, byte[] body) {
    byte[] head =
        ("POST "
                + path
                + " HTTP/1.1\r\nHost: "
                + url.getRawAuthority()
                + "\r\nContent-Type: "
                + type
                + "\r\nContent-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    return request;
  }

  /** An answer. */
  record Answer(int status, byte[] body) {}

  /** Whether the other side ends the connection after the last answer. */
  boolean isClosing() {
    return closing;
  }

  Answer ask(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    String first = line();
    if (!first.matches("HTTP/1\\.1 [0-9]{3}( .*)?")) {
      throw new IOException("not HTTP/1.1");
    }
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      String header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith("content-length:")) {
        length = length(header.substring(header.indexOf(':') + 1).strip());
      }
      closing |= header.startsWith("connection:") && header.contains("close");
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("a body that is not whole");
    }
    return new Answer(Integer.parseInt(first.substring(9, 12)), body);
  }

  private static int length(String text) throws IOException {
    if (!text.matches("[0-9]{1,7}") || Integer.parseInt(text) > MOST_BODY) {
      throw new IOException("a body of " + text.length() + " digits");
    }
    return Integer.parseInt(text);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || line.length() > MOST_LINE) {
        throw new EOFException("the connection ended");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
