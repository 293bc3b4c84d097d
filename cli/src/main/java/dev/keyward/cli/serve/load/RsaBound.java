package dev.keyward.cli.serve.load;

import dev.keyward.KeyUnusableException;
import dev.keyward.cli.serve.Threads;
import dev.keyward.crypto.OaepParameters;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.crypto.outside.OutsideKeys;
import dev.keyward.secret.SecretBytes;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How often a machine can do the two private RSA operations of a release: one to open what is
 * wrapped, one to sign. Nothing that releases keys on it can be faster.
 */
public final class RsaBound {

  private static final int KEY_SIZE = 32;
  private static final double NANOS_OF_A_SECOND = 1e9;

  private final RsaEngine engine;
  private final KeyPair signing;
  private final KeyPair encryption;
  private final byte[] wrapped;

  /** With new keys of these sizes, in bits. */
  public RsaBound(RsaEngine engine, int signingBits, int encryptionBits, SecureRandom random) {
    this.engine = engine;
    this.signing = OutsideKeys.generate(signingBits, random);
    this.encryption = OutsideKeys.generate(encryptionBits, random);
    try (SecretBytes secret = SecretBytes.random(KEY_SIZE, random)) {
      this.wrapped = engine.wrap(OaepParameters.SHA256, encryption.getPublic(), secret, random);
    }
  }

  /** How many pairs of operations a second all of {@code threads} do together. */
  public double perSecond(int threads, Duration duration) {
    AtomicLong pairs = new AtomicLong();
    long start = System.nanoTime();
    long end = start + duration.toNanos();
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      workers.add(Threads.named("keyward-bound-" + i).newThread(() -> work(end, pairs)));
    }
    workers.forEach(Thread::start);
    for (Thread worker : workers) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return pairs.get() * NANOS_OF_A_SECOND / (System.nanoTime() - start);
  }

  private void work(long end, AtomicLong pairs) {
    try {
      while (System.nanoTime() < end) {
        engine.sign(signing.getPrivate(), wrapped);
        engine
            .unwrap(OaepParameters.SHA256, encryption.getPrivate(), wrapped, KEY_SIZE)
            .orElseThrow(() -> new IllegalStateException("what was wrapped opens"))
            .close();
        pairs.incrementAndGet();
      }
    } catch (KeyUnusableException e) {
      throw new IllegalStateException("keys that were made here", e);
    }
  }
}
