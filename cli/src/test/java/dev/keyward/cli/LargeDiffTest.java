package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.keyward.guardian.Thumbprint;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two audits of a million protectors each, compared in a process with a heap of 256 MiB. The rows
 * cost little, so that the comparison is most of the work; {@link LargeAuditTest} has protectors
 * that are sealed.
 */
@Tag("soak")
@Timeout(value = 2, unit = TimeUnit.HOURS)
class LargeDiffTest {

  private static final int PROTECTORS = Integer.getInteger("keyward.audit.protectors", 1_000_000);
  private static final int GONE = PROTECTORS / 1_000;
  private static final int CHANGED = PROTECTORS / 500;
  private static final Path FIXTURES = Path.of(System.getProperty("keyward.fixtures"));
  private static final String NAME = "@name@";
  private static final String DIGEST = "@digest@";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  /** The report of an audit of one protector. */
  private ObjectNode audited(String protector) throws IOException {
    Run run =
        Run.in(folder)
            .run(
                "audit",
                FIXTURES.resolve("audit/protectors/" + protector).toString(),
                "--store",
                "none",
                "--guardians",
                FIXTURES.resolve("audit/guardians").toString(),
                "--now",
                "2026-11-23T00:00:00Z",
                "--output",
                "json");
    assertEquals(0, run.exit(), run.err());
    return (ObjectNode) JSON.readTree(run.out());
  }

  /** Writes a report with {@link #PROTECTORS} VMs. The first {@code changed} VMs differ. */
  private Path report(String name, int first, int changed) throws IOException {
    ObjectNode report = audited("clean.xml");
    ObjectNode data = (ObjectNode) report.get("data");
    ObjectNode row = (ObjectNode) data.get("protectors").get(0);
    ObjectNode other = (ObjectNode) audited("owner-only.xml").at("/data/protectors/0");
    count(data, changed, other.at("/findings/0"));
    String same = vm(row);
    String turned = vm(other);
    String rest = data.without("protectors").toString();
    Path file = folder.resolve(name);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("{\"schema\":\"keyward.audit/1\",\"data\":{\"protectors\":[\n");
      for (int number = first; number < first + PROTECTORS; number++) {
        String vm = String.format(Locale.ROOT, "vm-%07d", number);
        String document = number - first < changed ? turned : same;
        out.write(document.replace(DIGEST, digest(vm + document.length())).replace(NAME, vm));
        out.write(number == first + PROTECTORS - 1 ? "\n]," : ",\n");
      }
      out.write(rest.substring(1));
      out.write("}");
    }
    return file;
  }

  /** A row with places for the name and the digest. */
  private static String vm(ObjectNode row) {
    row.put("file", "vms/" + NAME + ".xml").put("vm", NAME).put("sha256", DIGEST);
    return row.toString();
  }

  private static String digest(String document) {
    return Thumbprint.of(document.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** Lets the totals say what the rows are. */
  private static void count(ObjectNode data, int changed, JsonNode finding) {
    ObjectNode counts = (ObjectNode) data.get("counts");
    counts.put("protectors", PROTECTORS).put("clean", PROTECTORS - changed);
    ((ObjectNode) counts.get("standings")).put("valid", PROTECTORS);
    ((ObjectNode) counts.get("worst")).put("warning", changed);
    if (changed > 0) {
      ObjectNode found = finding.deepCopy();
      found.put("title", "t").put("why", "w").put("count", changed).put("more", changed);
      found.putArray("places");
      data.withArray("/findings").removeAll().add(found);
    }
  }

  /** Seconds of processor time in which a parser reads both texts, and does nothing with them. */
  private static double seconds(List<Path> reports) throws IOException {
    double before = MeasuredCommand.cpuSeconds();
    for (Path report : reports) {
      try (JsonParser parser = new JsonFactory().createParser(report.toFile())) {
        while (parser.nextToken() != null) {
          parser.getTextLength();
        }
      }
    }
    return MeasuredCommand.cpuSeconds() - before;
  }

  /** Beside the time it prints the least that is possible: the time to read both texts once. */
  @Test
  void comparesTwoMillionRowsInLittleMemory() throws Exception {
    List<Path> reports = List.of(report("old.json", 0, 0), report("new.json", GONE, CHANGED));
    MeasuredCommand.Measured diff =
        MeasuredCommand.run(folder, Map.of(), "audit", "diff", "old.json", "new.json");
    assertEquals(0, diff.exit(), diff.out());
    String expected =
        String.format(
            Locale.ROOT,
            "protectors     %d new, %d gone, %d changed, 0 ambiguous, %d unchanged",
            GONE,
            GONE,
            CHANGED,
            PROTECTORS - GONE - CHANGED);
    assertTrue(diff.out().contains(expected), diff.out());
    double least = seconds(reports);
    System.out.printf(
        Locale.ROOT,
        "compared 2 x %d protectors in %.1f s of processor time; reading their texts once takes"
            + " %.1f s, ratio %.2f%n",
        PROTECTORS,
        diff.cpuSeconds(),
        least,
        least / diff.cpuSeconds());
  }

  /**
   * Writes an export of {@link #PROTECTORS} VMs with damaged protectors, which need no signature
   * check.
   */
  private void export(String name, int first) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(name))) {
      for (int number = first; number < first + PROTECTORS; number++) {
        out.write(number == first ? "[" : ",");
        out.write(
            String.format(
                Locale.ROOT,
                "{\"VMName\":\"vm-%07d\",\"KeyProtector\":\"%08d\"}%n",
                number,
                number));
      }
      out.write("]");
    }
  }

  private MeasuredCommand.Measured audit(String... more) throws Exception {
    List<String> words = new ArrayList<>(List.of("audit", "--store", "none", "--report"));
    words.addAll(List.of(more));
    MeasuredCommand.Measured audit =
        MeasuredCommand.run(folder, Map.of(), words.toArray(String[]::new));
    assertEquals(1, audit.exit(), audit.out());
    return audit;
  }

  /** The same heap holds what the audit and the comparison keep of each protector. */
  @Test
  void auditsAMillionWithABaselineInLittleMemory() throws Exception {
    export("october.json", 0);
    export("november.json", GONE);
    audit("old-report.json", "october.json");
    MeasuredCommand.Measured alone = audit("alone.json", "november.json");
    MeasuredCommand.Measured compared =
        audit("compared.json", "november.json", "--baseline", "old-report.json");
    String expected =
        String.format(
            Locale.ROOT,
            "protectors     %d new, %d gone, 0 changed, 0 ambiguous, %d unchanged",
            GONE,
            GONE,
            PROTECTORS - GONE);
    assertTrue(compared.out().contains(expected), compared.out());
    System.out.printf(
        Locale.ROOT,
        "audited %d damaged protectors in %.1f s of processor time, and in %.1f s with a baseline:"
            + " %.1f microseconds more each%n",
        PROTECTORS,
        alone.cpuSeconds(),
        compared.cpuSeconds(),
        (compared.cpuSeconds() - alone.cpuSeconds()) * 1e6 / PROTECTORS);
  }
}
