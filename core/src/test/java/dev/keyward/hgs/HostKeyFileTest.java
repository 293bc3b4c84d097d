package dev.keyward.hgs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.keyward.KeywardException;
import dev.keyward.hgs.description.HostPublicKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which hosts hand over their keys: one key has one digest in all of them. */
class HostKeyFileTest {

  private static final Path FILE =
      Path.of(System.getProperty("keyward.fixtures"), "inputs", "host01-HostKey.cer");

  private byte[] certificate;
  private HostPublicKey key;

  @BeforeEach
  void readTheCertificateOfWindows() throws Exception {
    certificate = Files.readAllBytes(FILE);
    key = read(certificate);
  }

  private static HostPublicKey read(byte[] file) throws KeywardException {
    return HostPublicKey.parseFile(file, "file");
  }

  private static byte[] pem(String type, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\r', '\n'}).encodeToString(der);
    String text =
        String.format(
            Locale.ROOT, "-----BEGIN %1$s-----\r\n%2$s\r\n-----END %1$s-----\r\n", type, body);
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private byte[] pkcs1() throws Exception {
    return SubjectPublicKeyInfo.getInstance(key.der()).parsePublicKey().getEncoded();
  }

  @Test
  void theKeyOfACertificateIsThatOfItsPublicKeyFile() throws Exception {
    assertEquals(read(key.der()), key);
    assertEquals(read(key.pem()), key);
    assertEquals(read(pem("CERTIFICATE", certificate)), key);
  }

  @Test
  void takesPkcs1() throws Exception {
    assertEquals(read(pkcs1()), key);
    assertEquals(read(pem("RSA PUBLIC KEY", pkcs1())), key);
  }

  @Test
  void refusesBytesAfterTheEnd() throws Exception {
    for (byte[] whole : new byte[][] {certificate, pkcs1(), key.der()}) {
      byte[] longer = Arrays.copyOf(whole, whole.length + 1);
      assertThrows(KeywardException.class, () -> read(longer));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text", "0", "0\u0000"})
  void refusesWhatIsNoKey(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    KeywardException e = assertThrows(KeywardException.class, () -> read(bytes));
    assertEquals("bad-public-key", e.fault().code());
  }

  @Test
  void refusesTwoInOneFile() {
    String twice = new String(key.pem(), StandardCharsets.US_ASCII).repeat(2);
    byte[] bytes = twice.getBytes(StandardCharsets.US_ASCII);
    assertThrows(KeywardException.class, () -> read(bytes));
  }
}
