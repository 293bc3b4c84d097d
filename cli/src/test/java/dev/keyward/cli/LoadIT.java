package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The service of the archive for Linux, with its own Java and Corretto, under load. */
@Tag("soak")
@Timeout(900)
@EnabledOnOs(value = OS.LINUX, disabledReason = "the archive is for Linux")
class LoadIT {

  private static final int CONNECTIONS = 64;
  private static final int RELEASES = 10_000;

  /** What is asked of a node while it is down fails, and is asked for besides. */
  private static final int WITH_FAILURES = 13_000;

  /** About 2,000 lines of the log. */
  private static final long LOGGED_BEFORE_THE_END = 1 << 20;

  /** The service has 256 MiB for its heap; a leak of 1 kB for each release would be 10 MB. */
  private static final String HEAP = "-Xmx256m";

  @TempDir private Path temp;
  private ServiceLab lab;
  private Path launcher;

  @BeforeEach
  void unpack() throws Exception {
    launcher = BuiltPackages.launcherForLinux(temp.resolve("keyward"));
    lab = new ServiceLab(temp.resolve("lab"));
  }

  @Test
  void tenThousandReleasesOverSixtyFourConnectionsLeaveTheMemoryFlat(TestReporter reporter)
      throws Exception {
    try (ServedProcess served = serve(0)) {
      requireComplete(load(served.url(), RELEASES));
      long before = served.heldKilobytes();
      Run run = load(served.url(), RELEASES);
      long grown = served.heldKilobytes() - before;
      reporter.publishEntry("load", run.out() + "held " + before + " kB, grown by " + grown);
      requireComplete(run);
      assertTrue(run.out().contains("AmazonCorrettoCryptoProvider"), run.out());
      assertTrue(grown < 4 << 10, "grown by " + grown + " kB");
    }
  }

  @Test
  void aNodeThatIsKilledAndStartedAgainLosesOnlyWhatItWasDoing(TestReporter reporter)
      throws Exception {
    ServedProcess first = serve(0);
    ServedProcess second = null;
    try {
      CompletableFuture<Run> running = loading(first.url());
      Path log = lab.place().path("log.jsonl");
      Until.so(() -> Files.size(log) > LOGGED_BEFORE_THE_END);
      String url = first.url();
      first.close();
      second = serve(URI.create(url).getPort());
      Run run = running.get();
      reporter.publishEntry("killed", run.out());
      assertEquals(1, run.exit(), run.err());
      assertTrue(releasesOf(run) >= RELEASES, run.out());
      // Each connection may lose one request, and one more on a connection that the kernel still
      // took for the dying process. All else was asked while nothing listened.
      assertTrue(lostInFlight(run) <= 2 * CONNECTIONS, run.out());
    } finally {
      first.close();
      if (second != null) {
        second.close();
      }
    }
  }

  private ServedProcess serve(int port) throws Exception {
    return ServedProcess.launch(
        launcher,
        HEAP,
        lab.place().path(""),
        "hgs",
        "--listen",
        "127.0.0.1:" + port,
        "--now",
        ServiceLab.NOW,
        "--log",
        "log.jsonl");
  }

  private CompletableFuture<Run> loading(String url) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return load(url, WITH_FAILURES);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private Run load(String url, int requests) throws Exception {
    String words =
        "hgs load %s --host-key hosts/host-1.key --protector p.xml --requests %d"
            + " --connections %d --seconds 600";
    String line = String.format(Locale.ROOT, words, url, requests, CONNECTIONS);
    return OtherProgram.run(lab.place().path(""), (launcher + " " + line).split(" "));
  }

  private static void requireComplete(Run run) {
    assertEquals(0, run.exit(), run.err() + run.out());
    assertEquals(RELEASES, releasesOf(run), run.out());
  }

  private static int releasesOf(Run run) {
    return Integer.parseInt(run.out().replaceAll("(?s)^([0-9]+) releases.*", "$1"));
  }

  /** Failures of other kinds than a connection that could not be opened. */
  private static int lostInFlight(Run run) {
    return run.out()
        .lines()
        .filter(line -> line.startsWith("errors: ") && !line.endsWith(" ConnectException"))
        .mapToInt(line -> Integer.parseInt(line.split(" ")[1]))
        .sum();
  }
}
