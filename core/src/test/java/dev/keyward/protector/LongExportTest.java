package dev.keyward.protector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.protector.file.ProtectorFile;
import java.io.BufferedWriter;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of 100 MB are read and rewritten, or refused, by a process with a heap of 48 MB. */
@Tag("soak")
class LongExportTest {

  private static final long SIZE = 100_000_000;
  private static final String OBJS =
      "<Objs xmlns='http://schemas.microsoft.com/powershell/2004/04'>";

  private static final String MEMBERS = OBJS + "<Obj><MS>";
  private static final String HEADER = "Name,KeyProtector,Notes\n";

  /** One piece of a file, by its number. */
  private interface Piece {
    String text(long number);
  }

  /** Reads the file it is given, and replaces its last protector, in a process of its own. */
  static final class Reading {
    public static void main(String[] args) throws Exception {
      String result;
      try {
        ProtectorFile file = ProtectorFile.open(Path.of(args[0]));
        int count = file.forEach(each -> {});
        if (count > 0) {
          Map<Integer, byte[]> last = Map.of(count - 1, "<p/>".getBytes(StandardCharsets.UTF_8));
          file.rewrite(last, OutputStream.nullOutputStream());
        }
        result = "read " + count;
      } catch (dev.keyward.KeywardException e) {
        result = e.fault().code();
      }
      System.out.println(result);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "xml, too-large",
    "base64, too-large",
    "lines, too-large",
    "json-space, read 0",
    "json-string, malformed-json",
    "json-number, malformed-json",
    "json-numbers, read 0",
    "json-names, malformed-json",
    "json-many-names, read",
    "json-big-protectors, read",
    "json-long-names, export-without-protectors",
    "csv-rows, read-only-form",
    "csv-value, read-only-form",
    "csv-header, malformed-csv",
    "csv-columns, malformed-csv",
    "csv-big-protectors, read-only-form",
    "clixml-numbers, read 0",
    "clixml-nils, no-such-protector",
    "clixml-machines, no-such-protector",
    "clixml-text, malformed-clixml",
    "clixml-array, malformed-clixml",
    "clixml-attribute, malformed-clixml",
    "clixml-comment, malformed-clixml",
    "clixml-elements, malformed-clixml",
    "clixml-attributes, malformed-clixml",
    "clixml-objects, read 0",
    "clixml-protectors, read",
    "clixml-big-protectors, read",
  })
  void staysWithinASmallHeap(String kind, String expected, @TempDir Path folder) throws Exception {
    Path file = folder.resolve("long");
    write(file, kind);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-cp",
                System.getProperty("java.class.path"),
                Reading.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor(1, TimeUnit.MINUTES);
    assertEquals(
        expected,
        output.strip().substring(0, Math.min(expected.length(), output.strip().length())));
    assertEquals(0, process.exitValue(), output);
  }

  private static void write(Path file, String kind) throws Exception {
    String big =
        Base64.getEncoder()
            .encodeToString(("<p>" + " ".repeat(1_040_000)).getBytes(StandardCharsets.UTF_8));
    switch (kind) {
      case "xml" -> write(file, "<a>", n -> " ".repeat(1000));
      case "base64" -> write(file, "", n -> "A".repeat(1000));
      case "lines" -> write(file, "", n -> "60\n");
      case "json-space" -> write(file, "[", n -> " ".repeat(1000), "]");
      case "json-string" -> write(file, "[\"", n -> "A".repeat(1000), "\"]");
      case "json-number" -> write(file, "[", n -> "1".repeat(1000), "]");
      case "json-numbers" -> write(file, "[0", n -> ",255", "]");
      case "json-names" -> write(file, "{\"a\":1", n -> ",\"name" + n + "\":1", "}");
      case "json-many-names" -> write(file, "[{}", n -> ",{\"name" + n + "\":1}", "]");
      case "json-big-protectors" ->
          write(file, "[{\"x\":[{}", n -> ",{\"RawData\":\"" + big + "\"}", "]}]");
      case "json-long-names" -> {
        String name = "N".repeat(1_000_000);
        String object = "{\"Name\":\"" + name + "\",\"VMName\":\"" + name + "\",\"x\":";
        write(file, "[", n -> n < 50 ? object : "", "1" + "}".repeat(50) + "]");
      }
      case "csv-rows" -> write(file, HEADER, n -> "a,AAAABA==,x\n");
      case "csv-value" -> write(file, HEADER + "a,\"", n -> "A".repeat(1000), "\",\n");
      case "csv-header" -> write(file, "Name,x", n -> "x".repeat(1000));
      case "csv-columns" -> write(file, HEADER, n -> ",");
      case "csv-big-protectors" -> write(file, HEADER, n -> "a," + big + ",\n");
      case "clixml-numbers" -> write(file, OBJS, n -> "<By>60</By>", "</Objs>");
      case "clixml-nils" ->
          write(file, MEMBERS, n -> "<Nil N='KeyProtector'/>", "</MS></Obj></Objs>");
      case "clixml-machines" ->
          write(
              file,
              OBJS + "<BA N='RawData'>AAAABA==</BA>",
              n -> "<Obj><MS><S N='VMName'>" + "n".repeat(900) + "</S></MS></Obj>",
              "</Objs>");
      case "clixml-text" -> write(file, OBJS + "<S N='x'>", n -> "A".repeat(1000));
      case "clixml-array" -> write(file, OBJS + "<BA N='x'>", n -> "A".repeat(1000));
      case "clixml-attribute" -> write(file, OBJS + "<S N='", n -> "A".repeat(1000));
      case "clixml-comment" -> write(file, OBJS + "<!--", n -> "A".repeat(1000));
      case "clixml-elements" -> write(file, OBJS, n -> "<a" + n + "/>");
      case "clixml-attributes" -> write(file, OBJS, n -> "<a a" + n + "=''/>");
      case "clixml-objects" -> write(file, OBJS, n -> "<Obj RefId='" + n + "'/>", "</Objs>");
      case "clixml-protectors" ->
          write(file, MEMBERS, n -> "<BA N='RawData'>AAAABA==</BA>", "</MS></Obj></Objs>");
      case "clixml-big-protectors" ->
          write(file, MEMBERS, n -> "<BA N='RawData'>" + big + "</BA>", "</MS></Obj></Objs>");
      default -> throw new IllegalArgumentException(kind);
    }
  }

  private static void write(Path file, String start, Piece piece) throws Exception {
    write(file, start, piece, "");
  }

  private static void write(Path file, String start, Piece piece, String end) throws Exception {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(start);
      long size = 0;
      for (long number = 0; size < SIZE && number < SIZE / 3; number++) {
        String text = piece.text(number);
        out.write(text);
        size += Math.max(text.length(), text.isEmpty() ? 1_000_000 : 1);
      }
      out.write(end);
    }
  }
}
