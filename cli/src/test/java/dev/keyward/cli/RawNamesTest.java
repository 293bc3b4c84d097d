package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.keyward.cli.report.CsvRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names of files whose bytes are no text, in UTF-8 and in the smallest locale. Only a program of
 * its own has another locale, and only a shell makes such names.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "names are bytes there")
class RawNamesTest {

  private static final Path PROTECTOR =
      Path.of(
          System.getProperty("keyward.fixtures"), "strangers", "list-injection", "vms", "vm1.xml");

  private static final String MAKE =
      "mkdir vms; cp \"$1\" vms/plain.xml; for n in 'a\\377' 'a\\376' 'z\\303\\274rich'; do"
          + " cp \"$1\" \"vms/$(printf $n).xml\"; mkdir \"vms/$(printf $n)\"; done";

  @TempDir Path folder;

  @BeforeEach
  void makeNames() throws Exception {
    assertEquals(0, shell("C", MAKE, PROTECTOR.toString()).exit());
  }

  /** How a program ended, and what it said. */
  private record Ended(int exit, String said) {}

  private Ended shell(String locale, String script, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(Map.of("LC_ALL", locale, "HOME", folder.toString()));
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    return new Ended(process.exitValue(), said);
  }

  private Ended keyward(String locale, String words) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String run =
        "\"$1\" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp \"$2\" dev.keyward.cli.Main --store none ";
    return shell(locale, run + words, java, System.getProperty("java.class.path"));
  }

  private static final List<String> BYTES =
      List.of("vms/a<U+DCFE>", "vms/a<U+DCFE>.xml", "vms/a<U+DCFF>", "vms/a<U+DCFF>.xml");

  private static final String REPORTS =
      "audit vms --report r.csv --report r.json --report r.sarif --report r.html";

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8"})
  void everyReportShowsThemEscapedAndNoTwoAlike(String locale) throws Exception {
    Ended audit = keyward(locale, REPORTS);
    assertEquals(5, audit.exit(), audit.said());
    List<String> expected = new ArrayList<>(BYTES);
    if (locale.equals("C")) {
      expected.addAll(List.of("vms/z\u00fcrich", "vms/z\u00fcrich.xml"));
    }
    List<String> csv = new ArrayList<>();
    for (List<String> row : CsvRows.parse(Files.readString(folder.resolve("r.csv")).substring(1))) {
      if (row.get(1).equals("unreadable")) {
        csv.add(row.get(2));
      }
    }
    assertEquals(expected, csv);
    for (String report : List.of("r.json", "r.sarif")) {
      List<String> texts = texts(folder.resolve(report));
      for (String name : BYTES) {
        assertTrue(texts.stream().anyMatch(text -> isName(text, name)), report + ": " + texts);
      }
    }
    String page =
        Files.readString(folder.resolve("r.html")).replace("&lt;", "<").replace("&gt;", ">");
    BYTES.forEach(name -> assertTrue(page.contains(name), name));
  }

  /** JSON has the name itself; in SARIF it is part of an address. */
  private static boolean isName(String text, String name) {
    return text.equals(name.replace("<U+DCFE>", "\udcfe").replace("<U+DCFF>", "\udcff"))
        || text.equals(name.replace("<U+DCFE>", "%FE").replace("<U+DCFF>", "%FF"))
        || text.contains(name);
  }

  private static List<String> texts(Path json) throws IOException {
    List<String> texts = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(json.toFile())) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          texts.add(parser.getText());
        }
      }
    }
    return texts;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "audit %s",
        "protector show %s",
        "audit vms/plain.xml --guardians %s",
        "audit vms/plain.xml --report %s.csv",
      })
  void aWordThatTheLocaleCannotHoldIsWrongUsageOrAMissingFile(String command) throws Exception {
    String words = command.replace("%s", "\"$(printf 'vms/z\\303\\274rich')\"");
    Ended ended = keyward("C", words);
    assertEquals(2, ended.exit(), ended.said());
    assertTrue(ended.said().contains("LC_ALL=C.UTF-8"), ended.said());
  }

  @Test
  void aWordNeverNamesAnotherFileThatHasSignsOfReplacement() throws Exception {
    shell("C", "cp \"$1\" \"vms/$(printf 'a\\357\\277\\275').xml\"", PROTECTOR.toString());
    Ended ended = keyward("C.UTF-8", "protector show \"$(printf 'vms/a\\377').xml\"");
    assertEquals(2, ended.exit(), ended.said());
    assertTrue(
        ended.said().contains("bytes that are not text: \"vms/a<U+DCFF>.xml\""), ended.said());
  }

  @Test
  void aFileThatHasSignsOfReplacementAndNoTwinIsRead() throws Exception {
    shell(
        "C",
        "rm -r vms/a*; cp \"$1\" \"vms/$(printf 'a\\357\\277\\275').xml\"",
        PROTECTOR.toString());
    Ended ended = keyward("C.UTF-8", "protector show \"$(printf 'vms/a\\357\\277\\275').xml\"");
    assertEquals(0, ended.exit(), ended.said());
  }
}
