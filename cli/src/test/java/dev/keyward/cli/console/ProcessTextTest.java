package dev.keyward.cli.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTextTest {

  @TempDir Path folder;

  private ProcessText process() throws IOException {
    Files.write(
        folder.resolve("environ"), "A=x\0KW=\u00c3\u00bc=\u00fc\n\0B=\0".getBytes(ISO_8859_1));
    Files.write(
        folder.resolve("cmdline"),
        "java\0-cp\0x\0Main\0\0a\u00c3\u00bc\0b\u00ff\0".getBytes(ISO_8859_1));
    return ProcessText.in(folder);
  }

  @Test
  void theBytesOfVariablesAreReadWhereJavaReplacedThem() throws IOException {
    Map<String, String> seen = Map.of("A", "x", "KW", "\ufffd\ufffd=\ufffd\n", "B", "");
    assertEquals(Map.of("A", "x", "KW", "\u00fc=\udcfc\n", "B", ""), process().variables(seen));
  }

  @Test
  void theBytesOfWordsAreReadWhereJavaReplacedThem() throws IOException {
    assertEquals(
        List.of("", "a\u00fc", "b\udcff"),
        process().words(List.of("", "a\ufffd\ufffd", "b\ufffd")));
  }

  @Test
  void textWithoutSignsOfReplacementStays() {
    List<String> words = List.of("\u00fc");
    assertSame(words, ProcessText.in(folder).words(words));
  }

  @Test
  void aSignOfReplacementIsAByteThatCannotBeReadWhereTheSystemShowsNone() {
    ProcessText hidden = ProcessText.in(folder.resolve("absent"));
    assertEquals(List.of("a\udcff"), hidden.words(List.of("a\ufffd")));
    assertEquals(Map.of("KW", "\udcff"), hidden.variables(Map.of("KW", "\ufffd")));
  }
}
