package dev.keyward.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** HAProxy before nodes of one service, configured as {@code cli/docs/hgs.md} shows. Test-only. */
final class Balancer implements AutoCloseable {

  private static final Path PAGE = Path.of("docs/hgs.md");
  private static final String FIRST_LINE = "```text\ndefaults\n";

  private final Process process;
  private final String url;

  private Balancer(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /** Starts it in {@code folder}, and waits until it accepts connections. */
  static Balancer start(Path folder, List<ServedProcess> nodes) throws Exception {
    Installed.assume("haproxy", "haproxy");
    int port = freePort();
    Path configuration = folder.resolve("haproxy.cfg");
    Files.writeString(configuration, configuration(port, nodes));
    Process process =
        new ProcessBuilder("/usr/sbin/haproxy", "-db", "-f", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("haproxy.log").toFile())
            .start();
    Until.so(() -> accepts(port) || !process.isAlive());
    if (!process.isAlive()) {
      throw new IOException(Files.readString(folder.resolve("haproxy.log")));
    }
    return new Balancer(process, "http://127.0.0.1:" + port);
  }

  /** The configuration of the page, with the nodes of the test and without TLS. */
  private static String configuration(int port, List<ServedProcess> nodes) throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf(FIRST_LINE) + "```text\n".length();
    String shown = page.substring(start, page.indexOf("```", start));
    StringBuilder configuration = new StringBuilder();
    for (String line : shown.lines().toList()) {
      if (line.strip().startsWith("bind ")) {
        configuration.append("  bind 127.0.0.1:").append(port).append('\n');
      } else if (!line.strip().startsWith("server ")) {
        configuration.append(line).append('\n');
      }
    }
    for (int i = 0; i < nodes.size(); i++) {
      configuration.append(
          String.format(
              Locale.ROOT,
              "  server node%d 127.0.0.1:%d%n",
              i + 1,
              URI.create(nodes.get(i).url()).getPort()));
    }
    return configuration.toString();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean accepts(int port) {
    try {
      new Socket(InetAddress.getLoopbackAddress(), port).close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  String url() {
    return url;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
