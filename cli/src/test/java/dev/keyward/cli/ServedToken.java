package dev.keyward.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code hgs serve} of a service whose keys are in a token. Test-only. */
final class ServedToken implements AutoCloseable {

  private final Process process;
  private final Path err;
  private final String url;
  private final HttpClient client = HttpClient.newHttpClient();

  private ServedToken(Process process, Path err, String url) {
    this.process = process;
    this.err = err;
    this.url = url;
  }

  /** Returns when it serves; the PIN is in pin.txt. */
  static ServedToken start(TokenCommands token, List<String> words) throws IOException {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of("--passphrase-file", "pin.txt"));
    Path err = Files.createTempFile(token.folder(), "serve", ".err");
    Process process =
        token
            .process(all.toArray(String[]::new))
            .redirectOutput(ProcessBuilder.Redirect.PIPE)
            .redirectError(err.toFile())
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (line == null) {
      throw new IOException("it did not begin to serve: " + Files.readString(err));
    }
    return new ServedToken(process, err, line.replaceAll(".*(http://\\S*).*", "$1"));
  }

  String url() {
    return url;
  }

  /** What it said on standard error so far. */
  String err() throws IOException {
    return Files.readString(err);
  }

  /** The answer to GET. */
  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofMinutes(2)).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
