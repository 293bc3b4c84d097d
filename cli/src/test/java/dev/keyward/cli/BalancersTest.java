package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.serve.HttpService;
import dev.keyward.cli.serve.ListenAddress;
import dev.keyward.cli.serve.RequestLog;
import dev.keyward.cli.serve.ServiceLimits;
import dev.keyward.cli.serve.load.RollClient;
import dev.keyward.hgs.HgsEndpoint;
import dev.keyward.hgs.HgsPaths;
import dev.keyward.hgs.HgsReply;
import dev.keyward.hgs.HgsRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HAProxy and nginx as they are installed, in front of the service. */
@Timeout(60)
class BalancersTest {

  private static final String HAPROXY =
      """
      defaults
        mode http
        timeout connect 5s
        timeout client 10s
        timeout server 10s
      listen hgs
        bind 127.0.0.1:%d
        %s
        server node %s check inter 20ms fall 1 rise 1
      listen stats
        bind 127.0.0.1:%d
        stats enable
        stats uri /
      """;

  private static final String NGINX =
      """
      daemon off;
      pid nginx.pid;
      error_log nginx.err;
      events { }
      http {
        access_log off;
        client_body_temp_path body;
        proxy_temp_path proxy;
        fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi;
        scgi_temp_path scgi;
        upstream nodes {
          server 127.0.0.1:%d;
          server %s;
        }
        server {
          listen 127.0.0.1:%d;
          location / { proxy_pass http://nodes; }
        }
      }
      """;

  private static ServiceLab lab;
  private static HgsEndpoint endpoint;

  @TempDir private Path temp;

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final RequestLog log =
      new RequestLog(lines::add, new RequestLog.Voice(lines::add, lines::add));
  private volatile boolean isClosed;
  private HttpService node;
  private Process balancer;
  private int port;
  private int stats;

  @BeforeAll
  static void build(@TempDir Path folder) throws Exception {
    lab = new ServiceLab(folder.resolve("lab"));
    endpoint = lab.endpoint();
  }

  @BeforeEach
  void start() throws IOException {
    node =
        HttpService.start(
            new HttpService.Setup(
                new ListenAddress("127.0.0.1", 0), Optional.empty(), ServiceLimits.usual(2)),
            this::answer,
            log);
    port = freePort();
    stats = freePort();
  }

  @AfterEach
  void stop() {
    if (balancer != null) {
      balancer.destroy();
      balancer.onExit().join();
    }
    node.close();
    log.close();
  }

  private HgsReply answer(HgsRequest request) {
    return isClosed
        ? HgsEndpoint.closed(request.path(), "the test closed it")
        : endpoint.answer(request);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private String authority() {
    return node.url().replace("http://", "");
  }

  private void run(String program, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("/usr/sbin/" + program));
    command.addAll(List.of(words));
    balancer =
        new ProcessBuilder(command)
            .directory(temp.toFile())
            .redirectErrorStream(true)
            .redirectOutput(temp.resolve("said").toFile())
            .start();
    Until.so(() -> isListening() || !balancer.isAlive());
    assertTrue(balancer.isAlive(), Files.readString(temp.resolve("said")));
  }

  private boolean isListening() {
    try {
      get("/");
      return true;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return ask(HttpRequest.newBuilder(uri(path)));
  }

  private HttpResponse<String> head(String path) throws IOException, InterruptedException {
    return ask(
        HttpRequest.newBuilder(uri(path)).method("HEAD", HttpRequest.BodyPublishers.noBody()));
  }

  private HttpResponse<String> ask(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** What HAProxy knows of the node: its state, and the status of the last check. */
  private String checked() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + stats + "/;csv")).build();
    List<String> table =
        client.send(request, HttpResponse.BodyHandlers.ofString()).body().lines().toList();
    List<String> names = List.of(table.get(0).replace("# ", "").split(","));
    String[] row =
        table.stream()
            .filter(line -> line.startsWith("hgs,node,"))
            .findFirst()
            .orElseThrow()
            .split(",");
    return row[names.indexOf("status")]
        + " "
        + row[names.indexOf("check_status")]
        + " "
        + row[names.indexOf("check_code")];
  }

  private void assertServes() throws Exception {
    String metadata = get(HgsPaths.METADATA).body();
    assertTrue(metadata.contains("<Metadata"), metadata);
    HttpResponse<String> head = head(HgsPaths.METADATA);
    assertEquals(200, head.statusCode());
    assertEquals(
        String.valueOf(metadata.length()), head.headers().firstValue("content-length").get());
    assertEquals(200, head("/health").statusCode());
    RollClient behind = ServiceLab.client("http://127.0.0.1:" + port);
    byte[] certificate = behind.attest(lab.attestation());
    assertTrue(certificate.length > 0);
  }

  /** The first question is the one of HAProxy where none is configured. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "option httpchk",
        "option httpchk GET /health",
        "option httpchk HEAD /health",
        "option httpchk GET /health/ready"
      })
  void haproxySeesWhetherTheServiceAnswers(String check) throws Exception {
    Installed.assume("haproxy", "haproxy");
    Path configuration =
        Files.writeString(
            temp.resolve("haproxy.cfg"),
            String.format(Locale.ROOT, HAPROXY, port, check, authority(), stats));
    run("haproxy", "-db", "-f", configuration.toString());
    Until.so(() -> checked().equals("UP L7OK 200"));
    assertServes();
    isClosed = true;
    Until.so(() -> checked().equals("DOWN L7STS 503"));
    assertEquals(503, get(HgsPaths.METADATA).statusCode());
    isClosed = false;
    Until.so(() -> checked().equals("UP L7OK 200"));
    assertEquals(200, get(HgsPaths.METADATA).statusCode());
  }

  @Test
  void nginxGoesOnToTheNodeThatIsThere() throws Exception {
    Installed.assume("nginx", "nginx");
    Path configuration =
        Files.writeString(
            temp.resolve("nginx.conf"),
            String.format(Locale.ROOT, NGINX, freePort(), authority(), port));
    run("nginx", "-p", temp.toString(), "-e", "nginx.err", "-c", configuration.toString());
    assertServes();
  }
}
