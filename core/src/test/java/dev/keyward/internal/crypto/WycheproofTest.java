package dev.keyward.internal.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keyward.KeyUnusableException;
import dev.keyward.internal.crypto.cipher.Hkdf;
import dev.keyward.internal.crypto.cipher.HmacSha256;
import dev.keyward.internal.crypto.outside.KeyHandle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Security;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Third-party vectors of Project Wycheproof for every algorithm and provider in use. They are no
 * part of this project: {@code -Dvectors.dir=FOLDER} names the folder above {@code wycheproof}.
 */
class WycheproofTest {

  @ParameterizedTest
  @CsvSource({
    "jdk, rsa_oaep_2048_sha1_mgf1sha1_test.json",
    "jdk, rsa_oaep_2048_sha256_mgf1sha256_test.json",
    "jdk, rsa_oaep_3072_sha256_mgf1sha256_test.json",
    "corretto, rsa_oaep_2048_sha1_mgf1sha1_test.json",
    "corretto, rsa_oaep_2048_sha256_mgf1sha256_test.json",
    "corretto, rsa_oaep_3072_sha256_mgf1sha256_test.json"
  })
  void opensWhatIsValidAndNothingElse(String provider, String file) throws Exception {
    Rsa rsa = rsa(provider);
    int checked =
        check(
            file,
            (group, test) -> {
              // Keyward knows no labels: a text with one must not open.
              boolean labelled = !test.text("label").isEmpty();
              Optional<byte[]> opened =
                  rsa.decrypt(
                      new Rsa.Digests(group.text("sha"), group.text("mgfSha")),
                      privateKey(group.text("privateKeyPkcs8")),
                      bytes(test, "ct"));
              boolean right = opened.isPresent() && Arrays.equals(opened.get(), bytes(test, "msg"));
              assertEquals(opened.isPresent() && !labelled, right, test.text("tcId"));
              assertFalse(labelled && opened.isPresent(), "a label was passed over");
              return right || labelled && test.text("result").equals("valid");
            });
    assertTrue(checked > 30);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rsa_oaep_2048_sha1_mgf1sha1_test.json",
        "rsa_oaep_2048_sha256_mgf1sha256_test.json",
        "rsa_oaep_3072_sha256_mgf1sha256_test.json"
      })
  void theDecodingForDevicesOpensWhatIsValidAndNothingElse(String file) throws Exception {
    int checked =
        check(
            file,
            (group, test) -> {
              boolean labelled = !test.text("label").isEmpty();
              PrivateKey key = privateKey(group.text("privateKeyPkcs8"));
              KeyHandle device =
                  new KeyHandle(key, Security.getProvider("SunJCE"), ((RSAKey) key).getModulus());
              Optional<byte[]> opened =
                  device.open(
                      new Rsa.Digests(group.text("sha"), group.text("mgfSha")),
                      bytes(test, "ct"),
                      bytes(test, "msg").length);
              boolean right = opened.isPresent() && Arrays.equals(opened.get(), bytes(test, "msg"));
              assertEquals(opened.isPresent(), right, test.text("tcId"));
              assertFalse(labelled && opened.isPresent(), "a label was passed over");
              return right || labelled && test.text("result").equals("valid");
            });
    assertTrue(checked > 30);
  }

  @ParameterizedTest
  @CsvSource({
    "jdk, RSA_SHA256, rsa_signature_2048_sha256_test.json",
    "jdk, RSA_SHA256, rsa_signature_3072_sha256_test.json",
    "jdk, PSS_SHA256, rsa_pss_2048_sha256_mgf1_32_test.json",
    "corretto, RSA_SHA256, rsa_signature_2048_sha256_test.json",
    "corretto, RSA_SHA256, rsa_signature_3072_sha256_test.json",
    "corretto, PSS_SHA256, rsa_pss_2048_sha256_mgf1_32_test.json"
  })
  void verifiesWhatIsValidAndNothingElse(String provider, SignatureAlgorithm algorithm, String file)
      throws Exception {
    assumeTrue(
        !provider.equals("jdk")
            || algorithm != SignatureAlgorithm.RSA_SHA256
            || Runtime.version().compareTo(Runtime.Version.parse("17.0.10")) >= 0,
        "skipped: Java 17.0.9 takes a digest that is written in pieces");
    Rsa rsa = rsa(provider);
    int checked =
        check(
            file,
            (group, test) ->
                rsa.verify(
                    algorithm,
                    publicKey(group.text("publicKeyDer")),
                    bytes(test, "sig"),
                    bytes(test, "msg")));
    assertTrue(checked > 100);
  }

  @Test
  void derivesByHkdfWhatIsExpected() throws Exception {
    int checked =
        check(
            "hkdf_sha256_test.json",
            (group, test) -> {
              int size = Integer.parseInt(test.text("size"));
              byte[] ikm = bytes(test, "ikm");
              byte[] salt = bytes(test, "salt");
              byte[] info = bytes(test, "info");
              if (size > 8160) {
                assertThrows(
                    IllegalArgumentException.class, () -> Hkdf.sha256(ikm, salt, info, size));
                return false;
              }
              return Arrays.equals(Hkdf.sha256(ikm, salt, info, size), bytes(test, "okm"));
            });
    assertTrue(checked > 80);
  }

  @Test
  void authenticatesByHmacWhatIsExpected() throws Exception {
    int checked =
        check(
            "hmac_sha256_test.json",
            (group, test) -> {
              byte[] code = HmacSha256.of(bytes(test, "key"), bytes(test, "msg"));
              int size = Integer.parseInt(group.text("tagSize")) / 8;
              return Arrays.equals(Arrays.copyOf(code, size), bytes(test, "tag"));
            });
    assertTrue(checked > 170);
  }

  @Test
  void hmacJoinsItsParts() {
    byte[] key = {1};
    assertArrayEquals(
        HmacSha256.of(key, new byte[] {1, 2, 3}),
        HmacSha256.of(key, new byte[] {1}, new byte[] {2, 3}));
  }

  private static Rsa rsa(String provider) {
    if (provider.equals("jdk")) {
      return Rsa.jdk();
    }
    assumeTrue(Rsa.corretto().isPresent(), "skipped: Corretto does not load here");
    return Rsa.corretto().get();
  }

  /** Says whether Keyward takes one test of a group. */
  private interface Acceptance {
    boolean test(JsonTree group, JsonTree test)
        throws KeyUnusableException, GeneralSecurityException;
  }

  private static int check(String file, Acceptance accepts)
      throws IOException, KeyUnusableException, GeneralSecurityException {
    int checked = 0;
    for (JsonTree group : JsonTree.read(vectors(file)).objects("testGroups")) {
      for (JsonTree test : group.objects("tests")) {
        boolean accepted = accepts.test(group, test);
        if (!test.text("result").equals("acceptable")) {
          String what = file + " " + test.text("tcId") + " " + test.text("comment");
          assertEquals(test.text("result").equals("valid"), accepted, what);
        }
        checked++;
      }
    }
    return checked;
  }

  private static Path vectors(String file) {
    Path vectors = Path.of(System.getProperty("keyward.vectors", "missing"), "wycheproof", file);
    assumeTrue(Files.exists(vectors), "skipped: Wycheproof's vectors are not at " + vectors);
    return vectors;
  }

  private static byte[] bytes(JsonTree test, String name) {
    return HexFormat.of().parseHex(test.text(name));
  }

  private static PrivateKey privateKey(String hex) {
    try {
      return KeyFactory.getInstance("RSA")
          .generatePrivate(new PKCS8EncodedKeySpec(HexFormat.of().parseHex(hex)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PublicKey publicKey(String hex) {
    try {
      return KeyFactory.getInstance("RSA")
          .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(hex)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
