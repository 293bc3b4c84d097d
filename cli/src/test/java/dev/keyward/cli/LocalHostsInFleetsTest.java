package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts in local mode in a topology, with what PowerShell and people collect of them. */
class LocalHostsInFleetsTest {

  private static final String NOW = "2026-11-29T12:00:00Z";
  private static final String EXPORT =
      ", mode: local, certificates: hyperv-hosts/certificates.clixml";

  @TempDir Path folder;

  private Playground playground;

  @BeforeEach
  void open() throws IOException {
    playground = Playground.in(folder);
    topology(
        List.of("{name: hv1" + EXPORT, "{name: HV2.example.org" + EXPORT, "{name: HV3" + EXPORT),
        "{name: web-01, host: hv1}",
        "{name: web-02, host: hv1}",
        "{name: db-02, host: HV2.example.org}",
        "{name: old-01, host: HV3}");
  }

  private void topology(List<String> hosts, String... vms) throws IOException {
    StringBuilder yaml = new StringBuilder("schema: keyward.fleet/1\nsites: [here]\nhosts:\n");
    hosts.forEach(host -> yaml.append("  - ").append(host).append(", site: here}\n"));
    yaml.append(vms.length == 0 ? "vms: []\n" : "vms:\n");
    List.of(vms).forEach(vm -> yaml.append("  - ").append(vm).append('\n'));
    Files.writeString(folder.resolve("f.yaml"), yaml);
  }

  private Run fleet(String verb, String... more) {
    List<String> words = new ArrayList<>(List.of("fleet", verb, "f.yaml"));
    words.addAll(List.of("--protectors", "hyperv-hosts/vms.clixml", "--now", NOW));
    words.addAll(List.of(more));
    return playground.run(words.toArray(String[]::new));
  }

  private void refused(String host, String expected) throws IOException {
    topology(List.of(host));
    Run run = fleet("check");
    assertEquals(3, run.exit(), run.out() + run.err());
    assertTrue(run.err().contains(expected), run.err());
  }

