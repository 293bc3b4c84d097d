package dev.keyward.internal.crypto.pkcs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.BadPassphraseException;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.internal.crypto.KeyEntry;
import dev.keyward.internal.crypto.OpenSsl;
import dev.keyward.internal.crypto.TestKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenSSL reads what Keyward writes, and Keyward what OpenSSL writes, in every form. */
class KeyFileWitnessTest {

  private static final String TEXT = "pässwörd";
  private static final char[] PASSPHRASE = TEXT.toCharArray();

  @TempDir Path folder;
  private OpenSsl openssl;

  @BeforeEach
  void writeKeys() throws Exception {
    openssl = OpenSsl.in(folder);
    openssl.write("pass", (TEXT + "\n").getBytes(StandardCharsets.UTF_8));
    openssl.write("key.pem", pem("PRIVATE KEY", TestKeys.FIRST.getPrivate().getEncoded()));
    openssl.write("cert.pem", pem("CERTIFICATE", TestKeys.first().certificate().getEncoded()));
    openssl.write("other.pem", pem("CERTIFICATE", TestKeys.second().certificate().getEncoded()));
  }

  private static byte[] pem(String type, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    String text = "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private byte[] joined(String... names) throws Exception {
    StringBuilder all = new StringBuilder();
    for (String name : names) {
      all.append(new String(openssl.read(name), StandardCharsets.ISO_8859_1)).append('\n');
    }
    return all.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void assertFirst(List<KeyEntry> read) {
    assertEquals(1, read.size());
    assertArrayEquals(TestKeys.FIRST.getPrivate().getEncoded(), read.get(0).key().getEncoded());
    assertEquals(TestKeys.first().certificate(), read.get(0).certificate());
  }

  @ParameterizedTest
  @EnumSource(Pkcs12.Encryption.class)
  void opensslOpensWhatIsWritten(Pkcs12.Encryption encryption) throws Exception {
    List<KeyEntry> entries = List.of(TestKeys.first(), TestKeys.second());
    openssl.write("ours.p12", Pkcs12.encode(entries, PASSPHRASE, encryption, TestKeys.random(8)));
    String text = openssl.run("pkcs12", "-in", "ours.p12", "-passin", "file:pass", "-nodes");
    assertTrue(text.contains("friendlyName: first"), text);
    assertTrue(text.contains("localKeyID: "), text);
    List<KeyEntry> read =
        Pem.open(text.getBytes(StandardCharsets.ISO_8859_1), Optional.empty(), "f").entries();
    for (int i = 0; i < 2; i++) {
      assertArrayEquals(entries.get(i).key().getEncoded(), read.get(i).key().getEncoded());
      assertEquals(entries.get(i).certificate(), read.get(i).certificate());
    }
  }

  @Test
  void opensslOpensAnEmptyPassphrase() throws Exception {
    openssl.write(
        "ours.p12",
        Pkcs12.encodeWeakly(
            List.of(TestKeys.first()), new char[0], Pkcs12.Encryption.AES_256, TestKeys.random(8)));
    assertTrue(
        openssl.run("pkcs12", "-in", "ours.p12", "-passin", "pass:", "-nodes").contains("BEGIN"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-keypbe AES-128-CBC -certpbe AES-192-CBC -macalg sha1",
        "-keypbe AES-256-CBC -certpbe NONE -macalg sha384",
        "-keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha512",
        "-legacy -certpbe PBE-SHA1-RC2-40 -keypbe PBE-SHA1-RC2-40 -macalg sha1",
        "-keypbe NONE -certpbe NONE",
        "-nomac",
        "-iter 100000 -maciter",
        "-name first -caname other -certfile other.pem",
        "-keyex",
      })
  void readsWhatOpensslWrites(String options) throws Exception {
    export(options);
    assertFirst(Pkcs12.decode(openssl.read("theirs.p12"), PASSPHRASE, "f"));
  }

  private void export(String options) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("pkcs12", "-export", "-inkey", "key.pem", "-in", "cert.pem"));
    arguments.addAll(List.of("-passout", "file:pass", "-out", "theirs.p12"));
    arguments.addAll(options.isEmpty() ? List.of() : List.of(options.split(" ")));
    openssl.run(arguments.toArray(new String[0]));
  }

