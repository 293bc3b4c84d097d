package dev.keyward.cli.fleet.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keyward.cli.JsonSchemas;
import dev.keyward.cli.Run;
import dev.keyward.cli.report.CsvRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Findings that the case worked out by hand has not, and reports, through the command. */
class MatrixCommandTest {

  private static final Path FIXTURES = Path.of(System.getProperty("keyward.fixtures"));
  private static final Path CASE = FIXTURES.resolve("store-test-only/hyperv-hosts");

  @TempDir Path folder;

  @BeforeEach
  void copy() throws IOException {
    for (String name : List.of("vms", "certificates", "modes")) {
      write(name, text(name));
    }
  }

  private static String text(String name) throws IOException {
    return Files.readString(CASE.resolve(name + ".clixml"));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name + ".clixml"), text);
  }

  private Run run(String words) {
    List<String> all = new ArrayList<>(List.of("fleet", "matrix"));
    all.addAll(List.of(words.split(" ")));
    all.addAll(List.of("--store", "none", "--now", "2026-11-29T12:00:00Z"));
    return Run.in(folder).run(all.toArray(String[]::new));
  }

  private JsonNode data(String words) throws IOException {
    Run run = run(words + " --output json");
    JsonSchemas.check("fleet-matrix", run.out());
    return new ObjectMapper().readTree(run.out()).get("data");
  }

  private static Optional<JsonNode> finding(JsonNode data, String code, String vm) {
    for (JsonNode each : data.get("findings")) {
      boolean about = vm.isEmpty() || each.get("vms").toString().contains("\"" + vm + "\"");
      if (each.get("code").asText().equals(code) && about) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  private static JsonNode vm(JsonNode data, String name) {
    for (JsonNode each : data.get("vms")) {
      if (each.get("name").asText().equals(name)) {
        return each;
      }
    }
    throw new AssertionError(name);
  }

  /** Changes the objects of a host alone. */
  private static String on(String export, String host, UnaryOperator<String> change) {
    return List.of(export.split("(?=  <Obj RefId)")).stream()
        .map(object -> object.contains(">" + host + "<") ? change.apply(object) : object)
        .collect(Collectors.joining());
  }

  @Test
  void aShortNameThatFitsTwoHostsIsNoSecondHost() throws IOException {
    write("vms", text("vms").replace(">HV1<", ">HV1.one.example<"));
    String other = text("certificates").replace(">hv2.example.org<", ">HV1.two.example<");
    write("certificates", other);
    write("full", other.replace(">HV1<", ">HV1.one.example<"));
    JsonNode data =
        data(
            "vms.clixml --certificates certificates.clixml --certificates full.clixml"
                + " --modes modes.clixml");
    JsonNode ambiguous = finding(data, "host-ambiguous", "").orElseThrow();
    assertEquals("[\"HV1\"]", ambiguous.get("hosts").toString());
    assertTrue(
        ambiguous.get("found").asText().contains("HV1.one.example or HV1.two.example"),
        ambiguous.toString());
    assertEquals(
        "$hosts = 'HV1.one.example', 'HV1.two.example'", ambiguous.get("commands").get(0).asText());
    assertEquals("[\"HV1.one.example\",\"HV1\"]", vm(data, "web-02").get("startsOn").toString());
    JsonNode alone = finding(data, "one-host-only", "web-02").orElseThrow();
    assertEquals("[\"HV1.one.example\"]", alone.get("hosts").toString());
  }

  @Test
  void aKeyInThePersonalStoreIsAWarningAndNeverNoHost() throws IOException {
    write(
        "certificates",
        on(
            text("certificates"),
            "HV3",
            object -> object.replace(">" + "Shielded VM Local Certificates" + "<", ">My<")));
    JsonNode data = data("vms.clixml --certificates certificates.clixml --modes modes.clixml");
    assertEquals("[\"HV3\"]", vm(data, "app-02").get("keyInMyOn").toString());
    JsonNode personal = finding(data, "key-in-my", "app-02").orElseThrow();
    assertEquals("warning", personal.get("severity").asText());
    assertTrue(personal.get("commands").toString().contains("LocalMachine\\\\My\\\\"));
    assertFalse(finding(data, "no-host-starts", "app-02").isPresent());
  }

  @Test
  void anUnknownKeyDerivationIsNoObstacle() throws IOException {
    Path file = FIXTURES.resolve("keyless/keyless-kdf-unknown.xml");
    Path certificates = FIXTURES.resolve("powershell/certificates-two-hosts.clixml");
    JsonNode data = data(file + " --certificates " + certificates);
    JsonNode vm = data.get("vms").get(0);
    assertEquals("valid", vm.get("protector").asText());
    assertEquals("[\"HV1\",\"hv2.example.org\"]", vm.get("startsOn").toString());
  }

  @Test
  void aHostThatNoInputHoldsIsNotCollectedAndANodeIsAnError() throws IOException {
    JsonNode data =
        data(
            "vms.clixml --certificates certificates.clixml --hosts hv1,HV7 --clusters"
                + " HV1+hv2+HV8");
    String findings = data.get("findings").toString();
    assertTrue(findings.contains("no input holds the host HV7"), findings);
    assertTrue(findings.contains("$hosts = 'HV7'"), findings);
    assertTrue(findings.contains("no input holds the node HV8"), findings);
  }

  @Test
  void exportsOfDifferentDaysAreSaid() throws IOException {
    String vms = text("vms");
    List<String> protectors =
        List.of(vms.split("\\n")).stream().filter(line -> line.contains("KeyProtector")).toList();
    write("older", vms.replace(protectors.get(0), protectors.get(1)));
    write("fewer", on(text("certificates"), "HV3", object -> ""));
    JsonNode data =
        data(
            "vms.clixml older.clixml --certificates certificates.clixml --certificates"
                + " fewer.clixml");
    String remarks = data.get("remarks").toString();
    assertTrue(remarks.contains("several protectors of web-01@HV1, as exports"), remarks);
    assertFalse(remarks.contains("different certificates"), remarks);
    write("fewer", text("certificates").replaceFirst("(?s)  <Obj RefId=.*?</Obj>\n", ""));
    data = data("vms.clixml --certificates certificates.clixml --certificates fewer.clixml");
    assertTrue(
        data.get("remarks").toString().contains("different certificates of HV1"),
        data.get("remarks").toString());
  }

  @Test
  void theTableListsEveryCertificateWithTheHostsThatHaveIt() throws IOException {
    run("vms.clixml --certificates certificates.clixml --modes modes.clixml --report m.csv");
    List<List<String>> rows = CsvRows.parse(Files.readString(folder.resolve("m.csv")).substring(1));
    List<String> head = rows.get(0);
    List<List<String>> certificates =
        rows.stream().filter(row -> row.get(0).equals("certificate")).toList();
    assertEquals(17, certificates.size());
    List<String> first = certificates.get(0);
    assertEquals("web-02", first.get(head.indexOf("vm")));
    assertEquals("has the key", first.get(head.indexOf("HV1")));
    assertEquals("", first.get(head.indexOf("HV2")));
    assertEquals("2026-09-29T08:00:00Z", first.get(head.indexOf("not_after")));
    assertTrue(first.get(head.indexOf("sha1")).matches("[0-9A-F]{40}"));
    List<String> copied = certificates.get(2);
    assertEquals("key missing", copied.get(head.indexOf("HV1")));
    assertEquals("has the key", copied.get(head.indexOf("HV2")));
  }

  @Test
  void noLineOfAFindingOrOfThePageDiscardsAVirtualTpm() throws IOException {
    String words = "vms.clixml --certificates certificates.clixml --modes modes.clixml";
    Run run = run(words + " --clusters HV1+HV2 --report page.html");
    String page = Files.readString(folder.resolve("page.html"));
    assertTrue(page.contains("<ol class=\"plan\">"), "no plan");
    assertTrue(page.contains("Save the keys of HV3"), "nothing saved");
    String shown = page.substring(page.indexOf("id=\"findings\""), page.indexOf("</main>"));
    for (String text : List.of(run.out(), shown)) {
      // The statement that collects VMs reads this property.
      String lines = text.replaceAll("\\)\\.TpmEnabled|TpmEnabled \\S+ \\$tpm", "");
      assertFalse(PrintedPlansTest.DISCARDS.matcher(lines).find(), lines);
    }
  }
}
