package dev.keyward.cli.fleet.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.cli.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The hosts that were worked out by hand: every cell, and every finding. */
class HandWorkedMatrixTest {

  private static final Path CASE =
      Path.of(System.getProperty("keyward.fixtures"), "store-test-only", "hyperv-hosts");

  private static Run run;
  private static WorkedMatrix matrix;

  @BeforeAll
  static void ask() throws Exception {
    if (System.getProperty("keyward.matrix.case", "").equals("rewrite")) {
      HandWorkedHosts.write(CASE);
    }
    run =
        Run.in(CASE)
            .run(
                "fleet matrix vms.clixml --certificates certificates.clixml --modes modes.clixml"
                    .concat(" --clusters HV1+hv2 --within 365d --now 2026-11-29T12:00:00Z")
                    .concat(" --store none --output json")
                    .split(" "));
    matrix = WorkedMatrix.of(CASE, run);
  }

  @Test
  void anErrorIsAnAnswerOfNo() {
    assertEquals(1, run.exit(), run.err());
    assertEquals("", run.err());
  }

  @Test
  void everyCellIsAsItWasWorkedOut() throws IOException {
    matrix.requireCells(List.of("HV1", "HV2", "HV3", "HV4", "HV5"));
  }

  @Test
  void everyFindingIsAsItWasWorkedOut() throws IOException {
    matrix.requireFindings(Set.of());
  }

  @Test
  void aHostIsSpelledAsTheMachinesSpellIt() {
    List<String> hosts =
        StreamSupport.stream(matrix.data().get("hosts").spliterator(), false)
            .map(host -> host.get("name").asText() + " " + host.get("mode").asText())
            .toList();
    assertEquals(List.of("HV1 local", "HV2 local", "HV3 local", "HV4 hgs", "HV5 local"), hosts);
  }
}
