package dev.keyward.internal.crypto.pkcs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.BadPassphraseException;
import dev.keyward.MalformedInputException;
import dev.keyward.UnsupportedFormatException;
import dev.keyward.internal.crypto.TestKeys;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PemTest {

  private static final X509Certificate FIRST = TestKeys.first().certificate();
  private static final X509Certificate SECOND = TestKeys.second().certificate();

  private static String block(String type, byte[] der) {
    return "-----BEGIN "
        + type
        + "-----\r\n"
        + Base64.getMimeEncoder().encodeToString(der)
        + "\r\n-----END "
        + type
        + "-----\r\n";
  }

  private static String certificate(X509Certificate certificate) throws Exception {
    return block("CERTIFICATE", certificate.getEncoded());
  }

  private static String key() {
    return block("PRIVATE KEY", TestKeys.FIRST.getPrivate().getEncoded());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void readsABundleInItsOrder() throws Exception {
    byte[] file = bytes("subject=First\n" + certificate(FIRST) + "\n" + certificate(SECOND));
    assertEquals(List.of(FIRST, SECOND), Pem.certificates(file, "f"));
  }

  @Test
  void readsOneCertificateInDer() throws Exception {
    assertEquals(List.of(FIRST), Pem.certificates(FIRST.getEncoded(), "f"));
  }

  @Test
  void tellsPemFromDer() throws Exception {
    assertTrue(Pem.looksLikePem(bytes("0 is text\n" + certificate(FIRST))));
    assertFalse(Pem.looksLikePem(FIRST.getEncoded()));
    assertFalse(Pem.looksLikePem(new byte[0]));
    assertFalse(Pem.looksLikePem(bytes("-----BEGIN")));
  }

  @Test
  void refusesAFileWithoutCertificates() {
    for (String text : List.of("", "text", key(), "-----BEGIN CERTIFICATE-----\nAAAA\n")) {
      MalformedInputException thrown =
          assertThrows(
              MalformedInputException.class, () -> Pem.certificates(bytes(text), "f"), text);
      assertEquals("bad-certificate", thrown.fault().code());
    }
  }

  @Test
  void certificatesAreBoundByBytesAndKeysByBlocks() throws Exception {
    byte[] many = bytes(certificate(FIRST).repeat(65));
    assertEquals(65, Pem.certificates(many, "f").size());
    assertThrows(
        UnsupportedFormatException.class, () -> Pem.open(many, Optional.empty(), "f").entries());
    byte[] large = new byte[(1 << 20) + 1];
    assertThrows(UnsupportedFormatException.class, () -> Pem.certificates(large, "f"));
  }

  @Test
  void refusesAKeyWhoseNumbersDoNotBelongTogether() throws Exception {
    byte[] der = TestKeys.FIRST.getPrivate().getEncoded();
    String certificate = certificate(FIRST);
    for (int at : new int[] {400, 700, 800, 900, 1000, der.length - 1}) {
      byte[] changed = der.clone();
      changed[at] ^= 1;
      byte[] file = bytes(block("PRIVATE KEY", changed) + certificate);
      assertThrows(
          MalformedInputException.class,
          () -> Pem.open(file, Optional.empty(), "f").entries(),
          "at " + at);
    }
  }

  @Test
  void changedAndCutFilesLeaveOnlyDeclaredErrors() throws Exception {
    byte[] file = bytes(key() + certificate(FIRST));
    Random random = new Random(21);
    for (int i = 0; i < 3000; i++) {
      byte[] changed = Arrays.copyOf(file, file.length - (i % 2) * random.nextInt(file.length));
      if (changed.length > 0) {
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      }
      readQuietly(changed);
    }
  }

  private static void readQuietly(byte[] file) {
    try {
      Pem.open(file, Optional.empty(), "f").entries();
    } catch (MalformedInputException | UnsupportedFormatException | BadPassphraseException e) {
      assertTrue(e.getMessage().startsWith("f: "));
    }
  }
}
