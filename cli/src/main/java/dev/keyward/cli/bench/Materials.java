package dev.keyward.cli.bench;

import dev.keyward.KeywardException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.Tools;
import dev.keyward.file.SafeFiles;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.protector.KeyProtector;
import dev.keyward.protector.ProtectorAuthor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * What the operations work on: an owner and two guardians with new keys of 2048 bits, which nobody
 * else has and which are gone afterwards, and protectors of theirs in memory and as files.
 */
final class Materials {

  static final int KEY_BITS = 2048;

  private static final int DAYS = 365;

  final RsaEngine engine;
  final SecureRandom random;
  final Instant now;
  final GuardianKeys owner;
  final List<TrustedGuardian> guardians;
  final ProtectorAuthor author;
  final List<KeyProtector> protectors;
  final List<byte[]> signed;
  final List<Path> files;
  final Path folder;

  /**
   * Makes all of it.
   *
   * @param count how many protectors
   * @param folder an empty one, for files
   */
  Materials(Tools tools, int count, Path folder) throws KeywardException, IOException {
    this.engine = tools.engine();
    this.random = tools.random();
    this.now = tools.clock().instant();
    this.folder = folder;
    this.owner = keys("owner");
    this.guardians = List.of(trusted("branch-hgs"), trusted("datacenter-hgs"));
    this.author = new ProtectorAuthor(tools);
    this.protectors = protectors(count);
    this.signed = protectors.stream().map(KeyProtector::canonicalWrappings).toList();
    this.files = written(Files.createDirectory(folder.resolve("protectors")));
  }

  /** Whether RSA is done by a provider of native code, whose own part is a third. */
  boolean isNative() {
    return !engine.description().equals(RsaEngine.jdk().description());
  }

  private List<KeyProtector> protectors(int count) {
    ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      return IntStream.range(0, count)
          .mapToObj(i -> CompletableFuture.supplyAsync(this::protector, workers))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    } finally {
      workers.shutdown();
    }
  }

  private KeyProtector protector() {
    try {
      return author.create(owner.signing(), guardians);
    } catch (KeywardException e) {
      throw new IllegalStateException("keys that were made here", e);
    }
  }

  private TrustedGuardian trusted(String name) throws KeywardException {
    return TrustedGuardian.madeHere(keys(name), new Tools(engine, random, () -> now));
  }

  private GuardianKeys keys(String name) throws KeywardException {
    GuardianMaker.Plan plan =
        new GuardianMaker.Plan(GuardianName.parse(name), KEY_BITS, DAYS, "bench");
    return new GuardianMaker(random, engine).create(plan, now);
  }

  private List<Path> written(Path into) throws IOException {
    Map<Path, byte[]> contents = new LinkedHashMap<>();
    for (KeyProtector protector : protectors) {
      contents.put(into.resolve("vm-" + contents.size() + ".xml"), protector.encode());
    }
    for (IOException failure : SafeFiles.createGroup(into, contents).values()) {
      throw failure;
    }
    return List.copyOf(contents.keySet());
  }
}
