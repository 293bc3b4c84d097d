package dev.keyward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.keyward.KeywardException;
import dev.keyward.cli.serve.load.RollClient;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianCertificates;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.guardian.trust.TrustDecider;
import dev.keyward.guardian.trust.TrustRequest;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.protector.ProtectorAuthor;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One registered host tries to fill the heap of the service with what it remembers. */
@Timeout(300)
class HeapAttackTest {

  private static final TrustRequest ANYBODY =
      new TrustRequest(Optional.empty(), List.of(), true, true);
  private static final int GUARDIANS = 8;
  private static final int PADDING = 15_000;

  @TempDir Path temp;

  private final SecureRandom random = Seeded.random();
  private final List<KeyPair> keys = new ArrayList<>();

  private KeyPair key(int number) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048, Seeded.random());
    while (keys.size() <= number) {
      keys.add(generator.generateKeyPair());
    }
    return keys.get(number);
  }

  /** A new certificate of nearly 16 KiB that nobody has seen before. */
  private GuardianCertificate certificate(KeyPair pair) throws Exception {
    byte[] padding = new byte[PADDING];
    random.nextBytes(padding);
    X500Name name = new X500Name("CN=Large");
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.valueOf(random.nextInt(1 << 30)),
            Date.from(Instant.parse("2026-01-01T00:00:00Z")),
            Date.from(Instant.parse("2036-01-01T00:00:00Z")),
            name,
            pair.getPublic());
    builder.addExtension(new ASN1ObjectIdentifier("1.2.3.4"), false, new DEROctetString(padding));
    return GuardianCertificate.parse(
        builder
            .build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate()))
            .getEncoded(),
        "large");
  }

  private SigningKey guardian(int number) throws Exception {
    KeyPair pair = key(number);
    GuardianCertificate signing = certificate(pair);
    GuardianCertificate encryption = certificate(pair);
    return GuardianMaker.signer(
        new GuardianCertificates(
            GuardianName.parse("large-" + number), signing, encryption, List.of()),
        pair.getPrivate(),
        RsaEngine.jdk());
  }

  /** A valid protector of about 350 KiB that the service can open. */
  private byte[] large(TrustedGuardian service) throws Exception {
    Instant now = service.holdsFrom();
    Tools tools = new Tools(RsaEngine.jdk(), random, () -> now);
    List<TrustedGuardian> guardians = new ArrayList<>(List.of(service));
    for (int i = 1; i < GUARDIANS; i++) {
      SigningKey key = guardian(i);
      GuardianKeys keys = new GuardianKeys(key, new OpeningKey(key.guardian(), key.key()));
      guardians.add(TrustedGuardian.madeHere(keys, tools));
    }
    return new ProtectorAuthor(tools).create(guardian(0), guardians).encode();
  }

  /** The same with other certificates, which nobody signed: these cost nothing to make. */
  private byte[] invalid(byte[] protector) {
    StringBuilder text = new StringBuilder(new String(protector, StandardCharsets.UTF_8));
    for (String element : List.of("<SigningCertificate>", "<EncryptionCertificate>")) {
      for (int at = text.indexOf(element); at >= 0; at = text.indexOf(element, at + 1)) {
        int inPadding = at + PADDING / 2 + random.nextInt(PADDING / 2);
        text.setCharAt(inPadding, text.charAt(inPadding) == 'A' ? 'B' : 'A');
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Together as large as the heap. */
  @Test
  void theServiceAnswersAndSeesThatTheHostIsRemoved() throws Exception {
    attack("-Xmx28m", 4, 76);
  }

  @Test
  @Tag("soak")
  void soDoesOneWithALargerHeapUnderALongerAttack() throws Exception {
    attack("-Xmx64m", 8, 400);
  }

  private void attack(String heap, int valid, int invalid) throws Exception {
    ServiceLab lab = new ServiceLab(temp.resolve("lab"));
    try (ServedProcess served = lab.serveWith(heap, "hgs")) {
      RollClient client = ServiceLab.client(served);
      byte[] health = client.attest(lab.attestation());
      GuardianMetadata metadata = GuardianMetadata.parse(client.metadata(), "metadata");
      TrustedGuardian service =
          TrustDecider.trust(
              metadata, GuardianName.parse("branch"), ANYBODY, metadata.signing().notBefore());
      int answered = 0;
      for (int i = 0; i < valid; i++) {
        byte[] protector = large(service);
        answered += client.roll(lab.roll(protector, health)).statusCode() == 200 ? 1 : 0;
        for (int j = 0; j < invalid / valid; j++) {
          assertEquals(400, client.roll(lab.roll(invalid(protector), health)).statusCode());
        }
      }
      assertEquals(valid, answered);
      client.release(lab.roll(health));
      lab.done("hgs", "host", "remove", "hgs", "host-1");
      requireRefusedSoon(client, lab, health);
      assertTrue(!served.err().contains("bug"), served.err());
    }
  }

  private static void requireRefusedSoon(RollClient client, ServiceLab lab, byte[] health)
      throws Exception {
    Until.so(() -> client.roll(lab.roll(health)).statusCode() != 200);
    assertThrows(KeywardException.class, () -> client.release(lab.roll(health)));
  }

  @Test
  void aServiceWithoutMemoryEndsItsProcess() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ExhaustedService.class.getName())
            .start();
    try {
      String url = process.inputReader().readLine();
      assertThrows(
          java.io.IOException.class,
          () ->
              HttpClient.newHttpClient()
                  .send(
                      HttpRequest.newBuilder(URI.create(url + "/health")).build(),
                      HttpResponse.BodyHandlers.discarding()));
      assertEquals(3, process.waitFor());
      assertEquals(
          "keyward: error: Java is out of memory; the service ends",
          process.errorReader().readLine());
    } finally {
      process.destroyForcibly();
    }
  }
}
