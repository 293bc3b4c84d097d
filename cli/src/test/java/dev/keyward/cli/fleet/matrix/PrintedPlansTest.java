package dev.keyward.cli.fleet.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.keyward.cli.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans to move machines and to retire hosts: they are printed, and nothing is lost by them. */
class PrintedPlansTest {

  private static final Path CASE =
      Path.of(System.getProperty("keyward.fixtures"), "store-test-only", "hyperv-hosts");
  private static final List<String> EVERY_VM =
      List.of(
          "web-01",
          "web-02",
          "db-01@HV2",
          "db-02",
          "app-01@HV3",
          "app-02",
          "old-01",
          "dc-01",
          "edge-01",
          "plain-01",
          "cloud-01",
          "tpm-01",
          "db-01@HV3",
          "app-01@HV5");

  /** Each of these makes a virtual TPM that exists unreadable, or takes something away. */
  static final Pattern DISCARDS =
      Pattern.compile(
          "(?i)NewLocalKeyProtector|New-HgsKeyProtector|Disable-VMTPM|Enable-VMTPM|Set-VMSecurity"
              + "|TpmEnabled|Remove-(Item|VM)|Clear-|certutil|-Force");

  private static final Pattern IMPORTED =
      Pattern.compile("Import-PfxCertificate -FilePath ([0-9A-F]{40})\\.pfx");

  @TempDir Path folder;

  private static Run run(String verb, List<String> words) {
    List<String> all = new ArrayList<>(List.of("fleet", verb));
    all.addAll(words);
    all.addAll(List.of("--store", "none", "--now", "2026-11-29T12:00:00Z"));
    return Run.in(CASE).run(all.toArray(String[]::new));
  }

  private static List<String> inputs(String certificates) {
    return List.of(
        "--vms", "vms.clixml", "--certificates", certificates, "--modes", "modes.clixml");
  }

  private static Run move(String target, List<String> vms, String... more) {
    List<String> words = new ArrayList<>(vms);
    words.addAll(List.of("--to", target));
    words.addAll(inputs("certificates.clixml"));
    words.addAll(List.of(more));
    return run("move", words);
  }

