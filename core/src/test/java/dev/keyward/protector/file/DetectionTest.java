package dev.keyward.protector.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.keyward.MalformedInputException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectionTest {

  @Test
  void aZeroByteComesBeforeAllElse() throws Exception {
    assertEquals(ProtectorEncoding.FRAMED, Detection.of(new byte[] {0}));
    assertEquals(ProtectorEncoding.FRAMED, Detection.of(new byte[] {0, '<', '[', '1'}));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<Protector/>|XML",
        "<Objs/>|CLIXML",
        "<p:Objs xmlns:p='u'>|CLIXML",
        "<Objs|CLIXML",
        "<ObjsOther/>|XML",
        "<a:b/>|XML",
        "'  <Objs/>'|CLIXML",
        "<?xml version='1.0'?><!-- <Objs> --><Protector/>|XML",
        "<?xml version='1.0'?><!-- <a> --> <?pi <b> ?><Objs/>|CLIXML",
        "<!DOCTYPE Objs><Objs/>|XML",
        "<|XML",
        "[|JSON",
        "' {'|JSON",
        "[60]|JSON",
        "60|BYTES",
        "6|BYTES",
        "' 60'|BYTES",
        "6000|BASE64",
        "60,70|BYTES",
        "'0 0 39'|BYTES",
        "'60, 70,'|BYTES",
        "60;70|BASE64",
        "'60 256'|BASE64",
        "00-00-27-1D-3C|BYTES",
        "00 00 27 1d 3c|BYTES",
        "0000271D3C3F|BYTES",
        "3C3F786D6C|BYTES",
        "PD94bWwg|BASE64",
        "'\"VMName\",\"KeyProtector\"'|CSV",
        "VMName;KeyProtector|CSV",
        "'#TYPE System.Object'|CSV",
        "'\"KeyProtector\"'|CSV",
        "KeyProtector|BASE64",
        "'Hello, world'|BASE64",
        "AAAB|BASE64",
        "?|BASE64",
      })
  void theFirstCharactersDecide(String text, ProtectorEncoding expected) throws Exception {
    assertEquals(expected, Detection.of(text.getBytes(StandardCharsets.UTF_8)));
    assertEquals(expected, Detection.of(("\ufeff" + text).getBytes(StandardCharsets.UTF_8)));
    assertEquals(expected, Detection.of(("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE)));
    assertEquals(expected, Detection.of(("\ufeff" + text).getBytes(StandardCharsets.UTF_16BE)));
  }

  @Test
  void aFirstLineOfDigitsEndsInEitherWay() throws Exception {
    assertEquals(ProtectorEncoding.BYTES, Detection.of(ascii("60\nwhatever")));
    assertEquals(ProtectorEncoding.BYTES, Detection.of(ascii("60\r\nwhatever")));
    assertEquals(ProtectorEncoding.BYTES, Detection.of(ascii("60 \nwhatever")));
    assertEquals(ProtectorEncoding.BASE64, Detection.of(ascii("60 x\nwhatever")));
  }

  @Test
  void xmlInUtf16NeedsNoMark() throws Exception {
    byte[] wide = "<Objs>".getBytes(StandardCharsets.UTF_16LE);
    assertEquals(ProtectorEncoding.CLIXML, Detection.of(wide));
  }

  @Test
  void anEmptyFileIsRefused() {
    MalformedInputException refusal =
        assertThrows(MalformedInputException.class, () -> Detection.of(new byte[0]));
    assertEquals("empty", refusal.fault().code());
  }

  @Test
  void longBeginningsOverflowNothing() throws Exception {
    String declaration = "<?xml version='1.0'?>";
    assertEquals(ProtectorEncoding.XML, Detection.of(ascii(declaration + "\n".repeat(4075))));
    assertEquals(ProtectorEncoding.XML, Detection.of(ascii(declaration + "<!---->".repeat(582))));
    assertEquals(ProtectorEncoding.BYTES, Detection.of(ascii("1" + "\n".repeat(4095))));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
