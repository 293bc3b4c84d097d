package dev.keyward.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A token of SoftHSM that can be unplugged: p11-kit's server offers it on a socket, and p11-kit's
 * client module is what Keyward loads. Test-only.
 */
final class TokenPlug {

  private final SoftToken token;
  private final String label;
  private final Path socket;
  private Optional<Process> server = Optional.empty();

  private TokenPlug(SoftToken token, String label, Path socket) {
    this.token = token;
    this.label = label;
    this.socket = socket;
  }

  /** The token of that label, not plugged in yet. */
  static TokenPlug of(SoftToken token, String label) {
    return new TokenPlug(token, label, token.socket());
  }

  /** Whether p11-kit is installed with its client module. */
  static boolean isHere() {
    return Files.isExecutable(Path.of("/usr/bin/p11-kit")) && found().isPresent();
  }

  private static Optional<Path> found() {
    return Stream.of("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64")
        .map(each -> Path.of(each, "pkcs11", "p11-kit-client.so"))
        .filter(Files::isReadable)
        .findFirst();
  }

  /** The client module. */
  static String module() {
    return found().orElseThrow().toString();
  }

  /** Plugs it in, if it is not. */
  void in() throws Exception {
    if (server.isPresent()) {
      return;
    }
    Files.deleteIfExists(socket);
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    "p11-kit",
                    "server",
                    "-f",
                    "--provider",
                    SoftToken.path(),
                    "-n",
                    socket.toString(),
                    "pkcs11:token=" + label))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(token.variables(Map.of()));
    server = Optional.of(builder.start());
    Until.so(() -> Files.exists(socket));
  }

  /** Pulls it out. */
  void out() throws IOException {
    if (server.isPresent()) {
      List<ProcessHandle> connections = server.get().descendants().toList();
      server.get().destroyForcibly().onExit().join();
      connections.forEach(ProcessHandle::destroyForcibly);
      Files.deleteIfExists(socket);
      server = Optional.empty();
    }
  }

  /** Has it hang, or go on: nobody gets an answer, and no connection ends. */
  void hang(boolean isHanging) throws Exception {
    String signal = isHanging ? "-STOP" : "-CONT";
    ProcessHandle main = server.orElseThrow().toHandle();
    for (ProcessHandle each : Stream.concat(Stream.of(main), main.descendants()).toList()) {
      new ProcessBuilder("kill", signal, String.valueOf(each.pid())).start().waitFor();
    }
  }
}