  private static Run retire(String host) {
    List<String> words = new ArrayList<>(List.of(host));
    words.addAll(inputs("certificates.clixml"));
    return run("retire", words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HV1", "HV2", "HV3", "HV4", "HV5", "HV-new"})
  void noPlanToMoveHoldsAStepThatDiscardsAVirtualTpm(String host) {
    Run plan = move(host, EVERY_VM);
    assertEquals(1, plan.exit(), plan.err());
    assertFalse(DISCARDS.matcher(plan.out()).find(), plan.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"HV1", "hv2.example.org", "HV3", "HV4", "HV5"})
  void noPlanToRetireHoldsAStepThatDiscardsAVirtualTpm(String host) {
    Run plan = retire(host);
    assertTrue(plan.exit() <= 1, plan.err());
    assertFalse(DISCARDS.matcher(plan.out()).find(), plan.out());
  }

  @Test
  void everyImportCreatesTheStoreAndLeavesTheKeyExportable() {
    String out = move("HV-new", EVERY_VM).out();
    for (String line : out.lines().toList()) {
      assertEquals(line.contains("Import-PfxCertificate"), line.contains(" -Exportable"), line);
    }
    long imports = out.lines().filter(line -> line.contains("-CertStoreLocation $store")).count();
    assertTrue(imports > 0, out);
    assertTrue(out.contains("if (-not (Test-Path $store)) { New-Item"), out);
    assertTrue(out.contains("-CryptoAlgorithmOption AES256_SHA256"), out);
  }

  @Test
  void aProtectorIsReadAfreshBeforeAGrant() {
    List<String> lines = move("HV2", List.of("web-02")).out().lines().map(String::strip).toList();
    int stop = lines.indexOf("Stop-VM -VM $vm");
    assertTrue(
        stop > 0 && lines.get(stop + 1).contains("(Get-VMKeyProtector -VM $vm)"), "" + lines);
    assertTrue(
        lines.contains("# undo: Set-VMKeyProtector -VM $vm -RestoreLastKnownGoodKeyProtector"));
  }

  @Test
  void aLineThatFailsLeavesNoProtectorOfAnotherVm() {
    List<String> lines = move("HV2", EVERY_VM).out().lines().map(String::strip).toList();
    for (int at = 0; at < lines.size(); at++) {
      if (lines.get(at).startsWith("$vm = Get-VM ")) {
        assertEquals("$vm = $protector = $granted = $null", lines.get(at - 1));
        assertTrue(lines.get(at + 4).endsWith("-KeyProtector $granted.RawData"), lines.get(at + 4));
      }
      if (lines.get(at).startsWith("$guardian = Import")) {
        assertEquals("$guardian = $null", lines.get(at - 1));
      }
    }
  }

  @Test
  void noLineThatIsPastedBehindAQuestionIsItsAnswer() {
    boolean block = false;
    for (String line : move("HV-new", EVERY_VM).out().lines().map(String::strip).toList()) {
      block = line.equals("& {") || (block && !line.equals("}"));
      assertTrue(block || !line.contains("Read-Host"), line);
    }
  }

  @Test
  void whatIsPossibleAlreadyIsSaid() {
    Run plan = move("HV2", List.of("web-01"));
    assertEquals(0, plan.exit(), plan.err());
    assertTrue(plan.out().contains("there is nothing to do: HV2 has its key"), plan.out());
  }

  @Test
  void whatNobodyHasIsSaidInWords() {
    Run plan = move("HV1", List.of("old-01"));
    assertEquals(1, plan.exit(), plan.err());
    assertTrue(
        plan.out().contains("no collected host and no given backup has its key"), plan.out());
  }

  @Test
  void aNameThatIsNotUniqueIsRefusedWithItsPlaces() {
    Run plan = move("HV1", List.of("db-01"));
    assertEquals(3, plan.exit(), plan.err());
    assertTrue(plan.err().contains("one of db-01@HV2, db-01@HV3"), plan.err());
  }

  @Test
  void aHostThatNothingHoldsCannotRetire() {
    Run plan = retire("HV9");
    assertEquals(3, plan.exit(), plan.err());
    assertTrue(plan.err().contains("no host of this name"), plan.err());
  }

  @Test
  void whatWouldBeLostWithAHostIsListed() throws Exception {
    List<String> words = new ArrayList<>(List.of("HV3"));
    words.addAll(inputs("certificates.clixml"));
    words.addAll(List.of("--output", "json"));
    Run plan = run("retire", words);
    JsonNode lost = new ObjectMapper().readTree(plan.out()).get("data").get("lost");
    assertEquals(
        List.of("app-01@HV3", "app-02", "dc-01"),
        StreamSupport.stream(lost.spliterator(), false)
            .map(each -> each.get("name").asText())
            .toList());
  }

  /** The keys that the plan imports are added to the export of the certificates. */
  @ParameterizedTest
  @ValueSource(strings = {"web-01", "web-02", "db-01@HV2", "app-01@HV3", "app-02", "dc-01"})
  void afterTheStepsTheMatrixAgrees(String vm) throws Exception {
    Run before = move("HV5", List.of(vm));
    assertEquals(0, before.exit(), before.err());
    Path after = folder.resolve("after.clixml");
    Files.writeString(after, withKeys("HV5", before.out()));
    List<String> words = new ArrayList<>(List.of(vm, "--to", "HV5"));
    words.addAll(inputs(after.toString()));
    Run again = run("move", words);
    assertEquals(0, again.exit(), again.err());
    assertTrue(again.out().contains("nothing to do: HV5 has its key"), again.out());
  }

  private static String withKeys(String host, String plan) throws Exception {
    String export = Files.readString(CASE.resolve("certificates.clixml"));
    Set<String> imported = new LinkedHashSet<>();
    Matcher each = IMPORTED.matcher(plan);
    while (each.find()) {
      imported.add(each.group(1));
    }
    assertEquals(2, imported.size(), plan);
    StringBuilder more = new StringBuilder();
    for (String object : export.split("(?=  <Obj )")) {
      boolean wanted = imported.stream().anyMatch(object::contains);
      if (wanted && object.contains("<B N=\"HasPrivateKey\">true")) {
        more.append(object.replace("</Objs>", "").replaceAll("(?<=PSComputerName\">)[^<]*", host));
      }
    }
    return export.replace("</Objs>", more + "</Objs>");
  }
}
