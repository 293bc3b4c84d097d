package dev.keyward.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("windows")
class TerminalCharsetTest {

  private static final Charset PAGE_850 = Charset.forName("IBM850");

  private static Optional<Charset> of(
      String stream, boolean terminal, Map<String, String> properties) {
    return TerminalCharset.of(stream, properties::get, terminal);
  }

  @Test
  void java17NamesTheCharsetOfAConsoleOnly() {
    Map<String, String> properties =
        Map.of("sun.stderr.encoding", "cp850", "native.encoding", "Cp1252");
    assertEquals(Optional.empty(), of("stdout", false, properties));
    assertEquals(Optional.of(PAGE_850), of("stderr", false, properties));
  }

  @Test
  void fromJava19OnAnotherCharsetThanTheSystemsIsOfAConsole() {
    Map<String, String> properties =
        Map.of(
            "stdout.encoding", "Cp1252",
            "stderr.encoding", "cp850",
            "native.encoding", "Cp1252");
    assertEquals(Optional.empty(), of("stdout", false, properties));
    assertEquals(Optional.of(PAGE_850), of("stderr", false, properties));
    assertEquals(Optional.of(Charset.forName("windows-1252")), of("stdout", true, properties));
  }

  @Test
  void theLauncherKnowsBest() {
    Map<String, String> properties =
        Map.of("keyward.terminals", "02", "sun.stdout.encoding", "UTF-8");
    assertEquals(Optional.empty(), of("stdout", true, properties));
    assertEquals(Optional.of(StandardCharsets.UTF_8), of("stderr", false, properties));
  }

  @Test
  void theLocaleCAndACharsetThatIsNotThereMeanUtf8() {
    assertEquals(
        Optional.of(StandardCharsets.UTF_8),
        of("stdout", true, Map.of("sun.stdout.encoding", "ANSI_X3.4-1968")));
    assertEquals(
        Optional.of(StandardCharsets.UTF_8),
        of("stdout", true, Map.of("stdout.encoding", "cp999999")));
  }
}
