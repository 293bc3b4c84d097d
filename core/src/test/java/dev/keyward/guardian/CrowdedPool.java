package dev.keyward.guardian;

import com.sun.net.httpserver.HttpServer;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.TestTools;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.metadata.GuardianMetadata;
import dev.keyward.guardian.metadata.download.MetadataDownload;
import dev.keyward.guardian.trust.GuardianEntry;
import dev.keyward.guardian.trust.GuardianStore;
import dev.keyward.guardian.trust.Placement;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.internal.crypto.PooledRsa;
import dev.keyward.internal.crypto.pkcs.FewRounds;
import dev.keyward.secret.Passphrase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/**
 * A program that uses the common pool itself, as any program around Keyward may: first it unlocks
 * in all its threads with one passphrase, then it keeps all of them busy. Test-only.
 */
final class CrowdedPool {

  private CrowdedPool() {}

  /** Takes an empty folder; ends only if Keyward never waits for the common pool. */
  public static void main(String[] arguments) throws Exception {
    FewRounds.lower();
    PooledRsa.install();
    SecureRandom random = new SecureRandom();
    GuardianKeys keys = TestKeys.guardian("Owner", 0, 1);
    GuardianStore store = GuardianStore.at(Path.of(arguments[0], "store"), Tools.jdk());
    Passphrase passphrase = Passphrase.copyOf("correct horse battery".toCharArray());
    GuardianMetadata metadata = GuardianMetadata.create(keys.signing(), RsaEngine.jdk());
    store.add(
        new GuardianEntry(
            TrustedGuardian.madeHere(keys, TestTools.of(RsaEngine.jdk(), random)), metadata),
        keys,
        passphrase,
        Placement.NEW);
    IntStream.rangeClosed(0, ForkJoinPool.getCommonPoolParallelism())
        .parallel()
        .forEach(i -> unlock(store, keys, passphrase));
    System.out.println("unlocked in all threads");
    CountDownLatch busy = new CountDownLatch(1);
    for (int i = 0; i < 2 * ForkJoinPool.getCommonPoolParallelism(); i++) {
      ForkJoinPool.commonPool().execute(() -> await(busy));
    }
    unlock(store, keys, passphrase);
    System.out.println("unlocked beside busy threads");
    fetch(metadata);
    System.out.println("fetched beside busy threads");
    busy.countDown();
  }

  private static void unlock(GuardianStore store, GuardianKeys keys, Passphrase passphrase) {
    try {
      store.unlock(keys.guardian().name(), passphrase);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch busy) {
    try {
      busy.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void fetch(GuardianMetadata metadata) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, metadata.bytes().length);
          exchange.getResponseBody().write(metadata.bytes());
          exchange.close();
        });
    server.start();
    try {
      URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + "/");
      new MetadataDownload(MetadataDownload.client()).fetch(uri);
    } finally {
      server.stop(0);
    }
  }
}
