package dev.keyward.cli.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {

  @Test
  void takesNamesAndAddresses() {
    assertEquals(
        Optional.of(new ListenAddress("localhost", 8080)), ListenAddress.parse("localhost:8080"));
    assertEquals(Optional.of(new ListenAddress("0.0.0.0", 0)), ListenAddress.parse("0.0.0.0:0"));
    assertEquals(Optional.of(new ListenAddress("::1", 443)), ListenAddress.parse("[::1]:443"));
  }

  @Test
  void writesWhatItReads() {
    assertEquals("[::1]:443", new ListenAddress("::1", 443).toString());
    assertEquals("localhost:1", new ListenAddress("localhost", 1).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", ":80", "::1:80", "[::1]", "a:65536", "a:-1", "a:8 0"})
  void refusesWhatIsNoAddress(String text) {
    assertEquals(Optional.empty(), ListenAddress.parse(text));
  }
}
