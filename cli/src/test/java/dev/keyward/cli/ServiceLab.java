package dev.keyward.cli;

import dev.keyward.KeywardException;
import dev.keyward.cli.serve.load.RollClient;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Tools;
import dev.keyward.hgs.HgsEndpoint;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.hgs.message.AttestationRequest;
import dev.keyward.hgs.message.IdentityType;
import dev.keyward.hgs.message.release.ReleaseAlgorithms;
import dev.keyward.hgs.message.release.RollTransportKeyRequest;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Locale;

/** The service {@code branch} of the fixtures, a protector for it, and its host host-1. */
final class ServiceLab {

  static final String NOW = "2026-11-23T00:00:00Z";

  private final SecureRandom random = Seeded.random();
  private final Playground place;
  private final KeyPair host;
  private final KeyPair identity;

  /** In {@code folder}, where nothing is yet. */
  ServiceLab(Path folder) throws GeneralSecurityException {
    place = Playground.in(folder);
    done("hgs", "metadata", "hgs", "-o", "branch.xml");
    done("guardian", "import", "branch", "branch.xml", "--allow-untrusted-root");
    done("protector", "create", "--owner", "central-it", "--guardian", "branch", "-o", "p.xml");
    host = hostKey(place.bytes("hosts/host-1.key"));
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048, Seeded.random());
    identity = generator.generateKeyPair();
  }

  private static KeyPair hostKey(byte[] pem) throws GeneralSecurityException {
    String base64 =
        new String(pem, StandardCharsets.US_ASCII).replaceAll("-----[^-]*-----|\\s", "");
    KeyFactory factory = KeyFactory.getInstance("RSA");
    RSAPrivateCrtKey key =
        (RSAPrivateCrtKey)
            factory.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    RSAPublicKeySpec spec = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
    return new KeyPair(factory.generatePublic(spec), key);
  }

  Playground place() {
    return place;
  }

  /** Runs a command that must succeed. */
  String done(String... words) {
    Run run = place.unlocked(words);
    if (run.exit() != 0) {
      throw new AssertionError(String.join(" ", words) + ": " + run.err());
    }
    return run.out();
  }

  /** Serves {@code hgs}, or a copy of it, at the time of the fixtures. */
  ServedProcess serve(String folder, String... more) throws IOException {
    return serveWith("-Xmx256m", folder, more);
  }

  /** The same with an option for Java. */
  ServedProcess serveWith(String javaOption, String folder, String... more) throws IOException {
    return serveAt(0, javaOption, folder, more);
  }

  /** The same at that port; 0 for any that is free. */
  ServedProcess serveAt(int port, String javaOption, String folder, String... more)
      throws IOException {
    String[] words = {folder, "--listen", "127.0.0.1:" + port, "--now", NOW};
    String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return ServedProcess.startWith(javaOption, place.path(""), all);
  }

  /** The service without HTTP. */
  HgsEndpoint endpoint() throws IOException, KeywardException {
    try (Passphrase passphrase = Passphrase.copyOf("correct horse".toCharArray())) {
      return new HgsEndpoint(
          HgsFolder.at(place.path("hgs"), random).unlock(passphrase),
          new Tools(RsaEngine.jdk(), random, () -> Instant.parse(NOW)));
    }
  }

  static RollClient client(ServedProcess served) {
    return client(served.url());
  }

  static RollClient client(String url) {
    return new RollClient(
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), URI.create(url));
  }

  AttestationRequest attestation() throws KeywardException {
    return AttestationRequest.create(
        random, identity.getPublic(), host, EnumSet.of(IdentityType.ENCRYPTION));
  }

  /** A request for a release of the protector with that health certificate. */
  byte[] roll(byte[] healthCertificate) {
    return roll(place.bytes("p.xml"), healthCertificate);
  }

  /** The same of another protector. */
  byte[] roll(byte[] protector, byte[] healthCertificate) {
    return RollTransportKeyRequest.of(protector, healthCertificate, ReleaseAlgorithms.WRITTEN)
        .encode();
  }

  /** Loads the service with releases, for 200 seconds at most. */
  Run load(ServedProcess served, int requests, int connections) {
    return load(served.url(), requests, connections);
  }

  /** The same of a service, or of what stands before it, at that address. */
  Run load(String url, int requests, int connections) {
    String words =
        "hgs load %s --host-key hosts/host-1.key --protector p.xml --requests %d --connections %d"
            + " --seconds 200 --output json";
    return place.run(String.format(Locale.ROOT, words, url, requests, connections).split(" "));
  }
}
