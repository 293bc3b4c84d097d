package dev.keyward.internal.xml;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlRefusalTest {

  private static Fault faultOf(byte[] document) {
    return assertThrows(MalformedInputException.class, () -> Walk.strict(document)).fault();
  }

  private static Fault lenientFaultOf(String document) {
    return assertThrows(MalformedInputException.class, () -> Walk.lenient(document)).fault();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x",
        "<a>",
        "<a/",
        "</a>",
        "<a></b>",
        "<a b='1' b='2'/>",
        "<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>",
        "<a xmlns='u' xmlns='v'/>",
        "<a xmlns:p='u' xmlns:p='u'/>",
        "<p:a/>",
        "<a p:b='1'/>",
        "<a xmlns:p='u'><p:b></p:b></a><p:c/>",
        "<p:a xmlns:p=''/>",
        "<a xmlns:xmlns='u'/>",
        "<a xmlns:xmlns='http://www.w3.org/2000/xmlns/'/>",
        "<a xmlns:p='http://www.w3.org/2000/xmlns/'/>",
        "<a xmlns='http://www.w3.org/2000/xmlns/'/>",
        "<a xmlns:xml='u'/>",
        "<a xmlns:p='http://www.w3.org/XML/1998/namespace'/>",
        "<a xmlns='http://www.w3.org/XML/1998/namespace'/>",
        "<xmlns:a/>",
        "<a xmlns:b:c='u'/>",
        "<a:b:c xmlns:a='u'/>",
        "<a xmlns:p='u' p:b:c='1'/>",
        "<:a/>",
        "<a:/>",
        "<a xmlns:='u'/>",
        "<a :b='1'/>",
        "<a xmlns:p='u'><p:/></a>",
        "<a xmlns:p='u'><p:1/></a>",
        "<a xmlns:p='u' p:1='x'/>",
        "<a xmlns:p='u' p:-='x'/>",
        "<1a/>",
        "<-a/>",
        "<a\u00d7/>",
        "<a>]]></a>",
        "<a>x]]]></a>",
        "<a b='<'/>",
        "<a b=c/>",
        "<a b/>",
        "<a b='1'c='2'/>",
        "<a>&b;</a>",
        "<a b='&b;'/>",
        "<a>&amp</a>",
        "<a>& </a>",
        "<a>&#;</a>",
        "<a>&#x;</a>",
        "<a>&#X41;</a>",
        "<a>&#xg;</a>",
        "<a>&#0;</a>",
        "<a>&#1;</a>",
        "<a>&#11;</a>",
        "<a>&#x1F;</a>",
        "<a>&#xD800;</a>",
        "<a>&#xDFFF;</a>",
        "<a>&#xD83D;&#xDE00;</a>",
        "<a>&#xFFFE;</a>",
        "<a>&#xFFFF;</a>",
        "<a>&#x110000;</a>",
        "<a>&#x100000041;</a>",
        "<a>&#4294967361;</a>",
        "<a>&#18446744073709551681;</a>",
        "<a>&#-65;</a>",
        "<a b='&#0;'/>",
        "<a b='&#xFFFE;'/>",
        "<a b='&#xD800;'/>",
        "<a b='&#x110000;'/>",
        "<a b='&#x100000041;'/>",
        "<a>\u0001</a>",
        "<a>\u0000</a>",
        "<a>\u000b</a>",
        "<a>\u001f</a>",
        "<a>\uffff</a>",
        "<a>\ufffe</a>",
        "<a b='\u0001'/>",
        "<a b='\uffff'/>",
        "<a b='\u0000'/>",
        "<a><!-- a -- b --></a>",
        "<!-- a -- b --><a/>",
        "<!-- a ---><a/>",
        "<!-- \u0001 --><a/>",
        "<?xml?><a/>",
        "<?XML a?><a/>",
        "<?p:q a?><a/>",
        "<?p\u0001?><a/>",
        "<?p \u0001?><a/>",
        "<?p/?><a/>",
        " <?xml version='1.0'?><a/>",
        "<?xml version='1.0'?><?xml version='1.0'?><a/>",
        "<?xml version='1.0' ?><?xml version='1.0' encoding='ISO-8859-1'?><a/>",
        "<?xml version='1.1'?><a/>",
        "<?xml version='1.0' standalone='maybe'?><a/>",
        "<?xml encoding='UTF-8'?><a/>",
        "<?xml version='1.0' encoding=''?><a/>",
        "<?xml version='1.0' encoding='UTF-8'><a/>",
        "<?xml version='1.0'encoding='UTF-8'?><a/>",
        "<![CDATA[x]]><a/>",
        "x<a/>",
        "&#32;<a/>",
        "<a",
        "<a><",
        "<a><b",
        "<a><![CDATA[x",
        "<a><!--",
        "<a><?p",
        "<a b='",
        "<a>&",
        "<!",
        "<!ELEMENT a ANY><a/>",
        "\ufeff\ufeff<a/>"
      })
  void refusesWhatIsNotWellFormed(String document) {
    assertAll(
        () ->
            assertThrows(
                MalformedInputException.class,
                () -> Walk.strict(document),
                () -> "strict took " + document),
        () ->
            assertThrows(
                MalformedInputException.class,
                () -> Walk.lenient(document),
                () -> "lenient took " + document));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a/>",
        "\ufeff<a/>",
        " \n<a/>\r\n ",
        "<?xml version='1.0'?><a/>",
        "<?xml version=\"1.0\" encoding=\"utf-8\" standalone='yes' ?>\n<a></a >",
        "<!-- a --><?p q?><a/><!-- b --><?p?>",
        "<a xmlns:xml='http://www.w3.org/XML/1998/namespace' xml:lang='en'/>",
        "<a b='>' c=\"'\">></a>",
        "<a>&lt;&gt;&amp;&quot;&apos;&#65;&#x1F600;&#x10FFFF;&#xE000;&#xFFFD;</a>",
        "<a>]] ></a>",
        "<a>\u007f\u0085\u2028</a>",
        "<p:a xmlns:p='u' xmlns=''><p:b xmlns:p='v'/></p:a>",
        "<\u00e9\u00e8 \u00e7='1'/>"
      })
  void takesWhatIsWellFormed(String document) {
    assertDoesNotThrow(() -> Walk.strict(document));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "doctype|<!DOCTYPE a><a/>",
        "doctype|<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        "doctype|<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
        "malformed-xml|<a><!DOCTYPE a></a>",
        "trailing-content|<a/><b/>",
        "trailing-content|<a/>x",
        "trailing-content|<a/><![CDATA[x]]>",
        "trailing-content|<a/></a>",
        "trailing-content|<a/><!DOCTYPE a>",
        "malformed-xml|<?xml version='1.1'?><a/>",
        "bad-encoding|<?xml version='1.0' encoding='ISO-8859-1'?><a/>",
        "bad-encoding|<?xml version='1.0' encoding='UTF-16'?><a/>",
        "bad-encoding|<?xml version='1.0' encoding='UTF8'?><a/>",
      })
  void refusesInBothReaders(String code, String document) {
    assertEquals(code, faultOf(Walk.bytes(document)).code());
    assertEquals(code, lenientFaultOf(document).code());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "comment|<a><!-- c --></a>",
        "comment|<a>x<!-- c -->y</a>",
        "processing-instruction|<a><?p q?></a>",
        "cdata|<a><![CDATA[x]]></a>",
        "cdata|<a><![CDATA[]]></a>",
      })
  void onlyTheLenientReaderTakes(String code, String document) {
    Fault fault = faultOf(Walk.bytes(document));
    assertEquals(code, fault.code());
    assertEquals("a", fault.where());
    assertDoesNotThrow(() -> Walk.lenient(document));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
  void takesUtf16WithItsMark(String name) {
    for (String declared : new String[] {"UTF-16", "utf-16", name}) {
      String text = "\ufeff<?xml version='1.0' encoding='" + declared + "'?><a>\ud83d\ude00</a>";
      assertDoesNotThrow(() -> Walk.strict(text.getBytes(Charset.forName(name))), declared);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
  void refusesUtf16ThatSaysOtherwise(String name) {
    String other = name.equals("UTF-16LE") ? "UTF-16BE" : "UTF-16LE";
    for (String declared : new String[] {"UTF-8", other, "UCS-2"}) {
      String text = "\ufeff<?xml version='1.0' encoding='" + declared + "'?><a/>";
      assertEquals("bad-encoding", faultOf(text.getBytes(Charset.forName(name))).code(), declared);
    }
  }

  @Test
  void takesLittleEndianUtf16WithoutMarkAndNoBigEndian() {
    assertDoesNotThrow(() -> Walk.strict("<a/>".getBytes(StandardCharsets.UTF_16LE)));
    assertEquals("bad-encoding", faultOf("<a/>".getBytes(StandardCharsets.UTF_16BE)).code());
  }

  @Test
  void refusesUtf16WithHalfACharacter() {
    byte[] odd = {(byte) 0xFF, (byte) 0xFE, '<', 0, 'a', 0, '/', 0, '>'};
    assertEquals("bad-encoding", faultOf(odd).code());
    assertEquals("bad-encoding", faultOf(utf16("<a>\ud83d</a>")).code(), "a high surrogate alone");
    assertEquals("bad-encoding", faultOf(utf16("<a>\ude00</a>")).code(), "a low one alone");
  }

  @Test
  void refusesUtf32AndEbcdic() {
    assertThrows(
        MalformedInputException.class,
        () -> Walk.strict("<a/>".getBytes(Charset.forName("UTF-32LE"))));
    assertThrows(
        MalformedInputException.class,
        () -> Walk.strict("<a/>".getBytes(Charset.forName("UTF-32BE"))));
    assertThrows(
        MalformedInputException.class,
        () ->
            Walk.strict(
                new byte[] {0x4C, 0x6F, (byte) 0xA7, (byte) 0x94, (byte) 0x93, 0x40, 0x6E}));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C080",
        "C1BF",
        "E08080",
        "E09FBF",
        "EDA080",
        "EDBFBF",
        "EDA0BDEDB880",
        "F0808080",
        "F08FBFBF",
        "F4908080",
        "F5808080",
        "FF",
        "80",
        "BF",
        "C3",
        "E282",
        "F09F98",
        "C328",
      })
  void refusesMalformedUtf8(String hex) {
    byte[] bad = java.util.HexFormat.of().parseHex(hex);
    byte[] document = concat(Walk.bytes("<a>"), bad, Walk.bytes("</a>"));
    assertEquals("bad-encoding", faultOf(document).code());
    byte[] cut = concat(Walk.bytes("<a/>"), bad);
    assertEquals("bad-encoding", faultOf(cut).code());
  }

  @Test
  void refusesTheThirtyThirdLevel() {
    assertDoesNotThrow(() -> Walk.strict("<a>".repeat(32) + "</a>".repeat(32)));
    assertEquals("too-deep", faultOf(Walk.bytes("<a>".repeat(33) + "</a>".repeat(33))).code());
    assertEquals("too-deep", faultOf(Walk.bytes("<a>".repeat(300_000))).code());
  }

  @Test
  void refusesOneByteMoreThanAMebibyte() {
    String most = "<a>" + "x".repeat(XmlCursor.MAX_DOCUMENT - 7) + "</a>";
    assertDoesNotThrow(() -> Walk.strict(most));
    assertEquals("too-large", faultOf(Walk.bytes(most + " ")).code());
  }

  @Test
  void refusesAHundredMegabytesBySizeAlone() {
    byte[] huge = new byte[100_000_000];
    assertEquals("too-large", faultOf(huge).code());
  }

  @Test
  void echoesAtMostFortyPrintableCharacters() {
    String name = "\u00e9".repeat(10) + "x".repeat(100);
    XmlCursor cursor = assertDoesNotThrow(() -> XmlCursor.strict(Walk.bytes("<" + name + "/>")));
    Fault fault = assertThrows(MalformedInputException.class, () -> cursor.enter("", "a")).fault();
    assertEquals("element " + "<U+00E9>".repeat(5) + "...", fault.found());
    assertTrue(fault.message().chars().allMatch(c -> c >= ' ' && c <= '~'));
  }

  private static byte[] utf16(String text) {
    byte[] bytes = new byte[2 + 2 * text.length()];
    bytes[0] = (byte) 0xFF;
    bytes[1] = (byte) 0xFE;
    for (int i = 0; i < text.length(); i++) {
      bytes[2 + 2 * i] = (byte) text.charAt(i);
      bytes[3 + 2 * i] = (byte) (text.charAt(i) >> 8);
    }
    return bytes;
  }

  private static byte[] concat(byte[]... parts) {
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
