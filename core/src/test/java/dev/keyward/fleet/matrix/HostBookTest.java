package dev.keyward.fleet.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Names of hosts as Windows treats them. */
class HostBookTest {

  private static HostBook of(String... names) {
    return new HostBook(List.of(names));
  }

  @Test
  void shortAndFullNamesOfOneHostAreOneAndSpelledAsTheFirst() {
    HostBook book = of("HV2", "hv2.example.org", "hv2.EXAMPLE.org.", "HV1");
    assertEquals(List.of("HV2", "HV1"), book.all());
    assertEquals(Optional.of("HV2"), book.find("Hv2.Example.Org"));
    assertEquals(Map.of(), book.ambiguous());
  }

  @Test
  void aShortNameThatFitsTwoDomainsIsAHostOfItsOwnAndSaid() {
    HostBook book = of("hv2.a.example", "hv2.b.example", "HV2");
    assertEquals(List.of("hv2.a.example", "hv2.b.example", "HV2"), book.all());
    assertEquals(Map.of("HV2", List.of("hv2.a.example", "hv2.b.example")), book.ambiguous());
  }

  @Test
  void twoFullNamesAloneAreNotAmbiguous() {
    assertEquals(Map.of(), of("hv2.a.example", "hv2.b.example").ambiguous());
  }

  @Test
  void addressesHaveNoShortForm() {
    assertEquals(
        List.of("10.0.0.1", "10.0.0.2", "fe80::1"), of("10.0.0.1", "10.0.0.2", "fe80::1").all());
  }
}
