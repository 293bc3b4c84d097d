package dev.keyward.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.Fault;
import dev.keyward.cli.Run;
import dev.keyward.cli.console.Environment.Streams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("windows")
class ConsoleTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void resultsGoToStandardOutputAndTheRestToStandardError() {
    try (Console console = console(new OutputMode(false, false, false))) {
      console.line("grün");
      console.note("a note");
      console.warning("careful");
      console.error(Fault.of("failed", "", "it failed", ""));
      console.hint("do it");
    }
    assertEquals("grün\n", text(out));
    assertEquals(
        """
        keyward: a note
        keyward: warning: careful
        keyward: error: it failed
        keyward: hint: do it
        """,
        text(err));
  }

  @Test
  void quietLeavesOutNotesOnly() {
    Console console = console(new OutputMode(false, true, false));
    console.note("a note");
    console.warning("careful");
    assertEquals("keyward: warning: careful\n", text(err));
  }

  private record Row(String name) implements Answer {}

  private record Rows(List<Row> rows) implements Answer {}

  @Test
  void aListIsWrittenWhileItsElementsCome() throws IOException {
    Console console = console(new OutputMode(true, false, false));
    List<Row> rows = new ArrayList<>();
    JsonStream stream = console.jsonStream("rows", new Rows(List.of()));
    for (int i = 0; i < 10_000; i++) {
      rows.add(new Row("grün ## " + i));
      stream.add(rows.get(i));
    }
    int before = out.size();
    stream.end();
    console.close();
    String whole = text(out);
    assertTrue(whole.length() - before < 64 << 10, before + " of " + whole.length());
    out.reset();
    console.json("rows", new Rows(rows));
    assertEquals(text(out), whole);
  }

  @Test
  void aListWithoutElementsIsWrittenAsOtherResults() throws IOException {
    Console console = console(new OutputMode(true, false, false));
    console.json("rows", new Rows(List.of()));
    String whole = text(out);
    out.reset();
    console.jsonStream("rows", new Rows(List.of())).end();
    assertEquals(whole, text(out));
  }

  @Test
  void jsonIsOneObjectWithItsSchema() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("text", "ä\n");
    data.put("numbers", List.of(1, 2L, 1.5, Optional.empty()));
    data.put("some", Optional.of(true));
    data.put("none", Optional.empty());
    console(new OutputMode(true, false, false)).json("guardian-list", data);
    assertEquals(
        """
        {
          "schema": "keyward.guardian-list/1",
          "data": {
            "text": "\\u00E4\\n",
            "numbers": [
              1,
              2,
              1.5,
              null
            ],
            "some": true,
            "none": null
          }
        }
        """,
        text(out));
  }

  @Test
  void jsonLinesAreOneLineEachAndWrittenAtOnce() {
    Console console = console(new OutputMode(true, false, false));
    console.jsonLine(Map.of("id", "a"));
    console.jsonLine("protector-grant", Map.of("id", "b"));
    assertEquals(
        "{\"id\":\"a\"}\n{\"schema\":\"keyward.protector-grant/1\",\"data\":{\"id\":\"b\"}}\n",
        text(out));
  }

  @Test
  void refusesToWriteWhatIsNoTree() {
    Console console = console(new OutputMode(true, false, false));
    assertThrows(IllegalArgumentException.class, () -> console.jsonLine(List.of(Path.of("x"))));
  }

  @Test
  void everyLineOnStandardErrorIsAnObjectUnderJson() {
    Console console = console(new OutputMode(true, false, false));
    console.note("a note");
    console.warning("careful");
    console.error(Fault.of("c", "w", "f", "e").withHint("h"));
    assertEquals(
        """
        {"note":{"message":"a note"}}
        {"warning":{"message":"careful"}}
        {"error":{"code":"c","where":"w","found":"f","expected":"e","hint":"h"}}
        """,
        text(err));
  }

  @Test
  void binaryIsNotWrittenToATerminal() throws IOException {
    assertThrows(IOException.class, () -> terminal(false).binaryOut());
    Console piped = console(new OutputMode(false, false, false));
    piped.binaryOut().write(new byte[] {1, 2});
    piped.close();
    assertEquals(2, out.size());
  }

  @Test
  void binaryResultsNoticeAReaderThatWentAway() throws IOException {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    Environment environment =
        Run.in(Path.of("")).environment(Streams.piped(InputStream.nullInputStream(), broken, err));
    Console console = new Console(environment, new OutputMode(false, false, false));
    OutputStream binary = console.binaryOut();
    binary.write(1);
    assertTrue(assertThrows(OutputLost.class, binary::flush).isBrokenPipe());
    console.close();
  }

  @Test
  void progressShowsOnATerminalOnly() {
    try (Progress progress = console(new OutputMode(false, false, false)).progress("work", 2)) {
      progress.step();
    }
    try (Progress progress = terminal(true).progress("work", 2)) {
      progress.step();
    }
    assertEquals("", text(err));
    try (Progress progress = terminal(false).progress("work", 2)) {
      progress.stepBy(2);
    }
    assertTrue(text(err).contains("work"), text(err));
  }

  @Test
  void progressShowsBytesInTheLargestFittingUnit() {
    try (Progress progress = terminal(false).progress("reading", 40L << 20)) {
      progress.stepBy(20L << 20);
    }
    assertTrue(text(err).contains("20/40 MiB"), text(err));
    assertFalse(text(err).contains("\u001b["), "a colour");
  }

  @Test
  void eachTerminalGetsItsOwnCharset() {
    Console console = terminal(false);
    console.line("B\u00fcro \u20ac");
    console.note("B\u00fcro \u20ac");
    console.close();
    assertEquals("B\u00fcro ?\n", out.toString(Charset.forName("IBM850")));
    assertEquals("keyward: B\u00fcro \u20ac\n", text(err));
  }

  @Test
  void filesAndPipesGetUtf8() {
    try (Console console = console(new OutputMode(false, false, false))) {
      console.line("B\u00fcro \u20ac");
    }
    assertEquals("B\u00fcro \u20ac\n", text(out));
  }

  @Test
  void jsonIsAsciiWhateverTheTerminal() {
    try (Console console = console(new OutputMode(true, false, false))) {
      console.jsonLine(Map.of("name", "B\u00fcro \ud83d\ude00\u007f"));
    }
    assertEquals("{\"name\":\"B\\u00FCro \\uD83D\\uDE00\\u007F\"}\n", text(out));
  }

  private Console console(OutputMode mode) {
    return new Console(Run.in(Path.of("")).environment(out, err), mode);
  }

  private Console terminal(boolean quiet) {
    Streams terminal =
        new Streams(
            InputStream.nullInputStream(),
            out,
            err,
            Optional.of(Charset.forName("IBM850")),
            Optional.of(StandardCharsets.UTF_8));
    return new Console(
        Run.in(Path.of("")).environment(terminal), new OutputMode(false, quiet, false));
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
