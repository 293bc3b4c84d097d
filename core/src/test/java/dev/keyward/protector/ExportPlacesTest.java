package dev.keyward.protector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.keyward.protector.file.ProtectorEncoding;
import dev.keyward.protector.file.ProtectorFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Exports several times as long as any parser's buffer, put together from pieces by seed: what a
 * rewriting must give is known without reading anything.
 */
class ExportPlacesTest {

  private static final String[] NOISE = {
    "\r\n", "\n", " ", "\t", "\u00e9", "\ud83d\ude00", "a", "0", "]", "\u20ac", "lorem ipsum"
  };

  private static final String[] JSON_ESCAPES = {"\\/", "\\u0041", "\\n", "\\\\", "\\\"", "[", "{"};
  private static final String[] XML_ESCAPES = {"&amp;", "&#x41;", "&lt;", "_x0041_", "'", "\""};

  /** An export before and after, with what it holds and what is put in. */
  private static final class Export {
    private final Random random;
    private final StringBuilder before = new StringBuilder();
    private final StringBuilder after = new StringBuilder();
    private final List<String> documents = new ArrayList<>();
    private final Map<Integer, byte[]> replaced = new HashMap<>();

    Export(long seed) {
      random = new Random(seed);
    }

    void same(String text) {
      before.append(text);
      after.append(text);
    }

    String noise(String[] more) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(120); i > 0; i--) {
        int pick = random.nextInt(NOISE.length + more.length);
        text.append(pick < NOISE.length ? NOISE[pick] : more[pick - NOISE.length]);
      }
      return text.toString();
    }

    String space() {
      return " \t\r\n\n \r\n".substring(0, random.nextInt(9));
    }

    /** A document, replaced or not, in the form that the next calls of the writer give. */
    void protector(Writer writer, Writer rewriter) {
      boolean framed = random.nextBoolean();
      String document = "<d" + documents.size() + ">" + "x".repeat(random.nextInt(900)) + "</d>";
      before.append(writer.write(bytes(document, framed)));
      if (random.nextBoolean()) {
        String other = "<other>" + "y".repeat(random.nextInt(900)) + "</other>";
        replaced.put(documents.size(), other.getBytes(StandardCharsets.US_ASCII));
        after.append(rewriter.write(bytes(other, framed)));
      } else {
        after.append(writer.write(bytes(document, framed)));
      }
      documents.add(document);
    }

    private static byte[] bytes(String document, boolean framed) {
      byte[] content = document.getBytes(StandardCharsets.US_ASCII);
      return framed ? ProtectorEncoding.FRAMED.encode(content) : content;
    }
  }

  private interface Writer {
    String write(byte[] content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE"})
  void aRewrittenJsonExportDiffersInTheProtectorsOnly(String charset) throws Exception {
    for (int seed = 0; seed < 40; seed++) {
      Export export = new Export(seed);
      export.same("[");
      for (int i = 0; i < 30; i++) {
        String name = export.noise(JSON_ESCAPES).replaceAll("[\r\n\t]", "");
        String rest = ",\"VMName\":\"" + name + "\"," + export.space();
        export.same((i == 0 ? "" : ",") + export.space() + "{\"CPU\":[1,2]" + rest);
        boolean numbers = export.random.nextBoolean();
        export.same("\"KeyProtector\"" + export.space() + ":" + export.space());
        String spaces = export.space();
        export.protector(
            numbers ? content -> numbers(content, spaces) : ExportPlacesTest::escaped,
            numbers ? content -> numbers(content, "") : ExportPlacesTest::quoted);
        export.same(export.space() + ",\"Notes\":\"" + name + "\"}");
      }
      export.same(export.space() + "]" + export.space());
      assertRewritten(export, Charset.forName(charset), seed);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE"})
  void aRewrittenClixmlExportDiffersInTheProtectorsOnly(String charset) throws Exception {
    for (int seed = 0; seed < 40; seed++) {
      Export export = new Export(seed);
      export.same("<Objs Version=\"1.1.0.1\"" + export.space());
      export.same(" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">");
      for (int i = 0; i < 30; i++) {
        String name = export.noise(XML_ESCAPES).replace("]", "");
        export.same(export.space() + "<Obj RefId=\"" + i + "\"><MS>" + export.space());
        export.same("<S N=\"VMName\">" + name + "</S><!--" + name + "-->" + export.space());
        export.same("<BA N=\"KeyProtector\"" + export.space() + ">");
        String line = export.random.nextBoolean() ? "\r\n" : "\n";
        export.protector(content -> lines(content, line), ExportPlacesTest::base64);
        export.same("</BA" + export.space() + "><S N=\"Notes\">" + name + "</S></MS></Obj>");
      }
      export.same(export.space() + "</Objs>" + export.space());
      assertRewritten(export, Charset.forName(charset), seed);
    }
  }

  private static void assertRewritten(Export export, Charset charset, int seed) throws Exception {
    String mark = charset.equals(StandardCharsets.UTF_8) ? "" : "\ufeff";
    ProtectorFile file = ProtectorFile.of((mark + export.before).getBytes(charset));
    List<String> read = new ArrayList<>();
    file.forEach(each -> read.add(new String(each.document(), StandardCharsets.US_ASCII)));
    assertEquals(export.documents, read, "seed " + seed);
    byte[] rewritten = file.rewritten(export.replaced);
    String expected = mark + export.after;
    assertEquals(expected, new String(rewritten, charset), "seed " + seed);
    assertArrayEquals(expected.getBytes(charset), rewritten, "seed " + seed);
  }

  private static String numbers(byte[] content, String space) {
    StringBuilder array = new StringBuilder("[");
    for (byte each : content) {
      array.append(array.length() == 1 ? "" : ",").append(space).append(each & 0xff);
    }
    return array.append(']').toString();
  }

  private static String base64(byte[] content) {
    return Base64.getEncoder().encodeToString(content);
  }

  private static String quoted(byte[] content) {
    return '"' + base64(content) + '"';
  }

  private static String escaped(byte[] content) {
    return quoted(content).replace("A", "\\u0041").replace("=", "\\u003d");
  }

  private static String lines(byte[] content, String line) {
    byte[] end = line.getBytes(StandardCharsets.US_ASCII);
    return line + Base64.getMimeEncoder(64, end).encodeToString(content) + line;
  }
}
