package dev.keyward.internal.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.MalformedInputException;
import dev.keyward.protector.ProtectorFixtures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scanner of plain documents says what the parser says, or nothing. */
class PlainDocumentsTest {

  private static final String[] INSERTS = {
    "<",
    ">",
    "&",
    "/",
    "/>",
    "</",
    "<a>",
    "</a>",
    "<a/>",
    "<k:a/>",
    "<a b='c'/>",
    "\"",
    "'",
    "=",
    ":",
    " ",
    "\n",
    "\t",
    "\r",
    "\r\n",
    "\u0000",
    "\u001f",
    "\u007f",
    "\u0085",
    "\u00e9",
    "\ufffe",
    "\ud83d\ude00",
    "x",
    "-",
    ".",
    "9",
    "_",
    "]]>",
    "<!-- c -->",
    "<![CDATA[x]]>",
    "<?p q?>",
    "&lt;",
    "&#65;",
    " a='1'",
    " a=\"1\"",
    " a = '1'",
    " k:a='1'",
    " xml:lang='e'",
    " xmlns='u'",
    " xmlns=''",
    " xmlns:k='u'",
    " xmlns:k=''",
    " xmlns:q=\"w\"",
    " xmlns:xml='u'",
    " xmlns:xmlns='u'",
    " xmlns:r='http://www.w3.org/XML/1998/namespace'",
    " xmlns:r='http://www.w3.org/2000/xmlns/'",
    "=",
    "AAAA",
    "A",
    "==",
    "<?xml version='1.0'?>",
    "<!DOCTYPE a>",
    "\ufeff"
  };

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isPlain(byte[] document) {
    return XmlReading.plainly(document, XmlCursor.MAX_DOCUMENT, PlainDocumentsTest::walked)
        .isPresent();
  }

  private static boolean walked(XmlCursor xml) throws MalformedInputException {
    Walk.all(xml);
    return true;
  }

  private static boolean isPlain(String document) {
    return isPlain(utf8(document));
  }

  /** A document of a protector's build, whose texts are short, as one writer or another has it. */
  private static String small(Random random) {
    String prefix = random.nextBoolean() ? "" : "k:";
    String line = random.nextInt(3) == 0 ? "\n  " : random.nextInt(3) == 0 ? "\r\n\t" : "";
    StringBuilder text = new StringBuilder();
    text.append("<@P xmlns").append(prefix.isEmpty() ? "" : ":k").append("=\"urn:kps\">#<@Ws>");
    for (int i = 0; i < 2; i++) {
      String end = random.nextBoolean() ? "/>" : "></x:MGF>";
      text.append("#<@W>#<@Id>").append(i).append("</@Id>#<@SigningCertificate>");
      text.append(base64(random, 30 + random.nextInt(90)));
      text.append("</@SigningCertificate>#<@Signature Algorithm=\"urn:sign\">#<@SignatureValue>");
      text.append(base64(random, 1 + random.nextInt(60)));
      text.append("</@SignatureValue></@Signature>#<x:MGF xmlns:x='urn:x' Algorithm='urn:m'");
      text.append(end).append("#</@W>");
    }
    text.append("#</@Ws>#</@P>");
    return text.toString().replace("@", prefix).replace("#", line);
  }

  private static String base64(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return random.nextInt(4) == 0
        ? Base64.getMimeEncoder(20, utf8(random.nextBoolean() ? "\n" : "\r\n"))
            .encodeToString(bytes)
        : Base64.getEncoder().encodeToString(bytes);
  }

