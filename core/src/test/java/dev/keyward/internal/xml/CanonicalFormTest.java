package dev.keyward.internal.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.xml.security.Init;
import org.apache.xml.security.c14n.Canonicalizer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Node;

class CanonicalFormTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "<a/>|<a></a>",
        "<a  c='1'   b='2' />|<a b=\"2\" c=\"1\"></a>",
        "<a>&amp;&lt;&gt;>&quot;\"&apos;'&#13;&#9;</a>|<a>&amp;&lt;&gt;&gt;\"\"''&#xD;\t</a>",
        "<a b='&amp;&lt;>&quot;&#9;&#10;&#13;&#39;'/>"
            + "|<a b=\"&amp;&lt;>&quot;&#x9;&#xA;&#xD;'\"></a>",
        "<a><!-- c -->x<![CDATA[<&>]]></a>|<a>x&lt;&amp;&gt;</a>",
        "<a><?p  q ?><?r?></a>|<a><?p q ?><?r?></a>",
        "<a xmlns:u='urn:u'/>|<a></a>",
        "<a xmlns='urn:u'><b/></a>|<a xmlns=\"urn:u\"><b></b></a>",
        "<a xmlns='urn:u'><b xmlns=''/></a>|<a xmlns=\"urn:u\"><b xmlns=\"\"></b></a>",
        "<a xmlns=''><b xmlns=''/></a>|<a><b></b></a>",
        "<a xmlns='urn:u'><p:b xmlns:p='urn:u' xmlns=''><c/></p:b></a>"
            + "|<a xmlns=\"urn:u\"><p:b xmlns:p=\"urn:u\"><c xmlns=\"\"></c></p:b></a>",
        "<p:a xmlns:p='urn:p' xmlns:q='urn:q' q:b='1' p:c='2' d='3'/>"
            + "|<p:a xmlns:p=\"urn:p\" xmlns:q=\"urn:q\" d=\"3\" p:c=\"2\" q:b=\"1\"></p:a>",
        "<a xmlns:q='urn:1' xmlns:p='urn:2' p:b='1' q:c='2'/>"
            + "|<a xmlns:p=\"urn:2\" xmlns:q=\"urn:1\" q:c=\"2\" p:b=\"1\"></a>",
        "<a xml:lang='en'><b/></a>|<a xml:lang=\"en\"><b></b></a>",
        "<a xmlns:p='urn:p'><p:b/><p:c/></a>"
            + "|<a><p:b xmlns:p=\"urn:p\"></p:b><p:c xmlns:p=\"urn:p\"></p:c></a>",
        "<a xmlns:xml='http://www.w3.org/XML/1998/namespace' xml:lang='e'/>"
            + "|<a xml:lang=\"e\"></a>",
        "<a>\ud83d\ude00&#x1F600;\u00e9\u20ac</a>|<a>\ud83d\ude00\ud83d\ude00\u00e9\u20ac</a>",
      })
  void isAsTheRecommendationSays(String document, String expected) throws Exception {
    assertEquals(expected, Walk.canonical(Walk.bytes(document), 0));
  }

  @Test
  void hasSpacesForWhiteSpaceInAttributesAndOneKindOfLineEnd() throws Exception {
    byte[] document = Walk.bytes("<a b='\t\n\r\n '>1\r\n2\r3\n</a>");
    assertEquals("<a b=\"    \">1\n2\n3\n</a>", Walk.canonical(document, 0));
  }

  @Test
  void sortsByCodePointAndNotByUtf16Unit() throws Exception {
    String high = "\ud83d\ude00";
    byte[] document =
        Walk.bytes("<a xmlns:p='u:" + high + "' xmlns:q='u:\uf900' p:x='1' q:x='2'/>");
    assertEquals(
        "<a xmlns:p=\"u:" + high + "\" xmlns:q=\"u:\uf900\" q:x=\"2\" p:x=\"1\"></a>",
        Walk.canonical(document, 0));
  }

  @Test
  void declaresWhatTheApexTakesFromAbove() throws Exception {
    String document = "<r xmlns='urn:d' xmlns:p='urn:p' xml:lang='en'><a p:x='1'><b/></a></r>";
    assertEquals(
        "<a xmlns=\"urn:d\" xmlns:p=\"urn:p\" p:x=\"1\"><b></b></a>",
        Walk.canonical(Walk.bytes(document), 1));
  }

  @Test
  void ofAReadElementIsThatOfASkippedOne() throws Exception {
    byte[] document = Walk.bytes("<r>\n <a x='1'>\n <b> AAAA\n</b> <c>t&amp;</c> </a></r>");
    XmlCursor cursor = XmlCursor.strict(document);
    cursor.enter("", "r");
    cursor.startCanonical();
    cursor.enter("", "a", "x");
    cursor.enter("", "b");
    cursor.base64();
    cursor.leave();
    cursor.enter("", "c");
    cursor.text();
    cursor.leave();
    cursor.leave();
    String canonical = new String(cursor.endCanonical(), StandardCharsets.UTF_8);
    assertEquals(Walk.canonical(document, 1), canonical);
    assertEquals("<a x=\"1\">\n <b> AAAA\n</b> <c>t&amp;</c> </a>", canonical);
  }

  @ParameterizedTest
  @ValueSource(ints = {4095, 4096, 65_536, 200_000})
  void longTextOfAllWidthsIsWhole(int length) throws Exception {
    for (int shift = 0; shift < 4; shift++) {
      String text = "x".repeat(shift) + "\ud83d\ude00\u20ac\u00e9".repeat(length / 9);
      assertEquals("<a>" + text + "</a>", Walk.canonical(Walk.bytes("<a>" + text + "</a>"), 0));
    }
  }

  @Test
  void equalsThatOfSantuarioOverAThousandDocuments() throws Exception {
    equalsThatOfSantuario(1_000, 20140707);
  }

  @Test
  @Tag("soak")
  void equalsThatOfSantuarioOverAHundredThousandDocuments() throws Exception {
    equalsThatOfSantuario(100_000, 1);
  }

  private static void equalsThatOfSantuario(int documents, int seed) throws Exception {
    Init.init();
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    DocumentBuilder builder = factory.newDocumentBuilder();
    Random random = new Random(seed);
    for (int i = 0; i < documents; i++) {
      String text = RandomDocument.text(random);
      byte[] document = RandomDocument.bytes(text, random);
      Document parsed = builder.parse(new ByteArrayInputStream(document));
      Node apex = parsed.getElementsByTagNameNS("*", "apex").item(0);
      Canonicalizer witness =
          Canonicalizer.getInstance(Canonicalizer.ALGO_ID_C14N_EXCL_OMIT_COMMENTS);
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      witness.canonicalizeSubtree(apex, expected);
      assertEquals(
          expected.toString(StandardCharsets.UTF_8), Walk.canonical(document, 2), "document " + i);
    }
  }

  @Test
  void equalsThatOfXmllint(@TempDir Path folder) throws Exception {
    assumeTrue(hasXmllint(), "xmllint is not installed: not compared with libxml2");
    Random random = new Random(7);
    for (int i = 0; i < 60; i++) {
      // This libxml2 does not escape in namespace names and wants them ASCII.
      String text =
          RandomDocument.text(random)
              .replace("http://x.example/?a=1&amp;b=2", "urn:3")
              .replace("urn:&#x9;q&quot;", "urn:4")
              .replace("urn:\u00e9", "urn:5");
      Path file = Files.write(folder.resolve("document.xml"), Walk.bytes(text));
      Process process =
          new ProcessBuilder("xmllint", "--exc-c14n", file.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String expected = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor(), text);
      assertEquals(expected, Walk.canonical(Walk.bytes(text), 0), "document " + i);
    }
  }

  private static boolean hasXmllint() throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder("xmllint", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
