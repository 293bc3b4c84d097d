package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.cli.report.CsvRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Exports that two readers read differently: an audit reads them as PowerShell does, and reports
 * what PowerShell refuses or shows in part. No machine is lost, and none has another's name.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrangersExportsTest {

  @TempDir static Path folder;

  private Playground playground;

  @BeforeAll
  void open() {
    playground = Playground.of("strangers/exports-two-readers", folder.resolve("exports"));
  }

  /** Each protector is the machine's name, its standing and who can open it besides the owner. */
  @ParameterizedTest
  @CsvSource({
    // What PowerShell follows, and which of two properties it shows.
    "ref, 0, app valid branch-hgs, dc01 valid branch-hgs",
    "props-ms-name, 0, dc01 valid branch-hgs,",
    "props-ms-kp, 1, app unusable, app valid evil",
    "nested-name, 1, dc01 valid evil,",
    "n-escaped, 1, a0 valid branch-hgs, dc01 valid evil",
    "escaped-key, 1, app valid branch-hgs, dc01 valid evil",
    "blank-kp, 1, a0 valid branch-hgs, dc01 valid evil",
    // Names that are no plain text.
    "num-name, 0, 12 valid branch-hgs,",
    "name-other-type, 0, dc01 valid branch-hgs,",
    "name-obj, 0, dc01 valid branch-hgs,",
    "nul-name, 0, dc01<U+0000> valid branch-hgs,",
    "name-long, 1, vms.clixml#1 unusable,",
    // Twice the same.
    "name-twice, 1, vms.clixml#1 unusable,",
    "case-name, 1, vms.json#1 unusable,",
    "kp-twice, 1, app unusable, app unusable",
    "case-kp, 1, app unusable, app unusable",
    // No bytes, or damaged ones.
    "j-false, 1, app valid branch-hgs, dc01 not-collected",
    "j-num, 1, app valid branch-hgs, dc01 not-collected",
    "j-objobj, 1, app valid branch-hgs, dc01 not-collected",
    "j-obj-empty, 1, app valid branch-hgs, dc01 not-collected",
    "obj-empty, 1, app valid branch-hgs, dc01 not-collected",
    "obj-broken, 1, app valid branch-hgs, dc01 unusable",
    "obj-short, 1, app valid branch-hgs, dc01 unusable",
    "j-obj-b64, 1, app valid branch-hgs, dc01 unusable",
    "ba-short, 1, app valid branch-hgs, dc01 unusable",
    // What PowerShell does not read.
    "other-ns, 1, a0 valid branch-hgs, vms unusable",
    "json-comment, 1, vms unusable,",
  })
  void anAuditReadsWhatPowerShellReads(String name, int exit, String first, String second)
      throws IOException {
    String report = name + ".csv";
    Run audit =
        playground.run(
            "--store", "none", "audit", name, "--guardians", "known", "--report", report);
    assertEquals(exit, audit.exit(), audit.out() + audit.err());
    List<String> expected = second == null ? List.of(first) : List.of(first, second);
    assertEquals(expected, machines(report), audit.out());
  }

  private List<String> machines(String report) throws IOException {
    List<String> machines = new ArrayList<>();
    String last = "";
    for (List<String> row : CsvRows.parse(Files.readString(playground.path(report)).substring(1))) {
      String entry = row.get(2) + "#" + row.get(3);
      if (!List.of("severity", "basis").contains(row.get(0)) && !entry.equals(last)) {
        machines.add(machine(row));
        last = entry;
      }
    }
    return machines;
  }

  private static String machine(List<String> row) {
    String guardian = row.get(6).contains("evil") ? "evil" : row.get(6);
    return (row.get(4) + " " + row.get(8) + " " + guardian).strip();
  }

  @ParameterizedTest
  @CsvSource({
    "name-twice, 'two values for Name in one object: \"app\" and \"dc01\"'",
    "case-name, 'values for both Name and name in one object: \"app\" and \"dc01\"'",
    "kp-twice, two values for KeyProtector in one object",
    "case-kp, values for both KeyProtector and keyprotector in one object",
    "name-long, a text of 1100 characters in place of the Name",
  })
  void whatIsThereTwiceIsNamed(String name, String said) {
    Run audit = playground.run("--store", "none", "audit", name, "--guardians", "known");
    assertTrue(audit.out().contains(said), audit.out());
    assertTrue(audit.out().contains("export again on the host"), audit.out());
  }
}
