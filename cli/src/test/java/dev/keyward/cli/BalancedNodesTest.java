package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.serve.load.LoadRun;
import dev.keyward.cli.serve.load.RollClient;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Several nodes of one service behind HAProxy. */
@Timeout(600)
@EnabledOnOs(value = OS.LINUX, disabledReason = "HAProxy runs there")
class BalancedNodesTest {

  /** A line of a node's log has more than 300 bytes. */
  private static final long SOME_LINES = 5000;

  @TempDir private Path temp;
  private ServiceLab lab;
  private final List<ServedProcess> nodes = new ArrayList<>();

  @BeforeEach
  void make() throws Exception {
    Installed.assume("haproxy", "haproxy");
    lab = new ServiceLab(temp.resolve("lab"));
  }

  @AfterEach
  void stop() {
    nodes.forEach(ServedProcess::close);
  }

  @Test
  void aKilledNodeLosesOnlyTheRequestsThatItWasWorkingOn() throws Exception {
    int connections = 8;
    nodes.add(node(0, "hgs"));
    nodes.add(node(1, "hgs"));
    try (Balancer balancer = Balancer.start(temp, nodes)) {
      RollClient client = ServiceLab.client(balancer.url());
      byte[] request = lab.roll(client.attest(lab.attestation()));
      LoadRun.Plan plan =
          new LoadRun.Plan(
              URI.create(balancer.url()),
              120,
              connections,
              Duration.ofSeconds(200),
              body -> true,
              () -> false);
      CompletableFuture<LoadRun.Result> load =
          CompletableFuture.supplyAsync(() -> LoadRun.run(request, plan));
      Until.so(() -> Files.size(log(0)) > SOME_LINES);
      nodes.get(0).close();
      LoadRun.Result result = load.get();
      assertTrue(result.failures() <= connections, result.errors().toString());
      for (int i = 0; i < 10; i++) {
        client.release(request);
      }
    }
  }

  @Test
  @Tag("soak")
  void aKilledNodeIsLeftOutAndTakesPartAgainWhenItIsBack(TestReporter reporter) throws Exception {
    int connections = 64;
    for (int i = 0; i < 3; i++) {
      nodes.add(node(i, "hgs"));
    }
    try (Balancer balancer = Balancer.start(temp, nodes)) {
      CompletableFuture<Run> load = loading(balancer, 4000, connections);
      Until.so(() -> Files.size(log(0)) > 50 * SOME_LINES);
      String url = nodes.get(0).url();
      nodes.get(0).close();
      requireWithoutFailures(lab.load(balancer.url(), 100, 8));
      Files.delete(log(0));
      int port = URI.create(url).getPort();
      nodes.add(lab.serveAt(port, "-Xmx256m", "hgs", "--log", log(0).toString()));
      Run run = load.get();
      reporter.publishEntry("killed", run.out());
      assertTrue(failures(run) <= connections, run.out());
      Until.so(() -> served(balancer, log(0)));
      requireWithoutFailures(lab.load(balancer.url(), 500, connections));
    }
  }

  @Test
  @Tag("soak")
  void nodesTakeAStateThatRsyncOrASecretsLinkBringsWithoutLosingARequest() throws Exception {
    Installed.assume("rsync", "rsync");
    rsync();
    Path mount = Files.createDirectories(temp.resolve("mount"));
    mountSecret(mount, "..first");
    Files.createSymbolicLink(mount.resolve("branch"), Path.of("..data/branch"));
    nodes.add(node(0, temp.resolve("copy").toString()));
    nodes.add(node(1, mount.resolve("branch").toString()));
    try (Balancer balancer = Balancer.start(temp, nodes)) {
      CompletableFuture<Run> load = loading(balancer, 1500, 16);
      Until.so(() -> Files.size(log(0)) > SOME_LINES && Files.size(log(1)) > SOME_LINES);
      byte[] before = ServiceLab.client(nodes.get(0)).metadata();
      lab.done("hgs certificate add hgs --use encryption --key-size 2048 --primary".split(" "));
      rsync();
      mountSecret(mount, "..second");
      Until.so(() -> nodes.stream().allMatch(node -> isNew(node, before)));
      requireWithoutFailures(load.get());
      for (ServedProcess node : nodes) {
        assertFalse(node.err().contains("warning"), node.err());
      }
    }
  }

  private ServedProcess node(int number, String folder) throws Exception {
    return lab.serve(folder, "--log", log(number).toString());
  }

  private Path log(int number) {
    return temp.resolve("node" + number + ".jsonl");
  }

  private CompletableFuture<Run> loading(Balancer balancer, int requests, int connections) {
    return CompletableFuture.supplyAsync(() -> lab.load(balancer.url(), requests, connections));
  }

  private boolean served(Balancer balancer, Path log) throws Exception {
    requireWithoutFailures(lab.load(balancer.url(), 20, 4));
    return Files.exists(log) && Files.size(log) > 0;
  }

  private static boolean isNew(ServedProcess node, byte[] before) {
    RollClient client = ServiceLab.client(node);
    try {
      return !Arrays.equals(before, client.metadata());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** As the page shows it: the pointer to the new state comes last. */
  private void rsync() throws Exception {
    String from = lab.place().path("hgs") + "/";
    String to = temp.resolve("copy") + "/";
    OtherProgram.ran(
        temp,
        "rsync",
        "-a",
        "--exclude=/lock",
        "--exclude=/hosts",
        "--exclude=/service/current",
        from,
        to);
    OtherProgram.ran(
        temp, "rsync", "-a", "--delete-after", "--exclude=/lock", "--exclude=/hosts", from, to);
  }

  /** As Kubernetes does it: a link in the place of the old one leads to the new files. */
  private void mountSecret(Path mount, String name) throws Exception {
    Path files = Files.createDirectories(mount.resolve(name));
    Spawned.copyTree(lab.place().path("hgs"), files.resolve("branch"));
    Path link = mount.resolve("..data_tmp");
    Files.createSymbolicLink(link, Path.of(name));
    Files.move(link, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void requireWithoutFailures(Run run) {
    assertEquals(0, run.exit(), run.err() + run.out());
  }

  private static int failures(Run run) {
    return Integer.parseInt(run.out().replaceAll("(?s).*\"failures\": ([0-9]+).*", "$1"));
  }
}
