package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.keyward.KeywardException;
import dev.keyward.fleet.draft.TopologyDraft;
import dev.keyward.fleet.topology.Topology;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped schema of topologies and their reader take and refuse the same files. */
class TopologySchemaTest {

  private static final String HEAD = "schema: keyward.fleet/1\n";
  private static final String HEX = "0123456789abcdef".repeat(4);

  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(Main.class.getResourceAsStream("/dev/keyward/schema/keyward.fleet.1.json"));

  private static Topology read(String yaml) throws KeywardException, IOException {
    return Topology.parse(yaml.getBytes(StandardCharsets.UTF_8), "fleet.yaml", null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sites: [a, 'Zweigstelle S\u00fcd']",
        "sites: [a, b]\nlinks: [{name: l, between: [a, b]}]",
        "sites: [a]\nhgs: [{name: h, site: a}]",
        "sites: [a]\nhgs: [{name: h, guardian: g, site: a, nodes: [{name: n}], registered: [],"
            + " policies: [HEX]}]",
        "sites: [a]\nhgs: [{name: h, site: a, nodes: [{name: n, vm: v}]}]\nhosts: [{name: x, site:"
            + " a, version: 1709, primary: h, fallback: h, limit: 30}]\nvms: [{name: v, host: x,"
            + " protector: 'a/b.kp'}]",
        "sites: [a]\nhosts: [{name: x, site: a, version: '2019'}]",
        "sites: [a]\nhgs: [{name: h, site: a, address: 'hgs.north.example:8443'}]",
        "sites: [a]\nhgs: [{name: h, site: a, attestation: tpm, protocol: v2.0}]",
        "sites: [a]\nhosts: [{name: x, site: a, attestation: host-key, version: 21H2}]",
        "sites: [a]\nhosts: [{name: x, site: a}]\nvms: [{name: v, host: x, site: a}]",
        "sites: [a]\nhosts: [{name: x, site: a, mode: local}]",
        "sites: [a]\nhosts: [{name: x, site: a, mode: local, certificates: []}]",
        "sites: [a]\nhgs: [{name: h, site: a}]\nhosts: [{name: x, site: a, mode: hgs, primary:"
            + " h}, {name: y, site: a, mode: local}]",
      })
  void bothTake(String rest) throws Exception {
    String yaml = HEAD + rest.replace("HEX", HEX) + "\n";
    assertEquals(Set.of(), SCHEMA.validate(yaml, InputFormat.YAML), yaml);
    read(yaml);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "site: [a]",
        "sites: a",
        "sites: [1]",
        "sites: ['']",
        "links: [{name: l}]",
        "links: [{name: l, between: [a]}]",
        "links: [{name: l, between: [a, a]}]",
        "hgs: [{name: 'a b', site: a}]",
        "hgs: [{name: h}]",
        "hgs: [{name: h, site: a, nodes: []}]",
        "hgs: [{name: h, site: a, nodes: [{vm: v}]}]",
        "hgs: [{name: h, site: a, policies: [abc]}]",
        "hgs: [{name: h, site: a, address: 'https://h/'}]",
        "hgs: [{name: h, site: a, address: 7}]",
        "hosts: [{name: x}]",
        "hosts: [{name: x, site: a, fallback: h}]",
        "hosts: [{name: x, site: a, primary: h, configuration: c.json}]",
        "hosts: [{name: x, site: a, limit: 0}]",
        "hosts: [{name: x, site: a, limit: 3601}]",
        "hosts: [{name: x, site: a, version: new}]",
        "hosts: [{name: x, site: a, fall-back: h}]",
        "hosts: [{name: x, site: a, mode: guarded}]",
        "hosts: [{name: x, site: a, mode: local, primary: h}]",
        "hosts: [{name: x, site: a, mode: local, attestation: tpm}]",
        "hosts: [{name: x, site: a, mode: local, limit: 30}]",
        "hosts: [{name: x, site: a, mode: local, policies: []}]",
        "hosts: [{name: x, site: a, certificates: c.clixml}]",
        "hosts: [{name: x, site: a, certificates: c.clixml, primary: h}]",
        "hosts: [{name: x, site: a, mode: hgs, certificates: c.clixml}]",
        "hosts: [{name: x, site: a, mode: local, certificates: 7}]",
        "vms: [{name: v}]",
        "vms: [{name: v, host: x, owner: o}]",
      })
  void bothRefuse(String rest) {
    String yaml = HEAD + rest + "\n";
    assertFalse(SCHEMA.validate(yaml, InputFormat.YAML).isEmpty(), yaml);
    KeywardException e = assertThrows(KeywardException.class, () -> read(yaml), yaml);
    assertTrue(e.fault().where().startsWith("fleet.yaml: line "), e.fault().message());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sites: [a, a]",
        "sites: [a]\nhgs: [{name: h, site: b}]",
        "sites: [a]\nhosts: [{name: x, site: a, primary: h}]",
        "sites: [a, b]\nhosts: [{name: x, site: a}]\nvms: [{name: v, host: x, site: b}]",
        "sites: [a]\nvms: [{name: v, host: x}]",
        "sites: [a]\nhgs: [{name: h, site: a, nodes: [{name: n, vm: v}]}]",
        "sites: [a]\nhgs: [{name: h, site: a, registered: [x]}]",
        "sites: [a]\nhosts: [{name: x, site: a, mode: local}, {name: X, site: a}]",
        "sites: [a]\nhosts: [{name: x, site: a}, {name: x.example.org, site: a, mode: local}]",
      })
  void theReaderAlsoRefusesNamesOfNothing(String rest) {
    KeywardException e = assertThrows(KeywardException.class, () -> read(HEAD + rest + "\n"));
    assertEquals("contradiction", e.fault().code());
    assertFalse(e.fault().where().contains("line 1,"), e.fault().message());
  }

  @Test
  void theTopologyOfThePageIsOne() throws Exception {
    Path fixtures = Path.of(System.getProperty("keyward.fixtures"));
    Path page = fixtures.resolveSibling("cli").resolve("docs/hyperv-hosts.md");
    String yaml = Files.readString(page).split("```yaml\n")[1].split("```")[0];
    assertEquals(Set.of(), SCHEMA.validate(yaml, InputFormat.YAML), yaml);
    assertEquals(3, read(yaml.replace("certificates.clixml", "[]")).hosts().size());
  }

  @Test
  void aDraftIsATopologyWhateverItsNamesSay() throws Exception {
    List<TopologyDraft.Machine> machines =
        List.of(
            new TopologyDraft.Machine(
                "a \\\"b: [#", Optional.of("c: \"d"), Set.of("north-hgs", "south-hgs")),
            new TopologyDraft.Machine("true", Optional.empty(), Set.of()));
    Topology topology =
        read(new TopologyDraft(machines, Map.of("east-hgs", Set.of("host-7"))).encode());
    assertEquals(2, topology.vms().size());
    assertEquals(3, topology.clusters().size());
    assertEquals(2, topology.hosts().size());
  }

  @Test
  void onlyDeclaredErrorsComeOfDamagedTopologies() throws Exception {
    byte[] whole =
        (HEAD
                + "sites: [a, b]\nlinks: [{name: l, between: [a, b]}]\nhgs: [{name: h, site: a}]\n"
                + "hosts: [{name: x, site: a, version: 1709, primary: h}]\n"
                + "vms: [{name: v, host: x}]\n")
            .getBytes(StandardCharsets.UTF_8);
    Random random = new Random(20261123);
    for (int i = 0; i < 3000; i++) {
      byte[] damaged = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        Topology.parse(damaged, "fleet.yaml", null);
      } catch (KeywardException e) {
        assertTrue(e.fault().where().startsWith("fleet.yaml"), e.fault().message());
      }
    }
  }
}
