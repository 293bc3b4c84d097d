package dev.keyward.internal.crypto.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.keyward.MalformedInputException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenUriTest {

  private static TokenUri uri(String text) throws MalformedInputException {
    return TokenUri.parse(text, "test");
  }

  @Test
  void readsTheAttributesThatNameAKey() throws Exception {
    TokenUri uri =
        uri("pkcs11:token=my%20token;object=sign%3b1?module-path=/a/b.so&pin-source=file:/pin");
    assertEquals(Map.of("token", "my token", "object", "sign;1"), uri.path());
    assertEquals(Map.of("module-path", "/a/b.so", "pin-source", "file:/pin"), uri.query());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pkcs11:",
        "pkcs11:token=a",
        "pkcs11:token=%C3%A4;object=%20",
        "pkcs11:?module-path=C:%5Cx.dll",
        "pkcs11:token=a%3Bb%25;serial=1?module-path=/m.so&pin-source=/p%26q"
      })
  void writesWhatItRead(String text) throws Exception {
    assertEquals(text, uri(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "token=a",
        "PKCS11:token=a",
        "pkcs11:token",
        "pkcs11:token=a;",
        "pkcs11:token=a;token=b",
        "pkcs11:slot-id=1",
        "pkcs11:id=%00",
        "pkcs11:token=a b",
        "pkcs11:token=%",
        "pkcs11:token=%4",
        "pkcs11:token=%4g",
        "pkcs11:token=%ff",
        "pkcs11:token=\u00e4",
        "pkcs11:token=a?module-name=b",
        "pkcs11:token=a?module-path=/a?b=c&"
      })
  void refusesWhatItWouldNotUnderstand(String text) {
    assertThrows(MalformedInputException.class, () -> uri(text));
  }

  @Test
  void refusesAPinThatEverybodyCouldRead() {
    MalformedInputException e =
        assertThrows(MalformedInputException.class, () -> uri("pkcs11:token=a?pin-value=1234"));
    assertEquals("a PIN in the URI, where everybody can read it", e.fault().found());
  }

  @Test
  void refusesAUriThatIsTooLong() {
    assertThrows(
        MalformedInputException.class, () -> uri("pkcs11:token=" + "a".repeat(TokenUri.MOST)));
  }
}
