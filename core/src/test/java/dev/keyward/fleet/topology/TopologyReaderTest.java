package dev.keyward.fleet.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.fleet.matrix.MatrixDraft;
import dev.keyward.hgs.description.HgsDescription;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where faults of a topology are told, and what a host's own configuration says. */
class TopologyReaderTest {

  private static final String HEAD =
      """
      schema: keyward.fleet/1
      sites: [dc, branch]
      hgs:
        - {name: dc-hgs, site: dc, address: "hgs.dc.example:8443"}
        - {name: br-hgs, site: branch}
      """;

  private static Fault fault(String rest) {
    byte[] yaml = (HEAD + rest).getBytes(StandardCharsets.UTF_8);
    return assertThrows(KeywardException.class, () -> Topology.parse(yaml, "f.yaml", null)).fault();
  }

  private static FleetHost configured(String json) throws Exception {
    String rest = "hosts:\n  - {name: host, site: branch, configuration: client.json}\n";
    byte[] yaml = (HEAD + rest).getBytes(StandardCharsets.UTF_8);
    TopologyFiles files =
        new TopologyFiles() {
          @Override
          public HgsDescription service(String folder) {
            throw new IllegalStateException("no folder is named");
          }

          @Override
          public void certificates(String path, String host, MatrixDraft draft) {
            throw new IllegalStateException("no certificates are named");
          }

          @Override
          public byte[] file(String path) {
            assertEquals("client.json", path);
            return json.getBytes(StandardCharsets.UTF_8);
          }
        };
    return Topology.parse(yaml, "f.yaml", files).hosts().get(0);
  }

  @Test
  void tellsWhereANameOfNothingStandsAndWhatWasMeant() {
    Fault fault = fault("hosts:\n  - {name: host, site: brnach}\n");
    assertEquals(
        "f.yaml: line 7, column 24: \"brnach\", which no site is called,"
            + " expected the name of a site of this file",
        fault.message());
    assertEquals(Optional.of("did you mean \"branch\"?"), fault.hint());
  }

  @Test
  void tellsWhereANameWasGivenFirst() {
    assertEquals(
        "f.yaml: line 8, column 12: the host \"host\" again, first at line 7, column 12,"
            + " expected each name once",
        fault("hosts:\n  - {name: host, site: dc}\n  - {name: host, site: dc}\n").message());
  }

  @Test
  void tellsAVmAtAnotherSiteThanItsHost() {
    String rest =
        "hosts:\n  - {name: host, site: dc}\nvms:\n  - {name: v, host: host, site: branch}\n";
    assertEquals(
        "f.yaml: line 9, column 33: \"branch\" for a VM whose host is in \"dc\","
            + " expected the site of its host, or no such key",
        fault(rest).message());
  }

  @Test
  void takesServicesOfAConfigurationByAddressAndByName() throws Exception {
    FleetHost host =
        configured(
            """
            {"IsHostGuarded": true,
             "AttestationServerUrl": "https://BR-HGS.branch.example/Attestation",
             "KeyProtectionServerUrl": "https://br-hgs.branch.example/KeyProtection",
             "FallbackAttestationServerUrl": "https://hgs.dc.example:8443/Attestation",
             "FallbackKeyProtectionServerUrl": "https://hgs.dc.example:8443/KeyProtection"}
            """);
    assertEquals(Optional.of("br-hgs"), host.primary());
    assertEquals(Optional.of("dc-hgs"), host.fallback());
  }

  @Test
  void refusesAConfigurationOfTwoServicesInOnePair() {
    KeywardException e =
        assertThrows(
            KeywardException.class,
            () ->
                configured(
                    """
                    {"AttestationServerUrl": "https://hgs.dc.example:8443/Attestation",
                     "KeyProtectionServerUrl": "https://br-hgs/KeyProtection"}
                    """));
    assertEquals("bad-configuration", e.fault().code());
    assertEquals("f.yaml: line 7, column 47: client.json", e.fault().where());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"https://hgs.dc.example:8443/KeyProtection\"]",
        "{\"value\":[\"https://hgs.dc.example:8443/KeyProtection\"],\"Count\":1}",
        "[null, \"https://hgs.dc.example:8443/a\", \"https://hgs.dc.example:8443/b\"]",
        "{\"IsAbsoluteUri\":true,\"OriginalString\":\"https://hgs.dc.example:8443/KeyProtection\"}"
      })
  void takesAddressesInEveryShapeThatPowerShellGivesThem(String fallback) throws Exception {
    FleetHost host = configured(withFallback(fallback));
    assertEquals(Optional.of("dc-hgs"), host.fallback());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[{\"a\":1}]]",
        "{\"Host\":\"hgs.dc.example\"}",
        "[\"https://hgs.dc.example:8443/\", \"https://br-hgs/\"]"
      })
  void refusesAnAddressThatItCannotTake(String fallback) {
    KeywardException e =
        assertThrows(KeywardException.class, () -> configured(withFallback(fallback)));
    assertTrue(e.getMessage().contains("FallbackKeyProtectionServerUrl"), e.getMessage());
  }

  private static String withFallback(String fallback) {
    return "{\"KeyProtectionServerUrl\": \"https://br-hgs/KeyProtection\","
        + "\"FallbackKeyProtectionServerUrl\": "
        + fallback
        + "}";
  }

  @Test
  void saysHowThePrintedFormOfAConfigurationBecomesJson() {
    String printed =
        """
        IsHostGuarded                  : True
        KeyProtectionServerUrl         : https://br-hgs/KeyProtection
        """;
    KeywardException e = assertThrows(KeywardException.class, () -> configured(printed));
    assertTrue(e.fault().found().contains("printed form"), e.getMessage());
    assertTrue(e.fault().hint().orElseThrow().contains("ConvertTo-Json"));
  }
}