  @Test
  void readsOpensslsEmptyPassphrase() throws Exception {
    openssl.write("pass", new byte[] {'\n'});
    export("");
    assertFirst(Pkcs12.decode(openssl.read("theirs.p12"), new char[0], "f"));
    export("-keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES");
    assertFirst(Pkcs12.decode(openssl.read("theirs.p12"), new char[0], "f"));
  }

  @Test
  void readsPlainPkcs8() throws Exception {
    assertFirst(
        Pem.open(joined("other.pem", "key.pem", "cert.pem"), Optional.empty(), "f").entries());
  }

  @Test
  void readsPkcs1() throws Exception {
    openssl.run("rsa", "-in", "key.pem", "-traditional", "-out", "pkcs1.pem");
    assertFirst(Pem.open(joined("cert.pem", "pkcs1.pem"), Optional.of(PASSPHRASE), "f").entries());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-v2 aes-128-cbc",
        "-v2 aes-192-cbc -v2prf hmacWithSHA1",
        "-v2 aes-256-cbc -v2prf hmacWithSHA256",
        "-v2 aes-256-cbc -v2prf hmacWithSHA384",
        "-v2 aes-256-cbc -v2prf hmacWithSHA512",
        "-v2 des3",
        "-scrypt",
        "-scrypt -scrypt_N 1024 -scrypt_r 16 -scrypt_p 2",
        "-v1 PBE-SHA1-3DES"
      })
  void readsEncryptedPkcs8(String options) throws Exception {
    encrypt(options);
    byte[] file = joined("cert.pem", "encrypted.pem");
    assertFirst(Pem.open(file, Optional.of(PASSPHRASE), "f").entries());
    assertEquals("wrong-passphrase", code(file, "other".toCharArray()));
    assertEquals("no-passphrase", code(file, null));
  }

  private void encrypt(String options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("pkcs8", "-topk8", "-in", "key.pem"));
    arguments.addAll(List.of("-passout", "file:pass", "-out", "encrypted.pem"));
    arguments.addAll(List.of(options.split(" ")));
    openssl.run(arguments.toArray(new String[0]));
  }

  private static String code(byte[] file, char[] passphrase) {
    return Assertions.assertThrows(
            BadPassphraseException.class,
            () -> Pem.open(file, Optional.ofNullable(passphrase), "f").entries())
        .fault()
        .code();
  }

  @Test
  void refusesOtherKindsOfKeys() throws Exception {
    openssl.run("ecparam", "-name", "prime256v1", "-genkey", "-out", "ec.pem");
    openssl.run("pkcs8", "-topk8", "-nocrypt", "-in", "ec.pem", "-out", "ec8.pem");
    openssl.run(
        "rsa",
        "-in",
        "key.pem",
        "-traditional",
        "-aes128",
        "-passout",
        "pass:x",
        "-out",
        "old.pem");
    for (String name : List.of("ec.pem", "ec8.pem", "old.pem")) {
      byte[] file = joined("cert.pem", name);
      KeywardException thrown =
          Assertions.assertThrows(
              KeywardException.class, () -> Pem.open(file, Optional.of(PASSPHRASE), "f").entries());
      assertEquals("unknown-algorithm", thrown.fault().code(), name);
    }
  }

  @Test
  void aKeyWithoutItsCertificateIsRefused() throws Exception {
    byte[] file = joined("key.pem", "other.pem");
    Assertions.assertThrows(
        MalformedInputException.class,
        () -> Pem.open(file, Optional.of(PASSPHRASE), "f").entries());
  }
}
