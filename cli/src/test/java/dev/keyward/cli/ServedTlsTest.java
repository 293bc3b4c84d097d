package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keyward.KeywardException;
import dev.keyward.crypto.outside.OutsideKeys;
import dev.keyward.crypto.outside.TlsServer;
import dev.keyward.hgs.HgsPaths;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS with the files in PEM that openssl and ACME clients write. */
@Timeout(120)
class ServedTlsTest {

  @TempDir Path temp;

  @BeforeEach
  void requireOpenssl() throws Exception {
    assumeTrue(openssl("version"), "skipped: no openssl here");
  }

  private boolean openssl(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(words));
    try {
      return new ProcessBuilder(command)
              .directory(temp.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** A key and its certificate for localhost, in files of that name. */
  private void make(String name, String... kind) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of(
                "req",
                "-x509",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=" + name,
                "-addext",
                "subjectAltName=DNS:localhost",
                "-keyout",
                name + ".key",
                "-out",
                name + ".crt"));
    words.addAll(List.of(kind));
    assertTrue(openssl(words.toArray(String[]::new)));
  }

  private TlsServer read(String certificates, String key) throws Exception {
    return OutsideKeys.tls(
        Files.readAllBytes(temp.resolve(certificates)),
        Files.readAllBytes(temp.resolve(key)),
        List.of(certificates, key));
  }

  private String fault(String certificates, String key) throws Exception {
    try {
      read(certificates, key);
      return "";
    } catch (KeywardException e) {
      return e.fault().message();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa:2048", "ec", "ed25519"})
  void keysOfEachKindAreRead(String kind) throws Exception {
    if (kind.equals("ec")) {
      make("tls", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256");
    } else {
      make("tls", "-newkey", kind);
    }
    TlsServer server = read("tls.crt", "tls.key");
    assertEquals("CN=tls", server.chain().get(0).getSubjectX500Principal().getName());
  }

  @Test
  void theOlderFormsOfOpensslAreReadToo() throws Exception {
    assertTrue(
        openssl("ecparam", "-name", "prime256v1", "-genkey", "-out", "old.key"), "with parameters");
    assertTrue(
        openssl(
            "req", "-x509", "-key", "old.key", "-subj", "/CN=old", "-days", "2", "-out",
            "old.crt"));
    read("old.crt", "old.key");
  }

  @Test
  void aKeyThatDoesNotFitTheCertificateIsRefused() throws Exception {
    make("one", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256");
    make("two", "-newkey", "rsa:2048");
    assertEquals(
        "one.crt: its first certificate is for another key, expected the certificate of the key in"
            + " two.key",
        fault("one.crt", "two.key"));
  }

  @Test
  void aKeyWithAPassphraseIsRefusedAndCalledThat() throws Exception {
    make("tls", "-newkey", "rsa:2048");
    assertTrue(
        openssl("pkey", "-in", "tls.key", "-aes256", "-passout", "pass:x", "-out", "locked.key"));
    assertEquals(
        "locked.key: a private key with a passphrase, expected a private key in PEM without a"
            + " passphrase",
        fault("tls.crt", "locked.key"));
  }

  @Test
  void changedFilesCountForNewConnectionsWithoutARestart() throws Exception {
    make("one", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256");
    make("two", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256");
    use("one");
    ServiceLab lab = new ServiceLab(temp.resolve("lab"));
    try (ServedHere served =
        ServedHere.start(
            lab.place(),
            "hgs",
            "--tls-cert",
            temp.resolve("tls.crt").toString(),
            "--tls-key",
            temp.resolve("tls.key").toString())) {
      assertTrue(served.url().startsWith("https://"), served.url());
      assertEquals("CN=one", shown(served));
      use("two");
      Until.so(() -> shown(served).equals("CN=two"));
    }
  }

  private void use(String name) throws IOException {
    for (String ending : List.of(".crt", ".key")) {
      Files.copy(
          temp.resolve(name + ending),
          temp.resolve("tls" + ending),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The subject of the certificate that a new connection is shown. */
  private String shown(ServedHere served) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    for (String name : List.of("one", "two")) {
      trusted.setCertificateEntry(
          name,
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(Files.readAllBytes(temp.resolve(name + ".crt")))));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    String url = served.url().replace("127.0.0.1", "localhost") + HgsPaths.HEALTH;
    HttpsURLConnection connection = (HttpsURLConnection) URI.create(url).toURL().openConnection();
    connection.setSSLSocketFactory(context.getSocketFactory());
    assertEquals(200, connection.getResponseCode());
    return ((X509Certificate) connection.getServerCertificates()[0])
        .getSubjectX500Principal()
        .getName();
  }
}
