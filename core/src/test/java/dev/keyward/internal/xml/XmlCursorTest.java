package dev.keyward.internal.xml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.xml.text.XmlText;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlCursorTest {

  private static XmlCursor at(String document) throws MalformedInputException {
    return XmlCursor.strict(Walk.bytes(document));
  }

  private static XmlCursor inside(String text) throws MalformedInputException {
    XmlCursor cursor = at("<a>" + text + "</a>");
    cursor.enter("", "a");
    return cursor;
  }

  private static Fault fault(Executable call) {
    return assertThrows(MalformedInputException.class, call).fault();
  }

  @Test
  void walksInOrder() throws Exception {
    XmlCursor cursor = at("<p:a xmlns:p='u' n='1'> <p:b>x</p:b>\n<p:c/> </p:a>");
    cursor.enter("u", "a", "n", "m");
    assertEquals("1", cursor.attribute("n"));
    assertEquals(Optional.empty(), cursor.optionalAttribute("m"));
    assertFalse(cursor.tryEnter("u", "c"));
    cursor.enter("u", "b");
    assertEquals("x", cursor.text());
    cursor.leave();
    assertTrue(cursor.tryEnter("u", "c"));
    cursor.leave();
    assertFalse(cursor.tryEnter("u", "c"));
    cursor.leave();
    cursor.end();
  }

  @Test
  void walksWithoutKnowingTheNames() throws Exception {
    XmlCursor cursor = XmlCursor.lenient(Walk.bytes("<a b='1' xmlns:p='u' p:c='2'>t<p:d/></a>"));
    assertTrue(cursor.tryEnterAny());
    assertEquals("a", cursor.localName());
    assertEquals(
        List.of(new XmlAttribute("", "", "b", "1"), new XmlAttribute("u", "p", "c", "2")),
        cursor.attributes());
    assertTrue(cursor.tryEnterAny());
    assertEquals("u", cursor.namespace());
    assertFalse(cursor.tryEnterAny());
    cursor.leave();
    cursor.leave();
    cursor.end();
  }

  @Test
  void lenientTextIsThatOfAllPieces() throws Exception {
    XmlCursor cursor = XmlCursor.lenient(Walk.bytes("<a>x<!-- c -->&amp;<![CDATA[<]]><?p?>y</a>"));
    cursor.enter("", "a");
    assertEquals("x&<y", cursor.text());
    cursor.leave();
  }

  @Test
  void refusesAnotherElement() throws Exception {
    XmlCursor cursor = at("<a><b/></a>");
    cursor.enter("", "a");
    Fault fault = fault(() -> cursor.enter("", "c"));
    assertEquals("unexpected-element", fault.code());
    assertEquals("a/b: element b, expected element c", fault.message());
  }

  @Test
  void refusesTheRightNameInAnotherNamespace() throws Exception {
    Fault fault = fault(() -> at("<a xmlns='v'/>").enter("u", "a"));
    assertEquals("a: element a in another namespace, expected element a", fault.message());
  }

  @Test
  void refusesAMissingElement() throws Exception {
    assertEquals(
        "a: nothing more, expected element b", fault(() -> inside("").enter("", "b")).message());
  }

  @Test
  void refusesAnElementTooMany() throws Exception {
    assertEquals(
        "a/b: element b, expected the end of a", fault(() -> inside("<b/>").leave()).message());
  }

  @Test
  void refusesAttributesThatAreNotAllowed() throws Exception {
    assertEquals(
        "unexpected-attribute", fault(() -> at("<a b='1' c='2'/>").enter("", "a", "b")).code());
    assertEquals(
        "unexpected-attribute",
        fault(() -> at("<a xmlns:p='u' p:b='1'/>").enter("", "a", "b")).code());
    assertEquals(
        "unexpected-attribute", fault(() -> at("<a xml:lang='e'/>").enter("", "a", "lang")).code());
  }

  @Test
  void refusesAMissingAttribute() throws Exception {
    assertEquals("missing-attribute", fault(() -> inside("").attribute("b")).code());
  }

  @Test
  void refusesTextBetweenElements() throws Exception {
    assertEquals("unexpected-text", fault(() -> inside("x<b/>").enter("", "b")).code());
    assertEquals("unexpected-text", fault(() -> inside("x").leave()).code());
    assertEquals("unexpected-text", fault(() -> inside("\u00a0").leave()).code());
  }

  @Test
  void refusesElementsInText() throws Exception {
    assertEquals("a/b", fault(() -> inside("x<b/>").text()).where());
    assertEquals("unexpected-element", fault(() -> inside("AAAA<b/>").base64()).code());
  }

  @Test
  void numbersSiblingsOfOneName() throws Exception {
    XmlCursor cursor = at("<a><b/><c/><b><d/></b></a>");
    cursor.enter("", "a");
    assertEquals("a", cursor.place());
    cursor.enter("", "b");
    assertEquals("a/b", cursor.place());
    cursor.leave();
    cursor.enter("", "c");
    cursor.leave();
    cursor.enter("", "b");
    cursor.enter("", "d");
    assertEquals("a/b[2]/d", cursor.place());
  }

  @Test
  void skipsWhatItDoesNotKnow() throws Exception {
    XmlCursor cursor = inside("<p><q r='1'>t</q>u</p><z/>");
    cursor.enter("", "p");
    cursor.skipContent();
    cursor.leave();
    cursor.enter("", "z");
    assertEquals("comment", fault(() -> inside("<b><!-- --></b>").skipContent()).code());
  }

  @Test
  void attributesAreGoneOnceContentIsRead() throws Exception {
    XmlCursor cursor = at("<a b='1'>x</a>");
    cursor.enter("", "a", "b");
    cursor.text();
    assertThrows(IllegalStateException.class, () -> cursor.attribute("b"));
  }

  @Test
  void callersMistakesAreIllegalStates() throws Exception {
    assertThrows(IllegalStateException.class, () -> at("<a/>").leave());
    assertThrows(IllegalStateException.class, () -> at("<a/>").text());
    assertThrows(IllegalStateException.class, () -> at("<a/>").attribute("b"));
    assertThrows(IllegalStateException.class, () -> inside("").end());
    assertThrows(IllegalStateException.class, () -> at("<a/>").endCanonical());
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "10,10", "4294967295,4294967295", "1000000000,1000000000"})
  void readsNumbers(String text, long value) throws Exception {
    assertEquals(value, inside(text).unsigned32());
    assertEquals(value, UnsignedNumber.parse(text, () -> "here"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "01",
        "+1",
        "-1",
        "-0",
        "1.0",
        "0x1",
        " 1",
        "1 ",
        "\n1",
        "4294967296",
        "9999999999",
        "10000000000",
        "18446744073709551617",
        "a",
        "\u0661",
        "1e3",
        "1_0"
      })
  void refusesOtherNumbers(String text) {
    assertEquals("bad-number", fault(() -> inside(text).unsigned32()).code());
    assertEquals("here", fault(() -> UnsignedNumber.parse(text, () -> "here")).where());
  }

  @Test
  void readsBase64OfEveryLength() throws Exception {
    Random random = new Random(4648);
    for (int length = 1; length < 600; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      String plain = Base64.getEncoder().encodeToString(bytes);
      String wrapped = " " + Base64.getMimeEncoder().encodeToString(bytes) + "\n\t";
      assertArrayEquals(bytes, inside(plain).base64());
      assertArrayEquals(bytes, inside(wrapped).base64());
    }
  }

  @Test
  void readsBase64InManyPieces() throws Exception {
    byte[] bytes = new byte[200_000];
    new Random(1).nextBytes(bytes);
    String text = Base64.getMimeEncoder().encodeToString(bytes).replace("+", "&#43;");
    assertArrayEquals(bytes, inside(text).base64());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "A",
        "AA",
        "AAA",
        "AAAAA",
        "AA=",
        "A===",
        "A=",
        "=",
        "==",
        "====",
        "AA==A",
        "AA==AAAA",
        "AA==AA==",
        "AAAA=",
        "AAAA====",
        "AAA==",
        "AA=A",
        "AAA=A",
        "AA-_",
        "AA.A",
        "A A A",
        "AB==",
        "AAB=",
        "A\u00c0AA",
        "AA\u00a0AA",
        "A*AA",
        "AAAA\u0085",
        "AAA=="
      })
  void refusesOtherBase64(String text) {
    assertEquals("bad-base64", fault(() -> inside(text).base64()).code());
  }

  @Test
  void escapesForAWriter() throws Exception {
    String all = "&<>\"'\t\n\r\u00e9";
    assertEquals("&amp;&lt;&gt;\"'\t\n&#xD;\u00e9", XmlText.escape(all));
    assertEquals("&amp;&lt;>&quot;'&#x9;&#xA;&#xD;\u00e9", XmlText.escapeAttribute(all));
    XmlCursor cursor = at("<a b=\"" + XmlText.escapeAttribute(all) + "\"/>");
    cursor.enter("", "a", "b");
    assertEquals(all, cursor.attribute("b"));
    assertEquals(all, inside(XmlText.escape(all)).text());
  }
}
