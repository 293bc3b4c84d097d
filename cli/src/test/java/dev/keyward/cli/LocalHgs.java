package dev.keyward.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.keyward.KeywardException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.hgs.HgsEndpoint;
import dev.keyward.hgs.HgsReply;
import dev.keyward.hgs.HgsRequest;
import dev.keyward.hgs.description.CertificateUse;
import dev.keyward.hgs.description.HostPublicKey;
import dev.keyward.hgs.description.RegisteredHost;
import dev.keyward.hgs.folder.HgsFolder;
import dev.keyward.hgs.folder.HgsKeys;
import dev.keyward.hgs.folder.HgsPlan;
import dev.keyward.secret.Passphrase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A Host Guardian Service on loopback in the test's own process, which can go down and come back at
 * the same port. Test-only.
 */
final class LocalHgs implements AutoCloseable {

  private static final SecureRandom RANDOM = Seeded.random();
  private static final Passphrase WORD = Passphrase.copyOf("test-only".toCharArray());

  private final HgsFolder folder;
  private final InstantSource clock;
  private final ExecutorService workers = Executors.newFixedThreadPool(2);
  private HgsKeys keys;
  private HttpServer server;
  private int port;

  /** A new service of that name, up. */
  LocalHgs(Path directory, String name) throws KeywardException, IOException {
    clock = Instant::now;
    folder = HgsFolder.at(directory, RANDOM);
    folder.create(new HgsPlan(GuardianName.parse(name), 2048, 365), WORD, Instant.now());
    keys = folder.unlock(WORD);
    up();
  }

  /** The service in that folder, up, at a fixed time. */
  LocalHgs(Path directory, Passphrase passphrase, Instant now)
      throws KeywardException, IOException {
    clock = InstantSource.fixed(now);
    folder = HgsFolder.at(directory, RANDOM);
    keys = folder.unlock(passphrase);
    up();
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  byte[] metadata() throws KeywardException, IOException {
    return folder.metadata();
  }

  synchronized void register(Path publicKey) throws KeywardException, IOException {
    HostPublicKey key = HostPublicKey.parseFile(Files.readAllBytes(publicKey), "key");
    RegisteredHost host = new RegisteredHost(GuardianName.parse("host-1"), key);
    folder.changeHosts(before -> before.with(host));
    keys = folder.unlock(WORD, Optional.of(keys));
  }

  synchronized void unregister() throws KeywardException, IOException {
    GuardianName host = GuardianName.parse("host-1");
    folder.changeHosts(before -> before.without(host));
    keys = folder.unlock(WORD, Optional.of(keys));
  }

  /** Puts a new key in the place of the primary one of that use; what the one before it was. */
  synchronized Thumbprint rotate(CertificateUse use) throws KeywardException, IOException {
    Thumbprint before = folder.describe().primary(use).orElseThrow().certificate().thumbprint();
    HgsPlan plan = new HgsPlan(folder.describe().name(), 2048, 365);
    folder.add(plan, use, true, new HgsFolder.Unlocking(WORD, clock.instant()));
    keys = folder.unlock(WORD, Optional.of(keys));
    return before;
  }

  synchronized void disable(Thumbprint certificate) throws KeywardException, IOException {
    folder.changeCertificates(service -> service.withDisabled(certificate), WORD);
    keys = folder.unlock(WORD, Optional.of(keys));
  }

  /** Metadata of the primary keys that a former signing key signed. */
  byte[] metadataSignedBy(Thumbprint former) throws KeywardException, IOException {
    return folder.metadataSignedBy(former, WORD, new Tools(RsaEngine.jdk(), RANDOM, clock));
  }

  synchronized void up() throws IOException {
    if (server == null) {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      port = server.getAddress().getPort();
      server.setExecutor(workers);
      server.createContext("/", this::serve);
      server.start();
    }
  }

  /** As if it were killed: what is under way gets no answer. */
  synchronized void down() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
  }

  private synchronized HgsEndpoint endpoint() {
    return new HgsEndpoint(keys, new Tools(RsaEngine.jdk(), RANDOM, clock));
  }

  private void serve(HttpExchange exchange) throws IOException {
    HgsReply reply =
        endpoint()
            .answer(
                new HgsRequest(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    new HgsRequest.Headers(
                        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type")),
                        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept"))),
                    exchange.getRequestBody().readAllBytes()));
    exchange.getResponseHeaders().add("Content-Type", reply.contentType());
    exchange.sendResponseHeaders(reply.status(), reply.body().length);
    exchange.getResponseBody().write(reply.body());
    exchange.close();
  }

  @Override
  public void close() {
    down();
    workers.shutdownNow();
  }
}
