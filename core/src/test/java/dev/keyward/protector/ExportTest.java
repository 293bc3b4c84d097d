package dev.keyward.protector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.keyward.KeywardException;
import dev.keyward.protector.file.EncodedProtector;
import dev.keyward.protector.file.ProtectorEncoding;
import dev.keyward.protector.file.ProtectorFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTest {

  private static final String SMALL = "<p/>";
  private static final String SMALL_BASE64 = base64(SMALL);

  static List<Path> cases() throws IOException {
    try (Stream<Path> folders = Files.list(ProtectorFixtures.exports())) {
      return folders.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsEveryCaseAsItSays(Path folder) throws Exception {
    Case expected = Case.read(folder);
    ProtectorFile file = ProtectorFile.open(folder.resolve(expected.file));
    assertEquals(expected.encoding, file.encoding().code());
    assertEquals(expected.protectors, read(file));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void replacesNothingButTheProtector(Path folder) throws Exception {
    byte[] content = Files.readAllBytes(folder.resolve(Case.read(folder).file));
    ProtectorFile file = ProtectorFile.of(content);
    Map<Integer, byte[]> marks = new HashMap<>();
    Map<Integer, byte[]> originals = new HashMap<>();
    file.forEach(
        protector -> {
          try {
            originals.put(protector.index(), protector.document());
            marks.put(protector.index(), ascii("<mark" + protector.index() + "/>"));
          } catch (KeywardException e) {
            // There is nothing to replace.
          }
        });
    byte[] marked = file.rewritten(marks);
    ProtectorFile again = ProtectorFile.of(marked);
    again.forEach(
        protector -> {
          if (marks.containsKey(protector.index())) {
            assertArrayEquals(marks.get(protector.index()), protector.document());
          }
        });
    // Number arrays come back without spaces and base64 without breaks: compare without both.
    assertEquals(squeezed(content), squeezed(again.rewritten(originals)));
  }

  @Test
  void changesNoOtherByteOfUtf16WithCarriageReturns() throws Exception {
    String before =
        "\ufeff[\r\n {\"Name\":\"\ud83d\ude00\\u0041\",  \"x\" : 1.50, \"KeyProtector\":\"";
    String after = "\" , \"VMId\":\"\u00e9\"},\r\n 17 ]\r\n\r\n";
    byte[] content = (before + SMALL_BASE64 + after).getBytes(StandardCharsets.UTF_16LE);
    byte[] expected = (before + base64("<q/>") + after).getBytes(StandardCharsets.UTF_16LE);
    byte[] rewritten = ProtectorFile.of(content).rewritten(Map.of(0, ascii("<q/>")));
    assertArrayEquals(expected, rewritten);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void changesNoOtherByteOfClixml(String lineEnd) throws Exception {
    String before =
        ("\ufeff<?xml version='1.0'?>\n<!-- \ud83d\ude00 -->\n" + objs("<Obj ><MS>\n<S N='Name'>"))
            + "\u00e9\ud83d\ude00&#x41;]]</S><BA N = 'KeyProtector'  >";
    before = before.replace("\n", lineEnd);
    String after = "</BA ></MS></Obj><BA N='other'>AAAA</BA>" + lineEnd + "</Objs>" + lineEnd;
    for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)) {
      byte[] content = (before + lineEnd + SMALL_BASE64 + after).getBytes(charset);
      byte[] expected = (before + base64("<q/>") + after).getBytes(charset);
      ProtectorFile file = ProtectorFile.of(content);
      assertArrayEquals(expected, file.rewritten(Map.of(0, ascii("<q/>"))));
    }
  }

  @Test
  void takesEscapedSlashesInBase64() throws Exception {
    String document = "<p>\u00ff\u00fe???>>></p>";
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    String text = Base64.getEncoder().encodeToString(bytes).replace("/", "\\/");
    assertTrue(text.contains("\\/"), "the test needs a slash");
    byte[] content = ascii("{\"RawData\":\"" + text + "\",\"Name\":\"n\"}");
    assertArrayEquals(bytes, ProtectorFile.of(content).single());
    byte[] rewritten = ProtectorFile.of(content).rewritten(Map.of(0, ascii(SMALL)));
    assertEquals("{\"RawData\":\"" + SMALL_BASE64 + "\",\"Name\":\"n\"}", text(rewritten));
  }

  @Test
  void keepsAFrameThatIsWrittenWithEscapes() throws Exception {
    byte[] framed = ProtectorEncoding.BASE64.encode(ascii(SMALL));
    byte[] content = ascii("{\"RawData\":\"\\u0041" + text(framed).substring(1) + "\"}");
    byte[] rewritten = ProtectorFile.of(content).rewritten(Map.of(0, ascii(SMALL)));
    assertEquals("{\"RawData\":\"" + text(framed) + "\"}", text(rewritten));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void keepsTheFrameOfTheLargestDocument(boolean json) throws Exception {
    byte[] largest = new byte[1 << 20];
    Arrays.fill(largest, (byte) ' ');
    largest[0] = '<';
    byte[] base64 = ProtectorEncoding.BASE64.encode(largest);
    String content = json ? "{\"RawData\":\"" + text(base64) + "\"}" : objs(ba(text(base64)));
    content += json ? "" : "</Objs>";
    ProtectorFile file = ProtectorFile.of(ascii(content));
    assertArrayEquals(largest, file.single());
    assertArrayEquals(ascii(content), file.rewritten(Map.of(0, largest)));
  }

  @Test
  void takesTheLargestDocumentInShortLines() throws Exception {
    byte[] largest = new byte[1 << 20];
    Arrays.fill(largest, (byte) ' ');
    largest[0] = '<';
    byte[] framed = ProtectorEncoding.FRAMED.encode(largest);
    String lines = Base64.getMimeEncoder(64, ascii("\r\n")).encodeToString(framed);
    assertArrayEquals(largest, single(objs(ba(lines) + "</Objs>")));
    String escaped = lines.replace("\r\n", "\\r\\n");
    assertArrayEquals(largest, single("{\"RawData\":\"" + escaped + "\"}"));
  }

  @Test
  void prefersTheNameOfTheMachineToOthers() throws Exception {
    String rest = "\"KeyProtector\":\"" + SMALL_BASE64 + "\"";
    assertEquals(
        "a",
        name(
            String.format(Locale.ROOT, "{\"Id\":\"c\",\"Name\":\"b\",%s,\"VMName\":\"a\"}", rest)));
    assertEquals(
        "b",
        name(String.format(Locale.ROOT, "{%s,\"VMId\":\"d\",\"Name\":\"b\",\"Id\":\"c\"}", rest)));
    assertEquals("d", name(String.format(Locale.ROOT, "{%s,\"Id\":\"c\",\"vmid\":\"d\"}", rest)));
  }

  @Test
  void takesOtherByteArraysForNoProtectors() throws Exception {
    String content = objs("<Obj><MS><BA N='Blob'>77+9</BA><BA N='Id'>/w==</BA></MS></Obj></Objs>");
    assertEquals(0, ProtectorFile.of(ascii(content)).forEach(protector -> {}));
  }

  @Test
  void givesProtectorsInTheOrderOfTheFile() throws Exception {
    String inner = "<Obj N='x'><MS><S N='Name'>inner</S>" + ba(SMALL_BASE64) + "</MS></Obj>";
    String content = "<Obj><MS>" + ba(SMALL_BASE64) + inner + "<S N='Name'>outer</S></MS></Obj>";
    List<String> names = new ArrayList<>();
    ProtectorFile.of(ascii(objs(content + "</Objs>")))
        .forEach(each -> names.add(each.index() + each.vm().orElse("")));
    assertEquals(List.of("0outer", "1inner"), names);
  }

  @Test
  void givesAllOfManyInOneObject() throws Exception {
    String content = "<Obj><MS>" + ba(SMALL_BASE64).repeat(500) + "</MS></Obj></Objs>";
    List<Integer> indexes = new ArrayList<>();
    ProtectorFile.of(ascii(objs(content))).forEach(each -> indexes.add(each.index()));
    assertEquals(500, indexes.size());
    assertEquals(indexes.stream().sorted().toList(), indexes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Objs xmlns='N'><S N='Name'>&a;</S></Objs>",
        "<Objs xmlns='N'><BA N='KeyProtector'>AA<b/>AA</BA></Objs>",
        "<Objs xmlns='N'><S><?pi x?></S></Objs>",
        "<Objs xmlns='N'><?pi x?></Objs>",
        "<Objs xmlns='N'></Objs><Objs/>",
        "<Objs xmlns='N'></Objs>x",
        "<Objs xmlns='N'><S N='Name' N='Name'/></Objs>",
        "<Objs xmlns='N'><o:S/></Objs>"
      })
  void refusesOtherXml(String content) {
    String namespace = "http://schemas.microsoft.com/powershell/2004/04";
    assertEquals(
        "malformed-clixml", code(content.replace("xmlns='N'", "xmlns='" + namespace + "'")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[",
        "{",
        "[1,",
        "[1 2]",
        "{\"a\":1,\"a\":2}",
        "{\"a\"}",
        "[] []",
        "{}x",
        "[1,]",
        "[NaN]",
        "{'a':1}",
        "[01]",
        "{\"KeyProtector\":[1,{}",
        "[\"\u0001\"]",
        "[/**/]"
      })
  void refusesOtherJson(String content) {
    assertEquals("malformed-json", code(content));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<!DOCTYPE Objs>", "<!DOCTYPE Objs [<!ENTITY a 'b'>]>"})
  void takesAnExportWithADoctypeForXmlWhichIsRefused(String doctype) throws Exception {
    ProtectorFile file = ProtectorFile.of(ascii(doctype + objs("<S N='Name'>&a;</S></Objs>")));
    assertEquals(ProtectorEncoding.XML, file.encoding());
    byte[] document = file.single();
    assertThrows(KeywardException.class, () -> KeyProtector.parse(document));
  }

  @Test
  void refusesDeepNesting() {
    assertEquals("malformed-json", code("[".repeat(100_000)));
    assertEquals("malformed-json", code("{\"a\":".repeat(100_000)));
    assertEquals("malformed-json", code("{\"KeyProtector\":[1," + "[".repeat(100_000)));
    assertEquals("malformed-clixml", code(objs("<Obj>".repeat(100_000))));
  }

  @Test
  void countsAnArrayOfOtherNumbersAsNoProtector() throws Exception {
    for (String array :
        List.of("[1,256]", "[-1]", "[99999999999999]", "[1.0]", "[1,null]", "[7]")) {
      String content = "[{\"KeyProtector\":" + array + "},{\"KeyProtector\":null}]";
      ProtectorFile file = ProtectorFile.of(ascii(content));
      List<String> codes = new ArrayList<>();
      file.forEach(each -> codes.add(codeOf(each)));
      assertEquals(List.of("not-a-protector", "not-collected"), codes, array);
    }
  }

  @Test
  void refusesBytesThatAreNoText() {
    byte[] content = ascii("[{\"Name\":\"?\"}]");
    content[10] = (byte) 0xc3;
    assertEquals("bad-encoding", code(content));
    byte[] odd = "\ufeff[{}] ".getBytes(StandardCharsets.UTF_16LE);
    assertEquals("bad-encoding", code(Arrays.copyOf(odd, odd.length - 1)));
    byte[] half = "\ufeff[\"x\"]".getBytes(StandardCharsets.UTF_16LE);
    half[7] = (byte) 0xd8;
    assertEquals("bad-encoding", code(half));
  }

  @Test
  void refusesUtf16WithoutAMark() {
    assertEquals("malformed-json", code("[1,2]".getBytes(StandardCharsets.UTF_16LE)));
    assertEquals("bad-frame", code("[1,2]".getBytes(StandardCharsets.UTF_16BE)));
  }

  @Test
  void saysThatOneOfManyMustBePicked() {
    assertEquals("not-one", code("[]"));
    assertEquals("not-one", code("[{\"RawData\":null},{\"RawData\":null}]"));
  }

  @Test
  void passesOnWhatTheReceiverThrows() throws Exception {
    String nil = objs("<Obj><MS><Nil N='RawData'/></MS></Obj></Objs>");
    for (String content : List.of("{\"RawData\":null}", nil)) {
      ProtectorFile file = ProtectorFile.of(ascii(content));
      assertThrows(
          IllegalStateException.class,
          () ->
              file.forEach(
                  each -> {
                    throw new IllegalStateException("a bug of the caller");
                  }));
    }
  }

  static Stream<byte[]> kinds() {
    String json =
        "[{\"Name\":\"\u00e9\",\"KeyProtector\":[60,112,47,62]},{\"RawData\":\""
            + SMALL_BASE64
            + "\"}]";
    String clixml =
        objs("<Obj><MS><S N='Name'>\u00e9_x0041_</S>" + ba(SMALL_BASE64) + "</MS></Obj></Objs>");
    return Stream.of(json, clixml)
        .flatMap(
            text ->
                Stream.of(
                    text.getBytes(StandardCharsets.UTF_8),
                    ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE)));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyTruncationAndFlipIsReadOrRefused(byte[] content) {
    for (int length = 0; length < content.length; length++) {
      code(Arrays.copyOf(content, length));
    }
    Random random = new Random(11);
    for (int i = 0; i < 5000; i++) {
      byte[] flipped = content.clone();
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
      code(flipped);
    }
  }

  private static byte[] single(String content) throws Exception {
    return ProtectorFile.of(ascii(content)).single();
  }

  private static String name(String content) throws Exception {
    List<String> names = new ArrayList<>();
    ProtectorFile.of(ascii(content)).forEach(each -> names.add(each.vm().orElseThrow()));
    return names.get(0);
  }

  private static String code(String content) {
    return code(content.getBytes(StandardCharsets.UTF_8));
  }

  private static String code(byte[] content) {
    try {
      ProtectorFile file = ProtectorFile.of(content);
      file.forEach(each -> codeOf(each));
      file.single();
      return "read";
    } catch (KeywardException e) {
      return e.fault().code();
    } catch (IOException e) {
      throw new AssertionError("no input or output took place", e);
    }
  }

  private static String codeOf(EncodedProtector protector) {
    try {
      protector.document();
      return "read";
    } catch (KeywardException e) {
      return e.fault().code();
    }
  }

  private static List<Map<String, String>> read(ProtectorFile file) throws Exception {
    List<Map<String, String>> found = new ArrayList<>();
    file.forEach(
        protector -> {
          Map<String, String> entry = new HashMap<>();
          entry.put("vm", protector.vm().orElse(null));
          try {
            entry.put("sha256", ProtectorFixtures.sha256(protector.document()));
          } catch (KeywardException e) {
            entry.put("error", e.fault().code());
          }
          found.add(entry);
        });
    return found;
  }

  private static String squeezed(byte[] content) {
    boolean wide = (content[0] & 0xff) == 0xff;
    return new String(content, wide ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8)
        .replaceAll("\\s", "")
        .replace("\\/", "/");
  }

  private static String objs(String content) {
    return "<Objs Version='1.1.0.1' xmlns='http://schemas.microsoft.com/powershell/2004/04'>"
        + content;
  }

  private static String ba(String base64) {
    return "<BA N=\"KeyProtector\">" + base64 + "</BA>";
  }

  private static String base64(String document) {
    return Base64.getEncoder().encodeToString(ascii(document));
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.US_ASCII);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** What a case's {@code case.json} says. */
  private record Case(String file, String encoding, List<Map<String, String>> protectors) {

    static Case read(Path folder) throws IOException {
      Map<String, String> fields = new HashMap<>();
      List<Map<String, String>> protectors = new ArrayList<>();
      try (JsonParser json = new JsonFactory().createParser(folder.resolve("case.json").toFile())) {
        Map<String, String> target = fields;
        while (json.nextToken() != null) {
          if (json.currentToken() == JsonToken.START_OBJECT && !fields.isEmpty()) {
            target = new HashMap<>();
            protectors.add(target);
          } else if (json.currentToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (value != JsonToken.START_ARRAY) {
              target.put(name, value == JsonToken.VALUE_NULL ? null : json.getText());
            }
          }
        }
      }
      return new Case(fields.get("file"), fields.get("encoding"), protectors);
    }
  }
}
