package dev.keyward.cli.fleet.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keyward.cli.Run;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports and folders that somebody made to do harm. */
class HostileHostsTest {

  private static final Path CASE =
      Path.of(System.getProperty("keyward.fixtures"), "store-test-only", "hyperv-hosts");

  @TempDir Path folder;

  private String vms() throws Exception {
    return Files.readString(CASE.resolve("vms.clixml"));
  }

  private String certificates() throws Exception {
    return Files.readString(CASE.resolve("certificates.clixml"));
  }

  private Run run(String... words) {
    List<String> all = new ArrayList<>(List.of("fleet"));
    all.addAll(List.of(words));
    all.addAll(List.of("--store", "none", "--now", "2026-11-29T12:00:00Z"));
    return Run.in(folder).run(all.toArray(String[]::new));
  }

  private void write(String vms, String certificates) throws Exception {
    Files.writeString(folder.resolve("v.clixml"), vms);
    Files.writeString(folder.resolve("c.clixml"), certificates);
  }

  @Test
  void noNameReachesALineForPowerShell() throws Exception {
    String bad = "HV1'; calc; '";
    write(
        vms().replace(">HV1<", ">" + bad + "<").replace("web-02", "w'; calc; #"),
        certificates().replace(">HV1<", ">" + bad + "<"));
    Run plan =
        run(
            "move",
            "w'; calc; #",
            "--to",
            "HV2'; calc",
            "--vms",
            "v.clixml",
            "--certificates",
            "c.clixml",
            "--output",
            "json");
    assertEquals(0, plan.exit(), plan.err());
    JsonNode steps = new ObjectMapper().readTree(plan.out()).get("data").get("steps");
    assertTrue(steps.size() > 3, plan.out());
    for (JsonNode step : steps) {
      assertFalse(step.get("lines").toString().contains("calc"), step.toString());
    }
  }

  @Test
  void noIdReachesALineForPowerShell() throws Exception {
    String id = "11111111-2222-4333-8444-000000000002";
    write(vms().replace(id, id + "; calc"), certificates());
    Run plan =
        run("move", "web-02", "--to", "HV2", "--vms", "v.clixml", "--certificates", "c.clixml");
    assertEquals(0, plan.exit(), plan.err());
    assertFalse(plan.out().contains("calc"), plan.out());
  }

  @Test
  void namesCannotForgeLines() throws Exception {
    write(
        vms().replace(">HV1<", ">HV1_x000A_error  forged<").replace("web-01", "web_x001B_[2J"),
        certificates().replace(">HV1<", ">HV1_x000A_error  forged<"));
    Run matrix = run("matrix", "v.clixml", "--certificates", "c.clixml");
    assertEquals(1, matrix.exit(), matrix.err());
    assertFalse(matrix.out().contains("\u001b"), matrix.out());
    assertTrue(matrix.out().lines().noneMatch(line -> line.startsWith("error  forged")));
  }

  @Test
  void aCertificateWithTheSubjectOfAnotherStartsNothing() throws Exception {
    // HV2's two certificates under the subject of HV1 would be a name and no key.
    write(vms(), certificates().replace(">HV1<", ">HV7<"));
    Run matrix = run("matrix", "v.clixml", "--certificates", "c.clixml", "--output", "json");
    JsonNode vms = new ObjectMapper().readTree(matrix.out()).get("data").get("vms");
    assertEquals("[\"HV4\",\"HV7\"]", vms.get(1).get("startsOn").toString());
  }

  @Test
  void moreMachinesThanAMatrixTakesAreRefused() throws Exception {
    String head = "<Objs xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">";
    StringBuilder vms = new StringBuilder(head);
    for (int number = 0; number <= MachineReceiver.MOST; number++) {
      vms.append("<Obj><MS><S N=\"Name\">v").append(number);
      vms.append("</S><BA N=\"KeyProtector\">AAAABA==</BA></MS></Obj>");
    }
    write(vms.append("</Objs>").toString(), certificates());
    Run matrix = run("matrix", "v.clixml", "--certificates", "c.clixml");
    assertEquals(3, matrix.exit(), matrix.err());
    assertTrue(matrix.err().contains("more than 100000 entries of VMs"), matrix.err());
  }

  /** A damaged export ends in a message, never in a bug. */
  @Test
  void damagedExportsEndInOrder() throws Exception {
    damaged(8);
  }

  @Test
  @Tag("soak")
  void manyDamagedExportsEndInOrder() throws Exception {
    damaged(400);
  }

  private void damaged(int rounds) throws Exception {
    Random random = new Random(24);
    byte[] good = certificates().getBytes(StandardCharsets.UTF_8);
    Files.writeString(folder.resolve("v.clixml"), vms());
    for (int round = 0; round < rounds; round++) {
      byte[] bad = good.clone();
      for (int i = 0; i < 20; i++) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      Files.write(folder.resolve("c.clixml"), bad);
      Run matrix = run("matrix", "v.clixml", "--certificates", "c.clixml", "--modes", "c.clixml");
      assertTrue(matrix.exit() < 70, round + ": " + matrix.err());
    }
  }
}
