package dev.keyward.crypto;

import java.security.SecureRandom;
import java.time.Instant;

/** Tools whose clock stays at one moment. Test-only. */
public final class TestTools {

  public static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private TestTools() {}

  public static Tools of(RsaEngine engine, SecureRandom random) {
    return new Tools(engine, random, () -> NOW);
  }
}
