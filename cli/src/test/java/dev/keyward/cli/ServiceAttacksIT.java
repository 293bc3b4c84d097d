package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.serve.RawConnection;
import dev.keyward.cli.serve.ServiceLimits;
import dev.keyward.cli.serve.load.RollClient;
import dev.keyward.hgs.HgsPaths;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What strangers do to the service of the archive for Linux, which has its usual limits and a heap
 * of 256 MiB. During and after each attack a host on another address gets its keys.
 */
@Tag("soak")
@Timeout(600)
@EnabledOnOs(value = OS.LINUX, disabledReason = "the archive is for Linux")
class ServiceAttacksIT {

  private static final String ATTACKER = "127.0.0.66";
  private static final String HEAP = "-Xmx256m";
  private static final Set<Integer> REFUSED =
      Set.of(200, 400, 403, 404, 405, 413, 414, 415, 422, 426, 431, 501, 505);

  private static ServiceLab lab;
  private static ServedProcess served;
  private static RollClient host;
  private static byte[] request;

  private final List<RawConnection> open = new ArrayList<>();
  private long before;

  @BeforeAll
  static void serve(@TempDir Path temp) throws Exception {
    Path launcher = BuiltPackages.launcherForLinux(temp.resolve("keyward"));
    lab = new ServiceLab(temp.resolve("lab"));
    String[] words = {
      "hgs", "--listen", "127.0.0.1:0", "--now", ServiceLab.NOW, "--log", "log.jsonl"
    };
    served = ServedProcess.launch(launcher, HEAP, lab.place().path(""), words);
    host = ServiceLab.client(served);
    request = lab.roll(host.attest(lab.attestation()));
    for (int i = 0; i < 200; i++) {
      host.release(request);
    }
  }

  @AfterAll
  static void stop() {
    if (served != null) {
      served.close();
    }
  }

  @BeforeEach
  void measure() throws Exception {
    before = served.heldKilobytes();
  }

  @AfterEach
  void requireThatTheServiceIsAsBefore() throws Exception {
    for (RawConnection connection : open) {
      connection.close();
    }
    host.release(request);
    Until.so(() -> served.heldKilobytes() - before < 8 << 10);
  }

  /** As many connections as one address may have. */
  private void openAll(String from) throws IOException {
    for (int i = 0; i < ServiceLimits.USUAL_PER_ADDRESS; i++) {
      open.add(new RawConnection(served.url(), from));
    }
  }

  private static String head(int length) {
    return String.format(
        Locale.ROOT,
        "POST %s HTTP/1.1\r\nHost: test\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n\r\n",
        HgsPaths.ROLL_V2,
        length);
  }

  @Test
  void headersThatNeverEndHoldNoHostUp() throws Exception {
    openAll(ATTACKER);
    for (RawConnection connection : open) {
      connection.send("GET /health HTTP/1.1\r\nX: ");
    }
    host.release(request);
    for (RawConnection connection : open) {
      assertTrue(connection.isEnded());
    }
  }

  @Test
  void bodiesThatNeverEndHoldNoHostUp() throws Exception {
    openAll(ATTACKER);
    for (RawConnection connection : open) {
      connection.send(head(1 << 20));
      connection.send(new byte[1000]);
    }
    host.release(request);
    for (RawConnection connection : open) {
      assertTrue(Set.of(408, 503).contains(connection.reply().status()));
    }
  }

  @Test
  void theLargestBodiesOnAllConnectionsOfAnAddressDoNotExhaustTheMemory() throws Exception {
    openAll(ATTACKER);
    byte[] most = new byte[ServiceLimits.MOST_BODY - 1];
    for (RawConnection connection : open) {
      connection.send(head(ServiceLimits.MOST_BODY));
      try {
        connection.send(most);
      } catch (IOException e) {
        // The service has no room for it, and ended the connection.
      }
    }
    host.release(request);
  }

  @Test
  void connectionsBeyondThoseOfAnAddressAreEnded() throws Exception {
    openAll("127.0.0.67");
    openAll("127.0.0.68");
    openAll(ATTACKER);
    List<RawConnection> more = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      more.add(new RawConnection(served.url(), ATTACKER));
    }
    open.addAll(more);
    host.release(request);
    for (RawConnection connection : more) {
      assertTrue(connection.isEnded());
    }
  }

  @Test
  void whatIsNotHttpIsRefused() throws Exception {
    Random random = new Random(29);
    openAll(ATTACKER);
    for (RawConnection connection : open) {
      byte[] noise = new byte[1 + random.nextInt(3000)];
      random.nextBytes(noise);
      connection.send(noise);
      connection.send("\r\n\r\n");
    }
    host.release(request);
    // Noise may look like headers that have not ended yet; then the connection ends later.
    for (RawConnection connection : open) {
      requireRefused(connection);
    }
  }

  @Test
  void requestsThatAreNotWholeOrTooLongAreRefused() throws Exception {
    String long8 = "x".repeat(9000);
    for (String text :
        List.of(
            "GET /" + long8 + " HTTP/1.1\r\nHost: test\r\n\r\n",
            "GET /health HTTP/1.1\r\nHost: test\r\nX: " + long8 + "\r\n\r\n",
            "GET /health HTTP/9.9\r\nHost: test\r\n\r\n",
            "GET /health HTTP/1.1\r\n\r\n",
            "POST " + HgsPaths.ROLL_V2 + " HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
            "POST "
                + HgsPaths.ROLL_V2
                + " HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999999\r\n\r\n",
            "POST "
                + HgsPaths.ROLL_V2
                + " HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "POST " + HgsPaths.ROLL_V2 + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n",
            "CONNECT other:443 HTTP/1.1\r\nHost: other\r\n\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")) {
      try (RawConnection connection = new RawConnection(served.url(), ATTACKER)) {
        connection.send(text);
        requireRefused(connection);
      }
    }
  }

  @Test
  void changedReleaseRequestsGetTheDocumentedErrors() throws Exception {
    Random random = new Random(30);
    for (int i = 0; i < 1000; i++) {
      byte[] body = request.clone();
      body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
      try (RawConnection connection = new RawConnection(served.url(), ATTACKER)) {
        RawConnection.Reply reply = connection.post(HgsPaths.ROLL_V2, "text/xml", body);
        assertTrue(REFUSED.contains(reply.status()), reply.toString());
        assertFalse(reply.body().contains("\tat "), reply.body());
      }
    }
    assertFalse(served.err().contains("Exception"), served.err());
  }

  /** The connection ends, or an error comes back that says nothing of the program. */
  private static void requireRefused(RawConnection connection) throws IOException {
    try {
      RawConnection.Reply reply = connection.headers();
      assertTrue(REFUSED.contains(reply.status()), reply.toString());
    } catch (IOException e) {
      assertTrue(connection.isEnded());
    }
  }
}
