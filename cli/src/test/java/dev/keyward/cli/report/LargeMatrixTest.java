package dev.keyward.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keyward.cli.Run;
import dev.keyward.cli.fleet.matrix.LargeHosts;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 5,000 VMs on 64 hosts: every cell is right, and the figures are printed. No time is a test's
 * business: compare the ratios, on an idle machine. {@code -Dkeyward.large=FOLDER} keeps the files.
 */
@Tag("soak")
class LargeMatrixTest {

  @TempDir private static Path temporary;

  private static Path folder;
  private static Chromium browser;

  @BeforeAll
  static void collect() throws Exception {
    String kept = System.getProperty("keyward.large", "");
    folder = kept.isEmpty() ? temporary : Files.createDirectories(Path.of(kept));
    if (Files.notExists(folder.resolve("certificates.clixml"))) {
      LargeHosts.write(folder);
    }
    Optional<Path> program = Chromium.find();
    if (program.isPresent()) {
      browser = Chromium.start(program.get(), temporary);
    }
  }

  @AfterAll
  static void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  private static Run run(String words) {
    List<String> all = new ArrayList<>(List.of(words.split(" ")));
    all.addAll(List.of("--store", "none", "--now", "2026-11-29T12:00:00Z"));
    return Run.in(folder).run(all.toArray(String[]::new));
  }

  private static Run matrix(String more) {
    return run(
        "fleet matrix vms.clixml --certificates certificates.clixml --clusters "
            + LargeHosts.clusters()
            + more);
  }

  /** Of all threads of this process. */
  private static double cpuSeconds() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1e9;
  }

  private static double cpuOf(Runnable work) {
    double before = cpuSeconds();
    work.run();
    return cpuSeconds() - before;
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  @Test
  void aMatrixCostsLittleMoreThanTheSignaturesInIt() {
    double cold = cpuOf(() -> matrix(" --report cold.html --force"));
    double warm = cpuOf(() -> matrix(" --report warm.html --force"));
    double audit = cpuOf(() -> run("audit vms.clixml"));
    print(
        "%,d VMs on %d hosts: %.1f s of CPU, again %.1f s, which is %.2f audits of the same file",
        LargeHosts.VMS, LargeHosts.HOSTS, cold, warm, warm / audit);
  }

  @Test
  void everyCellIsRight() throws Exception {
    Run run = matrix(" --output json");
    assertEquals(1, run.exit(), run.err());
    JsonNode data = new ObjectMapper().readTree(run.out()).get("data");
    assertEquals(LargeHosts.VMS, data.get("vms").size());
    for (int vm = 0; vm < LargeHosts.VMS; vm++) {
      int first = vm % LargeHosts.HOSTS / LargeHosts.NODES * LargeHosts.NODES;
      int owner = vm / LargeHosts.HOSTS % LargeHosts.NODES;
      TreeSet<String> starts = new TreeSet<>();
      for (int node = 0; node < LargeHosts.NODES; node++) {
        // The last node of each cluster lacks the keys of the first.
        if (owner != 0 || node != LargeHosts.NODES - 1) {
          starts.add(LargeHosts.host(first + node));
        }
      }
      TreeSet<String> answered = new TreeSet<>();
      data.get("vms").get(vm).get("startsOn").forEach(host -> answered.add(host.asText()));
      assertEquals(starts, answered, "vm-" + vm);
    }
  }

  @Test
  void thePageIsPaintedAndFiltered() throws Exception {
    Assumptions.assumeTrue(browser != null, "skipped: no chromium here");
    matrix(" --report large.html --force");
    Tab tab = browser.tab(1280, 900);
    tab.open(folder.resolve("large.html"));
    double paint =
        tab.evaluate(
                "new Promise(done => new PerformanceObserver(seen =>"
                    + " done(seen.getEntriesByName('first-contentful-paint')[0].startTime))"
                    + ".observe({type: 'paint', buffered: true}))")
            .asDouble();
    List<String> filters = new ArrayList<>();
    for (String text : List.of("vm-4", "hv33", "nothing has this name", "")) {
      double before = tab.cpuSeconds();
      double wall = filtered(tab, text);
      double cpu = 1000 * (tab.cpuSeconds() - before);
      filters.add(String.format(Locale.ROOT, "%.0f (%.0f of CPU)", wall, cpu));
    }
    print(
        "page of %,d bytes: first paint after %.0f ms; filters until the next frame: %s ms",
        Files.size(folder.resolve("large.html")), paint, String.join(", ", filters));
  }

  /** How long until the browser has drawn what was typed, in milliseconds. */
  private static double filtered(Tab tab, String text) throws Exception {
    return tab.evaluate(
            """
            new Promise(done => {
              const field = document.getElementById('find');
              const begin = performance.now();
              field.value = '%s';
              field.dispatchEvent(new Event('input', {bubbles: true}));
              requestAnimationFrame(() => {
              const channel = new MessageChannel();
              channel.port1.onmessage = () => done(performance.now() - begin);
              channel.port2.postMessage(0);
              });
            })\
            """
                .replace("%s", text))
        .asDouble();
  }
}
