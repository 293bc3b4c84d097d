package dev.keyward.cli.serve;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.microsoft.sqlserver.jdbc.SQLServerException;
import com.microsoft.sqlserver.jdbc.SQLServerVSMEnclaveProvider;
import dev.keyward.cli.Seeded;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.GuardianName;
import dev.keyward.hgs.HgsEndpoint;
import dev.keyward.hgs.HgsPaths;
import dev.keyward.hgs.HgsReply;
import dev.keyward.hgs.HgsRequest;
import dev.keyward.hgs.SigningCertificates;
import dev.keyward.hgs.description.HostPublicKey;
import dev.keyward.hgs.description.RegisteredHost;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.hgs.folder.HgsPlan;
import dev.keyward.hgs.message.AttestationReply;
import dev.keyward.hgs.message.AttestationRequest;
import dev.keyward.hgs.message.HealthCertificateReply;
import dev.keyward.hgs.message.IdentityType;
import dev.keyward.secret.Passphrase;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Microsoft's JDBC driver, unmodified, as a client of the attestation service: the classes with
 * which it checks a database server that attests before it gets keys. They are called by
 * reflection, since a class in their package would have to be signed by Microsoft.
 */
@Timeout(60)
class MicrosoftDriverTest {

  @TempDir Path temp;

  private final SecureRandom random = Seeded.random();
  private final RequestLog log =
      new RequestLog(line -> {}, new RequestLog.Voice(line -> {}, line -> {}));
  private KeyPair hostKey;
  private KeyPair identity;
  private HgsEndpoint service;
  private HttpService server;

  @BeforeEach
  void serve() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048, random);
    hostKey = generator.generateKeyPair();
    identity = generator.generateKeyPair();
    service = service("branch");
    server =
        HttpService.start(
            new HttpService.Setup(
                new ListenAddress("127.0.0.1", 0), Optional.empty(), ServiceLimits.usual(2)),
            service::answer,
            log);
  }

  @AfterEach
  void stop() {
    server.close();
    log.close();
  }

  private HgsEndpoint service(String name) throws Exception {
    HgsFolder folder = HgsFolder.at(temp.resolve(name), random);
    Clock clock = Clock.systemUTC();
    try (Passphrase passphrase = Passphrase.copyOf("correct horse".toCharArray())) {
      folder.create(new HgsPlan(GuardianName.parse(name), 2048, 30), passphrase, clock.instant());
      HostPublicKey key = HostPublicKey.parse(hostKey.getPublic().getEncoded(), "test");
      folder.changeHosts(
          hosts -> hosts.with(new RegisteredHost(GuardianName.parse("host-1"), key)));
      return new HgsEndpoint(folder.unlock(passphrase), new Tools(RsaEngine.jdk(), random, clock));
    }
  }

  /** A health certificate for the key with which an enclave signs. */
  private byte[] healthCertificate(HgsEndpoint issuer) throws Exception {
    byte[] request =
        AttestationRequest.create(
                random, identity.getPublic(), hostKey, EnumSet.of(IdentityType.SIGNING))
            .encode();
    HgsReply reply =
        issuer.answer(
            new HgsRequest("POST", HgsPaths.HOST_KEY_ATTEST, HgsRequest.Headers.NONE, request));
    return ((HealthCertificateReply) AttestationReply.parse(reply.body()))
        .certificate(IdentityType.SIGNING)
        .orElseThrow();
  }

  /** What the driver downloads as the certificates of those who sign health certificates. */
  private byte[] downloaded() throws Exception {
    SQLServerVSMEnclaveProvider provider = new SQLServerVSMEnclaveProvider();
    Field url = SQLServerVSMEnclaveProvider.class.getDeclaredField("attestationUrl");
    url.setAccessible(true);
    url.set(provider, server.url() + HgsPaths.ATTESTATION);
    Method download =
        SQLServerVSMEnclaveProvider.class.getDeclaredMethod("getAttestationCertificates");
    download.setAccessible(true);
    return (byte[]) download.invoke(provider);
  }

  /** Has the driver check a certificate as it checks that of a database server. */
  private static void check(byte[] healthCertificate, byte[] signers) throws Throwable {
    Class<?> type = Class.forName("com.microsoft.sqlserver.jdbc.VSMAttestationResponse");
    Constructor<?> constructor = type.getDeclaredConstructor(byte[].class);
    constructor.setAccessible(true);
    Method validate = type.getDeclaredMethod("validateCert", byte[].class);
    validate.setAccessible(true);
    try {
      validate.invoke(constructor.newInstance((Object) response(healthCertificate)), signers);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** The answer of a database server that has a health certificate and empty parts besides. */
  private static byte[] response(byte[] healthCertificate) {
    int session = 8;
    int numbers = 7 * Integer.BYTES;
    ByteBuffer response =
        ByteBuffer.allocate(numbers + healthCertificate.length + session)
            .order(ByteOrder.LITTLE_ENDIAN);
    response.putInt(response.capacity()).putInt(0).putInt(healthCertificate.length).putInt(0);
    response.put(healthCertificate);
    response.putInt(session + 2 * Integer.BYTES).put(new byte[session]).putInt(0).putInt(0);
    return response.array();
  }

  @Test
  void theDriverDownloadsTheSigningCertificates() throws Exception {
    byte[] bundle = downloaded();
    assertEquals(
        Set.copyOf(SigningCertificates.parse(bundle)),
        Set.copyOf(
            CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(bundle))));
    assertEquals(1, SigningCertificates.parse(bundle).size());
  }

  @Test
  void theDriverAcceptsAHealthCertificateThatTheServiceIssued() throws Exception {
    byte[] certificate = healthCertificate(service);
    byte[] signers = downloaded();
    assertDoesNotThrow(() -> check(certificate, signers));
  }

  @Test
  void theDriverRefusesAHealthCertificateOfAnotherService() throws Exception {
    byte[] certificate = healthCertificate(service("elsewhere"));
    byte[] signers = downloaded();
    assertThrows(SQLServerException.class, () -> check(certificate, signers));
  }
}
