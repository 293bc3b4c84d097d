package dev.keyward.cli.fleet.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.keyward.cli.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole matrix from copies of files: VMs' folders, hosts' lists of VMs, certificate stores. */
class MatrixFromFilesTest {

  private static final Path CASE =
      Path.of(System.getProperty("keyward.fixtures"), "store-test-only", "hyperv-files");
  private static final List<String> HOSTS = List.of("HV1", "HV2", "HV3", "HV4");

  /** They are the matter of another test. */
  private static final Set<String> OF_PAIRS = Set.of("key-missing", "no-partner", "unknown-holder");

  private static Run run;
  private static WorkedMatrix worked;

  @BeforeAll
  static void ask() throws Exception {
    List<String> words = new ArrayList<>(List.of("fleet", "matrix", "share"));
    words.addAll(List.of("--certificates", "certificates"));
    for (String host : HOSTS) {
      words.add("--registered");
      words.add(host + "=registered/" + host.toLowerCase(Locale.ROOT) + ".vmcx");
    }
    run = matrix(words);
    worked = WorkedMatrix.of(CASE, run);
  }

  private static Run matrix(List<String> words) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of("--now", "2026-11-29T12:00:00Z", "--store", "none", "--output", "json"));
    return Run.in(CASE).run(all.toArray(String[]::new));
  }

  @Test
  void nothingButCopiesOfFilesIsNeeded() {
    assertEquals(0, run.exit(), run.err());
    assertEquals("", run.err());
  }

  @Test
  void everyCellIsAsItWasWorkedOut() throws IOException {
    worked.requireCells(HOSTS);
  }

  @Test
  void everyFindingIsAsItWasWorkedOut() throws IOException {
    worked.requireFindings(OF_PAIRS);
  }

  @Test
  void aVmWhoseStateIsMissingSaysWhichFileToCopy() {
    String out = run.out();
    assertTrue(out.contains("GUID.vmrs"), out);
  }

  @Test
  void withoutListsOfHostsNobodyKnowsWhereVmsRun() throws Exception {
    Run bare = matrix(List.of("fleet", "matrix", "share", "--certificates", "certificates"));
    JsonNode vms = WorkedMatrix.of(CASE, bare).data().get("vms");
    assertEquals(5, vms.size());
    vms.forEach(vm -> assertTrue(vm.get("runsOn").isNull(), vm::toString));
  }

  @Test
  void aHostIsCalledAsItsFileOrAsItIsNamed() throws Exception {
    Run named =
        matrix(
            Arrays.asList(
                "fleet matrix share --certificates certificates/hv1.reg --certificates"
                    .concat(" Branch=certificates/hv3.reg")
                    .split(" ")));
    JsonNode hosts = WorkedMatrix.of(CASE, named).data().get("hosts");
    List<String> names = new ArrayList<>();
    hosts.forEach(host -> names.add(host.get("name").asText() + host.get("collected").asText()));
    assertEquals(List.of("hv1true", "Branchtrue"), names);
  }

  @Test
  void aVmInThePlaceOfAHostsListIsRefused() {
    Run refused =
        matrix(
            List.of(
                "fleet",
                "matrix",
                "share",
                "--certificates",
                "certificates",
                "--registered",
                "HV1=share/web-01/Virtual Machines/25100001-7B3D-4E5F-9A8B-0C1D2E3F4A5B.vmcx"));
    assertEquals(3, refused.exit(), refused.err());
    assertTrue(refused.err().contains("not-registrations"), refused.err());
  }

  @Test
  void aListWithoutItsHostIsAWrongCall() {
    Run wrong =
        matrix(
            Arrays.asList(
                "fleet matrix share --certificates certificates --registered registered/hv1.vmcx"
                    .split(" ")));
    assertEquals(2, wrong.exit(), wrong.err());
  }
}
