package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that look like others of the same fleet. */
class FleetLookAlikesTest {

  private static final String CODE = "look-alike-name: ";

  @TempDir Path folder;

  private Playground playground;

  @BeforeEach
  void open() throws IOException {
    playground = Playground.in(folder.resolve("here"));
    Files.createDirectory(playground.path("vms.d"));
  }

  private void protector(String name) throws IOException {
    Files.copy(playground.path("protectors/hgs-vm.xml"), playground.path("vms.d/" + name + ".kp"));
  }

  /** The findings of a fleet with these machines, hosts and sites. */
  private List<String> lookAlikes(String sites, String hosts, String vms) throws IOException {
    Files.writeString(
        playground.path("t.yaml"),
        "schema: keyward.fleet/1\nsites: [dc"
            + sites
            + "]\nhgs: [{name: datacenter-hgs, site: dc, nodes: [{name: a}], registered: [h]}]\n"
            + "hosts: [{name: h, site: dc, version: 1809, primary: datacenter-hgs}"
            + hosts
            + "]\nvms: [{name: dc01, host: h}"
            + vms
            + "]\n");
    Run run = playground.run("fleet", "check", "t.yaml", "--protectors", "vms.d");
    return run.out().lines().filter(line -> line.contains(CODE)).toList();
  }

  @Test
  void aProtectorThatLooksLikeAMachineOfTheTopologyIsFound() throws IOException {
    protector("dc01");
    protector("dcO1");
    protector("dc0\u0406");
    assertEquals(
        Set.of(
            "note  " + CODE + "VM dcO1 looks like VM dc01",
            "warning  " + CODE + "VM dc0<U+0406> looks like VM dc01"),
        Set.copyOf(lookAlikes("", "", "")));
  }

  @Test
  void hostsSitesAndMachinesOfATopologyAreComparedAmongTheirKind() throws IOException {
    protector("dc01");
    List<String> lines =
        lookAlikes(
            ", d\u0441",
            ", {name: hv1, site: dc, version: 1809, primary: datacenter-hgs}"
                + ", {name: hvl, site: dc, version: 1809, primary: datacenter-hgs}",
            ", {name: DCO1, host: h}");
    assertEquals(3, lines.size(), lines.toString());
    assertTrue(
        lines.contains("warning  " + CODE + "site d<U+0441> looks like site dc"), lines + "");
    assertTrue(lines.contains("note  " + CODE + "host hvl looks like host hv1"), lines + "");
    assertTrue(lines.contains("note  " + CODE + "VM DCO1 looks like VM dc01"), lines + "");
  }

  @Test
  void oneNameInOtherLettersOfItsCaseIsNoFinding() throws IOException {
    protector("DC01");
    assertEquals(List.of(), lookAlikes("", "", ""));
  }
}