  private static String mutant(String text, Random random) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + 1 + random.nextInt(8));
    String insert = INSERTS[random.nextInt(INSERTS.length)];
    return switch (random.nextInt(5)) {
      case 0 -> text;
      case 1 -> text.substring(0, at) + text.substring(end);
      case 2 -> text.substring(0, end) + text.substring(at);
      case 3 -> text.substring(0, at) + insert + text.substring(end);
      default -> text.substring(0, at) + insert + text.substring(at);
    };
  }

  private static byte[] encoded(String text, Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE);
      case 1 -> ("\ufeff" + text).getBytes(StandardCharsets.UTF_16BE);
      case 2 -> utf8("\ufeff<?xml version='1.0' encoding='utf-8'?>\r\n" + text);
      default -> utf8(text);
    };
  }

  private static boolean agreesOn(byte[] document) {
    Optional<String> plain = CursorReport.plain(document);
    plain.ifPresent(
        report ->
            assertEquals(
                CursorReport.parsed(document),
                report,
                () -> new String(document, StandardCharsets.UTF_8)));
    return plain.isPresent();
  }

  private static void agreesOnMutants(int count, long seed) {
    Random random = new Random(seed);
    int plain = 0;
    for (int i = 0; i < count; i++) {
      String text = random.nextInt(4) == 0 ? RandomDocument.text(random) : small(random);
      for (int changes = random.nextInt(3); changes > 0; changes--) {
        text = mutant(text, random);
      }
      plain += agreesOn(encoded(text, random)) ? 1 : 0;
    }
    // Else the documents are too wild to tell anything.
    assertTrue(plain > count / 5, plain + " of " + count);
  }

  @Test
  void agreesWithTheParserOnMutants() {
    agreesOnMutants(4_000, 32);
  }

  @ParameterizedTest
  @Tag("soak")
  @ValueSource(longs = {1, 2, 3})
  void agreesWithTheParserOnAMillionMutants(long seed) {
    agreesOnMutants(1_000_000, seed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "prefixed", "pretty", "utf-16"})
  void takesProtectorsOfOtherWriters(String name) throws IOException {
    assertTrue(agreesOn(ProtectorFixtures.protector(name + "/protector.xml")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a>&amp;</a>",
        "<a>></a>",
        "<a>\u00e9</a>",
        "<a>\u0001</a>",
        "<a><!-- --></a>",
        "<a/><!-- -->",
        "<?p?><a/>",
        "<a><![CDATA[x]]></a>",
        "<!DOCTYPE a><a/>",
        "<a b='\n'/>",
        "<a b='&lt;'/>",
        "<a b='1' b='2'/>",
        "<a b = '1'/>",
        "<a b='1'c='2'/>",
        "<a xmlns='1' xmlns='2'/>",
        "<a xmlns:b=''/>",
        "<a b:c='1' xmlns:b='u'/>",
        "<a xml:lang='e'/>",
        "<a xmlns:xml='http://www.w3.org/XML/1998/namespace'/>",
        "<a xmlns:b='http://www.w3.org/2000/xmlns/'/>",
        "<b:a/>",
        "<b:/>",
        "<:a/>",
        "<a:b:c xmlns:a='u'/>",
        "<1/>",
        "<a></b>",
        "<a></a >",
        "<a></a",
        "<a>",
        "<a/><a/>",
        "<a/>x",
        "</a>",
        "<",
        "<a",
        "<a b",
        "<a b='",
        "<a/"
      })
  void leavesAnythingElseToTheParser(String document) {
    assertFalse(isPlain(document));
  }

  @Test
  void leavesLargeNumbersOfAnythingToTheParser() {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < 1_100; i++) {
      names.append("<n").append(i).append("/>");
    }
    StringBuilder attributes = new StringBuilder();
    StringBuilder declarations = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      attributes.append(" a").append(i).append("=''");
      declarations.append(" xmlns:n").append(i).append("='u'");
    }
    assertFalse(isPlain("<r>" + names + "</r>"));
    assertFalse(isPlain("<r" + attributes + "/>"));
    assertFalse(isPlain("<r" + declarations + "/>"));
    assertFalse(isPlain("<a>".repeat(33) + "</a>".repeat(33)));
  }

  @Test
  void agreesOnDocumentsOfAnyDepth() {
    for (int depth = 1; depth <= 34; depth++) {
      agreesOn(utf8("<a>".repeat(depth) + "</a>".repeat(depth)));
    }
  }

  @Test
  void takesHalfOfACharacterForNone() {
    byte[] document = "\ufeff<a>x</a>".getBytes(StandardCharsets.UTF_16LE);
    document[9] = (byte) 0xd8;
    assertFalse(isPlain(document));
  }

  @Test
  void agreesOnEveryByteInEveryPlace() {
    byte[] document = utf8("<k:a b='c' xmlns:k=\"u\">\n<d>QUJD</d><e />\r\n</k:a>");
    for (int at = 0; at < document.length; at++) {
      for (int value = 0; value < 1 << Byte.SIZE; value++) {
        byte[] changed = document.clone();
        changed[at] = (byte) value;
        agreesOn(changed);
      }
    }
  }
}
