package dev.keyward.internal.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.MalformedInputException;
import dev.keyward.protector.ProtectorFixtures;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nothing but {@link MalformedInputException} leaves the reader, whatever it is given. */
class HostileXmlTest {

  private static final String[] PIECES = {
    "<",
    ">",
    "&",
    "&#",
    ";",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "?>",
    "<!DOCTYPE a [",
    "]>",
    "\"",
    "'",
    "=",
    ":",
    "xmlns",
    "xmlns:",
    "xml:",
    "/",
    "\u0000",
    "\ufffe",
    "\ud83d\ude00",
    "\u00e9",
    " ",
    "&x;",
    "%x;",
    "<?xml version='1.0'?>",
    "&#xFFFFFFFF1;"
  };

  private static byte[] protector() throws IOException {
    return ProtectorFixtures.protector("prefixed/protector.xml");
  }

  private static boolean takes(byte[] document) {
    boolean strict = true;
    try {
      XmlCursor cursor = XmlCursor.strict(document);
      cursor.startCanonical();
      Walk.all(cursor);
      cursor.endCanonical();
    } catch (MalformedInputException e) {
      strict = false;
    }
    try {
      Walk.all(XmlCursor.lenient(document));
    } catch (MalformedInputException e) {
      assertTrue(!strict, "what the strict reader takes the lenient one takes");
    }
    return strict;
  }

  @Test
  void everyTruncationIsRefused() throws Exception {
    byte[] document = protector();
    int end = document.length;
    while (document[end - 1] != '>') {
      end--;
    }
    for (int length = 0; length < end; length++) {
      byte[] cut = Arrays.copyOf(document, length);
      assertTrue(!takes(cut), "took " + length + " bytes");
    }
  }

  @Test
  void noFlippedBitMakesAnythingElse() throws Exception {
    flip(4_000, 20_000);
  }

  @Test
  @Tag("soak")
  void noneOfAHundredThousandFlippedBitsMakesAnythingElse() throws Exception {
    flip(100_000, 1);
  }

  private static void flip(int times, int seed) throws Exception {
    byte[] document = protector();
    Random random = new Random(seed);
    for (int i = 0; i < times; i++) {
      byte[] flipped = document.clone();
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
      takes(flipped);
    }
  }

  @Test
  void noReplacedRunOfBytesMakesAnythingElse() throws Exception {
    replace(1_500, 3);
  }

  @Test
  @Tag("soak")
  void noneOfFiftyThousandReplacedRunsMakesAnythingElse() throws Exception {
    replace(50_000, 1);
  }

  private static void replace(int times, int seed) throws Exception {
    Random random = new Random(seed);
    for (int i = 0; i < times; i++) {
      StringBuilder text = new StringBuilder(RandomDocument.text(random));
      for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + random.nextInt(4));
        text.replace(at, end, PIECES[random.nextInt(PIECES.length)]);
      }
      takes(RandomDocument.bytes(text.toString(), random));
    }
  }

  @Test
  void manyAttributesOnOneElementAreRefusedInAnyLongDocument() {
    StringBuilder document = new StringBuilder("<a");
    for (int i = 0; i < 100_000; i++) {
      document.append(" a").append(Integer.toString(i, 36)).append("=''");
    }
    assertTooLarge(document + "/>");
  }

  @Test
  void manyNamesAreRefusedInAnyLongDocument() {
    StringBuilder document = new StringBuilder("<a>");
    for (int i = 0; i < 100_000; i++) {
      document.append("<a").append(Integer.toString(i, 36)).append("/>");
    }
    assertTooLarge(document + "</a>");
  }

  @Test
  void aLongDocumentMayHoldWhatLooksLikeTags() throws Exception {
    String content = "<!-- <b c='> --><![CDATA[<d e=\"]]><?p <f?>x = \"y\" > <g h='/>' i=\"=\"/>";
    Walk.lenient("<a>" + content.repeat(10_000) + "</a>");
  }

  private static void assertTooLarge(String document) {
    assertEquals(
        "too-large",
        assertThrows(MalformedInputException.class, () -> Walk.lenient(document)).fault().code());
  }
}
