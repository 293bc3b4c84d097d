package dev.keyward.tpm.device;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The socket of swtpm: the bytes of commands and responses, without anything around them. */
final class SocketTransport implements Transport {

  private static final int CONNECT_MILLIS = 5_000;

  /** A TPM may take most of a minute to make an RSA key. */
  private static final int ANSWER_MILLIS = 120_000;

  private final Socket socket = new Socket();

  SocketTransport(String host, int port) throws IOException {
    try {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      socket.setSoTimeout(ANSWER_MILLIS);
    } catch (IOException e) {
      socket.close();
      throw new IOException("swtpm at " + host + ":" + port + ": " + e.getMessage(), e);
    }
  }

  @Override
  public byte[] exchange(byte[] command) throws IOException {
    socket.getOutputStream().write(command);
    DataInputStream in = new DataInputStream(socket.getInputStream());
    byte[] header = new byte[HEADER_BYTES];
    in.readFully(header);
    int size = ByteBuffer.wrap(header).getInt(2);
    if (size < HEADER_BYTES || size > MOST_BYTES) {
      throw new IOException("swtpm gave a response of " + size + " bytes");
    }
    byte[] response = Arrays.copyOf(header, size);
    in.readFully(response, HEADER_BYTES, size - HEADER_BYTES);
    return response;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
