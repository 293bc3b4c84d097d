package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.serve.load.RollClient;
import dev.keyward.hgs.HgsPaths;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code hgs serve} as a process: signals, other nodes, its log, its memory. */
@Timeout(120)
class ServeTest {

  private static final int TERMINATED = 128 + 15;

  @TempDir Path temp;
  private ServiceLab lab;

  @BeforeEach
  void make() throws Exception {
    lab = new ServiceLab(temp.resolve("lab"));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process there is ended without being asked")
  void servesUntilItIsTerminatedAndLogsALineForEachRequest() throws Exception {
    try (ServedProcess served = lab.serve("hgs", "--log", "log.jsonl", "--output", "json")) {
      RollClient client = ServiceLab.client(served);
      byte[] certificate = client.attest(lab.attestation());
      client.release(lab.roll(certificate));
      served.terminate();
      assertEquals(TERMINATED, served.exit());
      List<String> lines = Files.readAllLines(lab.place().path("log.jsonl"));
      assertEquals(2, lines.size());
      lines.forEach(line -> JsonSchemas.check("hgs-log", line));
      assertTrue(lines.get(0).contains("\"verb\":\"attest\",\"host\":\"host-1\""), lines.get(0));
      assertTrue(lines.get(1).contains("\"verb\":\"roll-v2\",\"host\":\"host-1\""), lines.get(1));
      assertTrue(lines.get(1).contains("\"outcome\":\"ok\",\"status\":200"), lines.get(1));
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process there is ended without being asked")
  void aRequestThatHasBegunIsAnsweredWhenItIsTerminated() throws Exception {
    try (ServedProcess served = lab.serve("hgs");
        Socket socket =
            new Socket(InetAddress.getLoopbackAddress(), URI.create(served.url()).getPort())) {
      byte[] certificate = ServiceLab.client(served).attest(lab.attestation());
      byte[] body = lab.roll(certificate);
      String head =
          String.format(
              Locale.ROOT,
              "POST %s HTTP/1.1\r\nHost: test\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n"
                  + "Expect: 100-continue\r\n\r\n",
              HgsPaths.ROLL_V2,
              body.length);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();
      // Says that the service waits for the body.
      String goOn = "HTTP/1.1 100 Continue\r\n\r\n";
      assertEquals(goOn, new String(in.readNBytes(goOn.length()), StandardCharsets.US_ASCII));
      socket.getOutputStream().write(body, 0, 1000);
      served.terminate();
      Until.so(() -> takesNoMore(served));
      socket.getOutputStream().write(body, 1000, body.length - 1000);
      socket.getOutputStream().flush();
      assertEquals("HTTP/1.1 200", new String(in.readNBytes(12), StandardCharsets.US_ASCII));
      assertEquals(TERMINATED, served.exit());
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
  void onAHangUpTheLogGoesOnInANewFileBeforeTheNextRequest() throws Exception {
    Path log = lab.place().path("log.jsonl");
    try (ServedProcess served = lab.serve("hgs", "--log", "log.jsonl")) {
      ServiceLab.client(served).metadata();
      Until.so(() -> Files.size(log) > 0);
      Files.move(log, log.resolveSibling("log.1"));
      assertTrue(ran("kill", "-HUP", Long.toString(served.pid())));
      Until.so(() -> Files.exists(log));
      ServiceLab.client(served).metadata();
      Until.so(() -> Files.size(log) > 0);
      assertEquals(1, Files.readAllLines(log.resolveSibling("log.1")).size());
    }
  }

  @Test
  void aCopyOfTheFolderServedElsewhereIsANodeOfTheSameService() throws Exception {
    Spawned.copyTree(lab.place().path("hgs"), temp.resolve("copy"));
    // Nodes are processes: here another one and this one.
    try (ServedProcess one = lab.serve("hgs");
        ServedHere other = ServedHere.start(lab.place(), temp.resolve("copy").toString())) {
      RollClient[] nodes = {ServiceLab.client(one), ServiceLab.client(other.url())};
      for (int i = 0; i < 6; i++) {
        byte[] certificate = nodes[i % 2].attest(lab.attestation());
        nodes[(i + 1) % 2].release(lab.roll(certificate));
      }
    }
  }

  @Test
  void aFullDiskUnderTheLogStopsNothing() throws Exception {
    Path disk = Files.createDirectory(temp.resolve("disk"));
    Assumptions.assumeTrue(
        ran("mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", disk.toString()),
        "skipped: no small file system can be mounted here");
    try (ServedProcess served = lab.serve("hgs", "--log", disk.resolve("log").toString())) {
      RollClient client = ServiceLab.client(served);
      for (int i = 0; i < 60; i++) {
        client.metadata();
      }
      served.terminate();
      assertEquals(TERMINATED, served.exit());
      long said = served.err().lines().filter(line -> line.contains("cannot be written")).count();
      assertEquals(1, said, served.err());
    } finally {
      assertTrue(ran("umount", disk.toString()));
    }
  }

  @Test
  void servesHttpsWithTheKeyOfAFile() throws Exception {
    assertTrue(
        ran(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "EC",
            "-storetype",
            "PKCS12",
            "-storepass",
            "correct horse",
            "-dname",
            "CN=localhost",
            "-keystore",
            lab.place().path("tls.p12").toString()));
    try (ServedHere served = ServedHere.start(lab.place(), "hgs", "--tls", "tls.p12")) {
      assertTrue(served.url().startsWith("https://127.0.0.1:"), served.url());
      // A certificate of its own making: only a client that was told so would trust it.
      assertThrows(SSLHandshakeException.class, () -> ServiceLab.client(served.url()).metadata());
    }
  }

  @Test
  @Tag("soak")
  @Timeout(600)
  void tenThousandReleasesOverThirtyTwoConnectionsLeaveTheMemoryFlat() throws Exception {
    // Other tests serve with the first compiler alone, which starts sooner and computes slowly.
    String compilers = "-XX:TieredStopAtLevel=4";
    try (ServedProcess served = lab.serveWith(compilers, "hgs", "--log", "log.jsonl")) {
      assertEquals(0, lab.load(served, 10_000, 32).exit());
      long before = served.heldKilobytes();
      Run run = lab.load(served, 10_000, 32);
      assertEquals(0, run.exit(), run.out());
      long grown = served.heldKilobytes() - before;
      assertTrue(grown < 8 << 10, "grown by " + grown + " kB");
      JsonSchemas.check("hgs-load", run.out());
      double ratio = Double.parseDouble(run.out().replaceAll("(?s).*\"ratio\": ([0-9.]+).*", "$1"));
      assertTrue(ratio > 0.3, run.out());
    }
  }

  private static boolean takesNoMore(ServedProcess served) {
    try {
      new Socket(InetAddress.getLoopbackAddress(), URI.create(served.url()).getPort()).close();
      return false;
    } catch (java.io.IOException e) {
      return true;
    }
  }

  private static boolean ran(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (java.io.IOException e) {
      return false;
    }
  }
}