  @Test
  void aLostHostsMachinesStartWhereTheKeysAre() {
    Run run = fleet("availability");
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().startsWith("4 machines, 3 hosts, 0 services, 1 site\n2 of 4 "), run.out());
    assertTrue(
        run.out()
            .contains(
                "host hv1 down\n           web-02: does not start: no host of its site that is up"),
        run.out());
    assertFalse(run.out().contains("names no service"), run.out());
  }

  @Test
  void aCheckNamesTheMachineThatNoHostStartsAndTheCertificatesThatEnd() {
    Run run = fleet("check");
    assertEquals(1, run.exit(), run.err());
    assertTrue(run.out().contains("error  no-host-starts: no host in local mode at"), run.out());
    assertTrue(run.out().contains("  which  old-01"), run.out());
    assertTrue(run.out().contains("warning  host-certificate-ended: the signing"), run.out());
    assertTrue(run.out().contains("on hv1 ended on 2026-09-29"), run.out());
    assertTrue(run.out().contains("ends on 2027-02-27"), run.out());
    assertFalse(run.out().contains("no-service"), run.out());
  }

  @Test
  void certificatesOfHostsAreListedWithTheHostsThatHaveThem() {
    Run run = fleet("certificates");
    assertEquals(0, run.exit(), run.err());
    assertTrue(
        run.out().lines().toList().get(0).startsWith("2026-09-29  ended        "), run.out());
    assertTrue(run.out().contains("            on HV2.example.org, HV3, hv1"), run.out());
    assertTrue(run.out().contains("db-02@HV2"), run.out());
    Run json = fleet("certificates", "--output", "json");
    assertTrue(json.out().replaceAll("\\s", "").contains("\"hosts\":[\"hv1\"]"), json.out());
  }

  @Test
  void wrongCombinationsSayWhatIsExpected() throws IOException {
    refused("{name: a, certificates: x", "certificates of a host without mode: local");
    refused("{name: a, certificates: x", "hint: a host uses its own certificates in local mode");
    refused("{name: a, mode: local, limit: 5", "limit of a host in local mode");
    refused("{name: a, mode: guarded", "expected local or hgs");
    refused("{name: a, mode: local, certificates: 7", "expected a path");
    refused("{name: a, mode: local, certificates: f.yaml", "f.yaml: line 4");
    topology(List.of("{name: a, mode: local", "{name: A, mode: local"));
    assertTrue(fleet("check").err().contains("\"A\", which Windows takes for a"));
    topology(List.of("{name: a, mode: local, certificates: none.clixml"));
    assertEquals(5, fleet("check").exit());
  }

  @Test
  void aConfigurationMayNotContradictTheMode() throws IOException {
    Files.writeString(folder.resolve("local.json"), "{\"Mode\": \"Local\"}");
    refused("{name: a, mode: hgs, configuration: local.json", "beside a configuration in local");
    topology(
        List.of(
            "{name: hv1, configuration: local.json,"
                + " certificates: hyperv-hosts/certificates.clixml"),
        "{name: web-01, host: hv1}");
    Run run = fleet("check");
    assertFalse(run.out().contains("no-host-starts"), run.out() + run.err());
  }

  @Test
  void aFolderForEachHostIsReadForThatHostAlone() throws IOException {
    assertEquals(
        0,
        playground.unlocked("guardian", "export", "central-it", "--with-keys", "-o", "p").exit());
    for (String host : List.of("HV1", "HV2")) {
      Files.createDirectories(folder.resolve("certs").resolve(host));
    }
    Files.move(folder.resolve("p/encryption.p12"), folder.resolve("certs/HV1/e.p12"));
    assertEquals(
        0,
        playground.unlocked("protector", "create", "--owner", "central-it", "-o", "vm.kp").exit());
    topology(
        List.of(
            "{name: hv1, mode: local, certificates: certs",
            "{name: hv2, mode: local, certificates: certs"),
        "{name: vm, host: hv2}");
    Run run =
        playground.run(
            "fleet",
            "check",
            "f.yaml",
            "--protectors",
            "vm.kp",
            "--key-passphrase-file",
            "passphrase.txt");
    assertTrue(run.out().contains("host hv2 cannot start it; hv1 can"), run.out() + run.err());
    Run locked = playground.run("fleet", "check", "f.yaml", "--protectors", "vm.kp");
    assertEquals(4, locked.exit(), locked.err());
    assertTrue(locked.err().contains("e.p12"), locked.err());
  }

  @Test
  void aDraftNamesTheHostsThatListMachinesAndCanBeChecked() {
    Run run =
        playground.run(
            "fleet",
            "init",
            "--protectors",
            "hyperv-hosts/vms.clixml",
            "--certificates",
            "hyperv-hosts/certificates.clixml",
            "-o",
            "f.yaml",
            "--force");
    assertEquals(0, run.exit(), run.err());
    Run check = fleet("check");
    assertEquals(1, check.exit(), check.err());
    assertTrue(check.out().contains("  which  old-01"), check.out());
    assertFalse(check.out().contains("plain-01"), check.out());
  }

  @Test
  void aMachineWithoutAProtectorStartsOnAnyHost() throws IOException {
    topology(
        List.of("{name: hv1, mode: local", "{name: hv2, mode: local"),
        "{name: plain-01, host: hv1}");
    Run run = fleet("availability");
    assertTrue(run.out().contains("1 of 1 machines can be started"), run.out() + run.err());
  }

  @Test
  void aReportShowsHostsAsTheirOwnServices() throws IOException {
    Run run = fleet("availability", "--report", "r.html", "--report", "r.csv");
    assertEquals(0, run.exit(), run.err());
    String page = Files.readString(folder.resolve("r.html"));
    assertTrue(page.contains("on its own host, in local mode"), "the legend");
    assertTrue(page.contains("in local mode, with keys of its own"), "the drawing");
    String csv = Files.readString(folder.resolve("r.csv"));
    assertTrue(csv.contains("does-not-start,no-host-key,web-02,\"host hv1 down\""), csv);
  }
}
