package dev.keyward.host.failover;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostConfigurationTest {

  private static final String WHOLE =
      "{\"schema\":\"keyward.host/1\",\"primary\":{\"keyProtection\":\"https://branch/KeyProtection\","
          + "\"attestation\":\"https://branch/Attestation\",\"guardian\":{\"name\":\"branch-hgs\","
          + "\"signing\":[{\"key\":\""
          + "ab".repeat(32)
          + "\"}]}},\"fallback\":{\"keyProtection\":\"http://main:8080/KeyProtection\","
          + "\"attestation\":\"http://main:8080/Attestation\"},\"authorities\":[],"
          + "\"failoverLimit\":120}";

  private static HostConfiguration parse(String json) throws KeywardException {
    return HostConfiguration.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void isWrittenAsItIsRead() throws Exception {
    HostConfiguration configuration = parse(WHOLE);
    assertArrayEquals(WHOLE.getBytes(StandardCharsets.UTF_8), configuration.encode());
    assertEquals(configuration, HostConfiguration.parse(configuration.encode()));
    assertEquals(HostConfiguration.DEFAULT_LIMIT, configuration.failoverLimit());
    assertEquals("branch-hgs", configuration.primary().guardian().orElseThrow().name().toString());
  }

  @Test
  void aBaseUrlBecomesTwo() throws Exception {
    HgsAddress address = HgsAddress.parse("https://branch:8443/");
    assertEquals("https://branch:8443/KeyProtection", address.keyProtection().toString());
    assertEquals("https://branch:8443/Attestation", address.attestation().toString());
    assertEquals(
        address,
        HgsAddress.parse("https://branch:8443/KeyProtection/", "https://branch:8443/Attestation"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://branch:8443/KeyProtection",
        "https://branch:8443/keyprotection/",
        "https://branch:8443/Attestation"
      })
  void theUrlOfOneServiceNamesBoth(String url) throws Exception {
    assertEquals(HgsAddress.parse("https://branch:8443"), HgsAddress.parse(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "branch",
        "ftp://branch",
        "http:branch",
        "http://",
        "http:///x",
        "http://user@branch",
        "http://branch?x",
        "http://branch#x",
        "http://branch:99999",
        "http://bra nch",
        "file:///etc"
      })
  void refusesWhatIsNoUrlOfAService(String text) {
    MalformedInputException e =
        assertThrows(MalformedInputException.class, () -> HgsAddress.parse(text));
    assertEquals("bad-url", e.fault().code());
  }

  @Test
  void refusesAnotherVersion() {
    assertThrows(
        UnsupportedFormatException.class,
        () -> parse(WHOLE.replace("keyward.host/1", "keyward.host/2")));
  }

  @Test
  void refusesWhatDiffersFromTheForm() {
    List<String> others =
        List.of(
            "",
            "[]",
            WHOLE.replace("keyward.host/1", "keyward.other/1"),
            WHOLE.replace("\"failoverLimit\":120", "\"failoverLimit\":0"),
            WHOLE.replace("\"failoverLimit\":120", "\"failoverLimit\":3601"),
            WHOLE.replace("\"failoverLimit\":120", "\"failoverLimit\":120,\"more\":1"),
            WHOLE.replace("\"authorities\":[],", ""),
            WHOLE.replace("\"authorities\":[]", "\"authorities\":[{\"certificate\":\"AAAA\"}]"),
            WHOLE.replace("abab", "ABAB"),
            WHOLE.replace("[{\"key\":\"" + "ab".repeat(32) + "\"}]", "[]"),
            WHOLE.replace("branch-hgs", "branch hgs"),
            WHOLE.replace("https://branch/A", "branch/A"),
            WHOLE + "x");
    for (String other : others) {
      assertThrows(KeywardException.class, () -> parse(other), other);
    }
  }

  @Test
  void theFallbackIsWhatItIsOrNothing() throws Exception {
    HostConfiguration configuration = parse(WHOLE);
    assertEquals(configuration.fallback(), configuration.server(Side.FALLBACK));
    HostConfiguration without =
        new HostConfiguration(
            configuration.primary(), Optional.empty(), List.of(), HostConfiguration.DEFAULT_LIMIT);
    assertEquals(Optional.empty(), without.server(Side.FALLBACK));
    assertEquals(without, HostConfiguration.parse(without.encode()));
  }
}
