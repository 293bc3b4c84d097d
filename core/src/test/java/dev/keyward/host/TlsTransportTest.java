package dev.keyward.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.keyward.ServiceUnreachableException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.metadata.download.MetadataDownload;
import dev.keyward.host.failover.HostTransport.Call;
import dev.keyward.host.failover.HostTransport.NoAnswerException;
import dev.keyward.host.failover.HttpTransport;
import dev.keyward.host.failover.Seen;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real TLS, with certificates that are made for the test. */
class TlsTransportTest {

  private static final KeyPair PAIR = pair();
  private static final char[] WORD = "test-only".toCharArray();

  private HttpsServer server;

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048, dev.keyward.internal.crypto.TestKeys.random(112));
      return generator.generateKeyPair();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate certificate(GeneralName name, Instant until) throws Exception {
    X500Name subject = new X500Name("CN=test-only");
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            subject,
            BigInteger.ONE,
            Date.from(Instant.parse("2020-01-01T00:00:00Z")),
            Date.from(until),
            subject,
            PAIR.getPublic());
    builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(name));
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(PAIR.getPrivate())));
  }

  private URI serving(X509Certificate certificate) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("key", PAIR.getPrivate(), WORD, new X509Certificate[] {certificate});
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, WORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
  }

  private static int status(URI uri, List<GuardianCertificate> authorities)
      throws NoAnswerException {
    return new HttpTransport(authorities).send(Call.get(uri), Duration.ofSeconds(20)).status();
  }

  private static List<GuardianCertificate> trusting(X509Certificate certificate) throws Exception {
    return List.of(GuardianCertificate.parse(certificate.getEncoded(), "test"));
  }

  private static GeneralName address(String text) {
    return new GeneralName(GeneralName.iPAddress, text);
  }

  private static final Instant LATE = Instant.parse("2090-01-01T00:00:00Z");

  @Test
  void takesTheAuthorityThatIsConfigured() throws Exception {
    X509Certificate good = certificate(address("127.0.0.1"), LATE);
    assertEquals(200, status(serving(good), trusting(good)));
  }

  @Test
  void refusesAnotherName() throws Exception {
    X509Certificate other = certificate(address("127.0.0.2"), LATE);
    URI uri = serving(other);
    NoAnswerException e = assertThrows(NoAnswerException.class, () -> status(uri, trusting(other)));
    assertEquals(Seen.TLS_FAILED, e.seen());
    assertEquals("the server's certificate is for another name", e.getMessage());
  }

  @Test
  void refusesAnAuthorityThatNobodyNamed() throws Exception {
    URI uri = serving(certificate(address("127.0.0.1"), LATE));
    NoAnswerException e = assertThrows(NoAnswerException.class, () -> status(uri, List.of()));
    assertEquals(Seen.TLS_FAILED, e.seen());
    assertEquals("no trusted authority made the server's certificate", e.getMessage());
  }

  @Test
  void metadataComesOverTheAuthoritiesThatAreNamed() throws Exception {
    X509Certificate good = certificate(address("127.0.0.1"), LATE);
    URI uri = serving(good);
    byte[] body = new MetadataDownload(MetadataDownload.client(trusting(good))).fetch(uri);
    assertEquals(0, body.length);
    MetadataDownload other = new MetadataDownload(MetadataDownload.client());
    ServiceUnreachableException e =
        assertThrows(ServiceUnreachableException.class, () -> other.fetch(uri));
    assertTrue(e.getMessage().contains("no trusted authority made"), e.getMessage());
    assertTrue(e.fault().hint().orElseThrow().contains("--ca FILE"), e.getMessage());
  }
}
