package dev.keyward.internal.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the YAML reader takes and refuses, and that it always knows where. */
class YamlReaderTest {

  private static final String GOOD =
      """
      # a comment
      name: "one\\ttwo"
      number: 42
      flag: true
      word: "on"
      nothing:
      list: [a, "b", {c: d}]
      block:
        - first
        - key: 'it''s'
          other: |
            two
            lines
      "quoted key": x
      """;

  private static YamlNode read(String text) throws MalformedInputException {
    return YamlReader.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Fault refused(String text) {
    return refused(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Fault refused(byte[] text) {
    return assertThrows(MalformedInputException.class, () -> YamlReader.read(text)).fault();
  }

  private static void assertFault(String where, String code, Fault fault) {
    assertEquals(code + " at " + where, fault.code() + " at " + fault.where(), fault.message());
  }

  private static YamlNode value(YamlNode mapping, String key) {
    return ((YamlMapping) mapping).entries().get(key).value();
  }

  @Test
  void readsEveryKindOfValue() throws MalformedInputException {
    YamlNode root = read(GOOD);
    assertEquals("one\ttwo", value(root, "name").text("text"));
    assertEquals(42, value(root, "number").wholeNumber(0, 99));
    assertEquals(YamlScalar.Type.TRUTH, ((YamlScalar) value(root, "flag")).type());
    assertEquals("on", value(root, "word").text("text"));
    assertEquals(YamlScalar.Type.NOTHING, ((YamlScalar) value(root, "nothing")).type());
    assertEquals(3, value(root, "list").sequence("a list").items().size());
    YamlNode second = value(root, "block").sequence("a list").items().get(1);
    assertEquals("it's", value(second, "key").text("text"));
    assertEquals("two\nlines\n", value(second, "other").text("text"));
  }

  @Test
  void knowsThePlaceOfEveryValueAndKey() throws MalformedInputException {
    YamlMapping root = (YamlMapping) read(GOOD);
    assertEquals(new YamlPosition(2, 1), root.at());
    assertEquals(new YamlPosition(3, 9), value(root, "number").at());
    YamlSequence list = (YamlSequence) value(root, "list");
    assertEquals(new YamlPosition(7, 7), list.at());
    assertEquals(new YamlPosition(7, 11), list.items().get(1).at());
    assertEquals(new YamlPosition(9, 3), value(root, "block").at());
    assertEquals(new YamlPosition(14, 1), root.entries().get("quoted key").keyAt());
  }

  @Test
  void countsColumnsInCharactersBeyondTheBasicPlane() throws MalformedInputException {
    YamlSequence list = (YamlSequence) read("[\"\ud83d\ude00\", x]");
    assertEquals(new YamlPosition(1, 7), list.items().get(1).at());
  }

  @Test
  void takesAByteOrderMarkAndBothLineEnds() throws MalformedInputException {
    YamlMapping root = (YamlMapping) read("\ufeffa: 1\r\nb: 2\nc: 3\n");
    assertEquals(new YamlPosition(1, 1), root.at());
    assertEquals(new YamlPosition(3, 4), value(root, "c").at());
  }

  @Test
  void takesOneDocumentBetweenItsMarks() throws MalformedInputException {
    assertEquals(Map.of(), ((YamlMapping) read("---\n{}\n...\n")).entries());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'a: [1, 2'                | 1, 9  | malformed-yaml",
        "'a: b: c'                 | 1, 5  | malformed-yaml",
        "'a: 1\\n b: 2'            | 2, 3  | malformed-yaml",
        "'\"open'                  | 1, 6  | malformed-yaml",
        "'a: @x'                   | 1, 4  | malformed-yaml",
        "'a: 1\\na: 2'             | 2, 1  | repeated-key",
        "'{a: 1, \"a\": 2}'        | 1, 8  | repeated-key",
        "'a: &x 1'                 | 1, 4  | malformed-yaml",
        "'&x a: 1'                 | 1, 1  | malformed-yaml",
        "'a: *x'                   | 1, 4  | malformed-yaml",
        "'*x : 1'                  | 1, 1  | malformed-yaml",
        "'a: !!str 1'              | 1, 4  | malformed-yaml",
        "'!!str a: 1'              | 1, 1  | malformed-yaml",
        "'a: ! 1'                  | 1, 4  | malformed-yaml",
        "'a: !mine {}'             | 1, 4  | malformed-yaml",
        "'<<: {}'                  | 1, 1  | malformed-yaml",
        "'1: a'                    | 1, 1  | malformed-yaml",
        "'1.5: a'                  | 1, 1  | malformed-yaml",
        "'true: a'                 | 1, 1  | malformed-yaml",
        "'on: a'                   | 1, 1  | malformed-yaml",
        "'~: a'                    | 1, 1  | malformed-yaml",
        "': a'                     | 1, 1  | malformed-yaml",
        "'? [a]\\n: 1'             | 1, 3  | malformed-yaml",
        "'a: 1\\n---\\nb: 1'       | 2, 1  | malformed-yaml",
        "'a: 1\\n...\\n---\\n'     | 3, 1  | malformed-yaml",
        "'%YAML 9.9\\n---\\na'     | 1, 1  | malformed-yaml",
        "''                        | 1, 1  | malformed-yaml",
        "'# only a comment'        | 1, 1  | malformed-yaml",
      })
  void refusesWithLineAndColumn(String text, String place, String code) {
    String where = "line " + place.replace(", ", ", column ");
    assertFault(where, code, refused(text.replace("\\n", "\n")));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 1, 0x1b, 0x7f, 0x85, 0x9f, 0x2028, 0x2029, 0xfeff, '\r', 0x202e, 0x2066, 0x200b, 0x200d,
        0xad, 0x34f, 0x3164, 0xfe0f, 0xe0020, 0xe0100
      })
  void refusesCharactersThatAnEditorDoesNotShow(int character) {
    String text = "a: 1\n# b" + Character.toString(character) + "forbidden: x\n";
    assertFault("line 2, column 4", "bad-character", refused(text));
  }

  @Test
  void takesTheSameCharactersAsEscapes() throws MalformedInputException {
    assertEquals("\0\u2028\u0085", read("\"\\0\\L\\x85\"").text("text"));
    assertEquals("\u202e\u200b\r", read("\"\\u202e\\u200b\\r\"").text("text"));
  }

  @Test
  void takesLinesThatEndAsOnWindows() throws MalformedInputException {
    assertEquals("b", read("b\r\n").text("text"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void refusesOtherEncodings(String charset) {
    assertFault("line 1, column 1", "bad-encoding", refusedWithMark("UTF-16LE"));
    assertFault("line 1, column 1", "bad-encoding", refusedWithMark("UTF-16BE"));
    Fault bare = refused("a: 1".getBytes(Charset.forName(charset)));
    assertEquals("bad-character", bare.code());
  }

  private static Fault refusedWithMark(String charset) {
    return refused("\ufeffa: 1".getBytes(Charset.forName(charset)));
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    byte[] text = "a: 1\nb: ?".getBytes(StandardCharsets.UTF_8);
    text[text.length - 1] = (byte) 0xc0;
    assertFault("line 2, column 4", "bad-encoding", refused(text));
  }

  @Test
  void refusesMoreThanAMebibyte() throws MalformedInputException {
    String text = "a" + " ".repeat((1 << 20) - 1);
    assertEquals("a", read(text).text("text"));
    assertFault("line 1, column 1", "too-large", refused(text + " "));
  }

  @Test
  void refusesDepthBeyond32() throws MalformedInputException {
    read("[".repeat(32) + "]".repeat(32));
    assertFault("line 1, column 33", "too-deep", refused("[".repeat(33) + "]".repeat(33)));
    assertFault("line 1, column 65", "too-deep", refused("- ".repeat(33) + "x"));
    assertEquals("too-deep", refused("[".repeat(1 << 20)).code());
    assertEquals("too-deep", refused("{a: ".repeat(1 << 18)).code());
    assertEquals("too-deep", refused("- ".repeat(1 << 19)).code());
  }

  @Test
  void refusesMoreThanAHundredThousandNodes() throws MalformedInputException {
    read("[" + "a,".repeat(99_999) + "]");
    assertEquals("too-large", refused("[" + "a,".repeat(100_000) + "]").code());
  }

  @Test
  void refusesTheBillionLaughsAtTheFirstAnchor() {
    String laughs = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n";
    assertFault("line 1, column 4", "malformed-yaml", refused(laughs));
  }

  @Test
  void saysWhatIsWrongInPrintableWords() {
    Fault fault = refused("a: \u202e@\n b\u00e4: c: d");
    assertTrue(fault.message().matches("[\\x20-\\x7e]+"), fault.message());
  }

  @Test
  void refusesKeysNobodyAskedForAndNamesTheNearest() throws MalformedInputException {
    YamlFields fields = read("owners: 1\nguardian: 2\n").fields("a mapping");
    fields.take("owners");
    fields.take("guardians");
    Fault fault = assertThrows(MalformedInputException.class, fields::end).fault();
    assertFault("line 2, column 1", "unknown-key", fault);
    assertEquals("did you mean \"guardians\"?", fault.hint().orElseThrow());
  }

  @Test
  void hasNoHintForAKeyLikeNone() throws MalformedInputException {
    for (String key : List.of("zebra", "x".repeat(100_000))) {
      YamlFields fields = read("? " + key + "\n: 1\n").fields("a mapping");
      fields.take("owners");
      Fault fault = assertThrows(MalformedInputException.class, fields::end).fault();
      assertTrue(fault.hint().isEmpty());
      assertTrue(fault.message().length() < 200);
    }
  }

  @Test
  void refusesTheAbsenceOfANeededKeyAtItsMapping() throws MalformedInputException {
    YamlFields fields = read("a:\n  b: 1").fields("a mapping").need("a", "b").fields("b");
    Fault fault = assertThrows(MalformedInputException.class, () -> fields.need("c", "x")).fault();
    assertFault("line 2, column 3", "missing-key", fault);
  }

  @Test
  void narrowsOnlyToWhatIsThere() throws MalformedInputException {
    YamlNode list = read("[2048, 'x', 0x10, ~, 1_0, 99]");
    assertThrows(MalformedInputException.class, () -> list.fields("a mapping"));
    assertThrows(MalformedInputException.class, () -> list.text("text"));
    List<YamlNode> items = list.sequence("a list").items();
    for (YamlNode each : items) {
      MalformedInputException e =
          assertThrows(MalformedInputException.class, () -> each.wholeNumber(1, 98));
      assertEquals(each.at().toString(), e.fault().where());
    }
    MalformedInputException e =
        assertThrows(MalformedInputException.class, () -> items.get(0).text("a name"));
    assertEquals("line 1, column 2: the number 2048, expected a name", e.getMessage());
    assertTrue(e.fault().hint().orElseThrow().endsWith("is written in quotes"));
  }

  @Test
  void survivesMutationsAndTruncations() {
    byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
    Random random = new Random(7);
    for (int round = 0; round < 5_000; round++) {
      byte[] bytes = good.clone();
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        String signs = "[]{}:,-?&*!|>'\"%@`#\n\r\t \\0~<=.";
        boolean sign = random.nextBoolean();
        bytes[random.nextInt(bytes.length)] =
            (byte) (sign ? signs.charAt(random.nextInt(signs.length())) : random.nextInt(256));
      }
      tolerated(bytes);
    }
    for (int length = 0; length < good.length; length++) {
      tolerated(java.util.Arrays.copyOf(good, length));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"",
        "? ",
        "? - ",
        "a: ",
        "a:\n",
        "{",
        "{\"",
        "'",
        "\"",
        "%TAG ! x\n",
        "&a ",
        "*a ",
        "!a ",
        "#\n",
        "--- ",
        "---\n",
        "...\n",
        "|\n ",
        ">+9\n",
        "!<%41",
        "\\U",
        "0x",
        "1_",
        ": ",
        "- ? ",
        "[]: ",
        "\t",
        ",",
        "\r"
      })
  void survivesTheSameOverAndOver(String part) {
    for (String start : List.of("", "\"", "a: \"", "[", "- ")) {
      tolerated((start + part.repeat(20_000)).getBytes(StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\\UFFFFFFFF\"",
        "\"\\ud800\"",
        "\"\\x\"",
        "0b2",
        "!<%C0> a",
        "!%80 a",
        "%YAML 1.99999999999"
      })
  void survivesWhatOverflows(String text) {
    tolerated(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void tolerated(byte[] bytes) {
    try {
      YamlReader.read(bytes);
    } catch (MalformedInputException e) {
      assertTrue(e.fault().where().matches("line [1-9][0-9]*, column [1-9][0-9]*"), e.getMessage());
      assertFalse(e.getMessage().matches("(?s).*(java|snakeyaml|jackson).*"), e.getMessage());
    }
  }
}
