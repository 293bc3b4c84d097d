package dev.keyward.protector.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.protector.ProtectorFixtures;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtectorEncodingTest {

  private static final byte[] DOCUMENT = ascii("<Protector>a document of any kind</Protector>");

  @ParameterizedTest
  @EnumSource(names = {"XML", "FRAMED", "BYTES", "BASE64"})
  void readsWhatItWrites(ProtectorEncoding encoding) throws Exception {
    ProtectorFile file = ProtectorFile.of(encoding.encode(DOCUMENT));
    assertEquals(encoding, file.encoding());
    assertArrayEquals(DOCUMENT, file.single());
  }

  @ParameterizedTest
  @EnumSource(names = {"CLIXML", "JSON", "CSV"})
  void writesNoExports(ProtectorEncoding encoding) {
    assertThrows(IllegalArgumentException.class, () -> encoding.encode(DOCUMENT));
  }

  @ParameterizedTest
  @EnumSource(names = {"XML", "FRAMED", "BYTES", "BASE64"})
  void rewritesInTheSameEncoding(ProtectorEncoding encoding) throws Exception {
    byte[] other = ascii("<Protector/>");
    ProtectorFile file = ProtectorFile.of(encoding.encode(DOCUMENT));
    assertArrayEquals(trimmed(encoding.encode(other)), trimmed(file.rewritten(Map.of(0, other))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain-windows-powershell-5.1/protector.kp",
        "plain-powershell-7/protector.kp",
        "plain-framed/protector.framed"
      })
  void rewritingTheSameDocumentChangesNoByte(String name) throws Exception {
    byte[] content = ProtectorFixtures.protector(name);
    ProtectorFile file = ProtectorFile.of(content);
    assertArrayEquals(content, file.rewritten(Map.of(0, file.single())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void rewritesBase64InTheLinesItHad(String lineEnd) throws Exception {
    byte[] content =
        Base64.getMimeEncoder(64, ascii(lineEnd)).encode(ProtectorEncoding.FRAMED.encode(DOCUMENT));
    ProtectorFile file = ProtectorFile.of(content);
    assertArrayEquals(content, file.rewritten(Map.of(0, file.single())));
  }

  @Test
  void keepsAFrameAwayWhereThereWasNone() throws Exception {
    byte[] content = Base64.getEncoder().encode(DOCUMENT);
    ProtectorFile file = ProtectorFile.of(content);
    assertArrayEquals(content, file.rewritten(Map.of(0, DOCUMENT)));
  }

  @Test
  void namesTheLineThatIsNoByte() throws Exception {
    String lines = "0\n0\n0\n45\n60\n80\n256\n1\n";
    MalformedInputException refusal =
        assertThrows(MalformedInputException.class, () -> single(ascii(lines)));
    assertEquals("line 7", refusal.fault().where());
    assertEquals("bad-byte-line", refusal.fault().code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"60\n-1", "60\n0060", "60\n,,6", "60\n\u0661", "60\n97\u00a0", "60\n97\u2028"})
  void refusesLinesOfAnotherForm(String lines) {
    assertEquals("bad-byte-line", code(lines.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "60\r\n97\r\n47\r\n62\r\n\r\n\r\n",
        "60\n\n97\n47 \n 62\t\n",
        "60 97 47 62",
        "60,97,47,62\r\n",
        "60, 97, 47, 62",
        "3C-61-2F-3E",
        "3c612f3e0a20",
        "3C 61 2F 3E"
      })
  void takesNumbersAndHexWithBlanksCommasAndDashes(String text) throws Exception {
    byte[] document = single(ascii(text));
    assertEquals("<a/>", new String(document, StandardCharsets.US_ASCII).strip());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"60 97 47 62", "60,97,47,62\r\n", "60, 97, 47, 62", "3C-61-2F-3E\n", "3c612f3e20"})
  void keepsTheStyleOfNumbersAndHex(String text) throws Exception {
    ProtectorFile file = ProtectorFile.of(ascii(text));
    assertArrayEquals(ascii(text), file.rewritten(Map.of(0, file.single())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void readsAndKeepsPemArmour(String lineEnd) throws Exception {
    String base64 =
        Base64.getMimeEncoder(64, ascii(lineEnd))
            .encodeToString(ProtectorEncoding.FRAMED.encode(DOCUMENT));
    String armour = "-----BEGIN CERTIFICATE-----" + lineEnd + base64 + lineEnd;
    byte[] content = ascii(armour + "-----END CERTIFICATE-----" + lineEnd);
    assertArrayEquals(DOCUMENT, single(content));
    assertArrayEquals(content, ProtectorFile.of(content).rewritten(Map.of(0, DOCUMENT)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"?", "\ufffd", "\u00e2"})
  void saysThatAFrameWasSavedAsText(String lost) {
    String document = "<a" + " ".repeat(0xe2 - 4 - 4) + "/>";
    String text = "\0\0\0" + lost + document;
    for (String end : new String[] {"", "\n", "\r\n"}) {
      assertEquals("saved-as-text", code((text + end).getBytes(StandardCharsets.UTF_8)));
      byte[] wide = ("\ufeff" + text + end).getBytes(StandardCharsets.UTF_16LE);
      assertEquals("saved-as-text", code(wide));
    }
  }

  @Test
  void saysThatALineEndWasAddedToAFrame() {
    byte[] framed = ProtectorEncoding.FRAMED.encode(DOCUMENT);
    String text = new String(framed, StandardCharsets.ISO_8859_1) + "\r\n";
    assertEquals("saved-as-text", code(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 5, 48, 50, 0x00ffffff})
  void refusesAFrameOfAnotherLength(int total) {
    byte[] framed = ProtectorEncoding.FRAMED.encode(DOCUMENT);
    java.nio.ByteBuffer.wrap(framed).putInt(0, total);
    assertEquals("bad-frame", code(framed));
  }

  @Test
  void refusesAFrameCutShort() {
    assertEquals("bad-frame", code(new byte[] {0}));
    assertEquals("bad-frame", code(new byte[] {0, 0, 4}));
  }

  @Test
  void refusesHalfACharacterOfUtf16() {
    byte[] odd = ("\ufeff60\r\n97").getBytes(StandardCharsets.UTF_16LE);
    assertEquals("bad-encoding", code(java.util.Arrays.copyOf(odd, odd.length - 1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PGEvPg=", "PGEvPg", "PGEvPg===", "PG=vPg==", "PGEv-g==", "what?"})
  void refusesBadBase64(String text) {
    assertEquals("unknown-encoding", code(ascii(text)));
  }

  @Test
  void takesAFileOfNothingButSpaceAsEmpty() {
    assertEquals("empty", code(new byte[0]));
    assertEquals("empty", code(ascii("\n")));
  }

  @ParameterizedTest
  @EnumSource(names = {"XML", "FRAMED", "BYTES", "BASE64"})
  void takesADocumentOfTheLargestSize(ProtectorEncoding encoding) throws Exception {
    byte[] largest = new byte[1 << 20];
    java.util.Arrays.fill(largest, (byte) ' ');
    largest[0] = '<';
    assertArrayEquals(largest, single(encoding.encode(largest)));
  }

  @Test
  void takesTheLargestDocumentAsUtf16Decimals() throws Exception {
    byte[] largest = new byte[1 << 20];
    java.util.Arrays.fill(largest, (byte) 200);
    largest[0] = '<';
    String lines = new String(ProtectorEncoding.BYTES.encode(largest), StandardCharsets.US_ASCII);
    byte[] wide = ("\ufeff" + lines.replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_16LE);
    assertArrayEquals(largest, single(wide));
  }

  @Test
  void refusesMoreThanTheLargestDocument() {
    byte[] larger = new byte[(1 << 20) + 1];
    larger[0] = '<';
    assertEquals("too-large", code(larger));
    assertEquals("too-large", code(ProtectorEncoding.BASE64.encode(larger)));
  }

  @Test
  void refusesMoreThanAnyEncodingNeeds() {
    byte[] larger = new byte[ProtectorFile.MOST_BYTES + 1];
    larger[0] = '<';
    assertEquals("too-large", code(larger));
  }

  @ParameterizedTest
  @EnumSource(names = {"XML", "FRAMED", "BYTES", "BASE64"})
  void everyTruncationAndFlipIsReadOrRefused(ProtectorEncoding encoding) throws Exception {
    byte[] content = encoding.encode(DOCUMENT);
    for (int length = 0; length < content.length; length++) {
      code(java.util.Arrays.copyOf(content, length));
    }
    Random random = new Random(7);
    for (int i = 0; i < 5000; i++) {
      byte[] flipped = content.clone();
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
      code(flipped);
    }
  }

  private static byte[] single(byte[] content) throws Exception {
    return ProtectorFile.of(content).single();
  }

  /** The code of the refusal; anything but a refusal of ours fails the test. */
  private static String code(byte[] content) {
    try {
      ProtectorFile.of(content).single();
      return "read";
    } catch (KeywardException e) {
      return e.fault().code();
    } catch (java.io.IOException e) {
      throw new AssertionError("no input or output took place", e);
    }
  }

  private static byte[] trimmed(byte[] content) {
    return new String(content, StandardCharsets.ISO_8859_1)
        .strip()
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
