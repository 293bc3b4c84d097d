package dev.keyward.protector;

import dev.keyward.KeywardException;
import dev.keyward.crypto.RsaEngine;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianMaker;
import dev.keyward.guardian.GuardianName;
import dev.keyward.internal.crypto.TestKeys;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Guardians with keys of 2048 bits, made once a run. Test-only. */
public final class TestGuardians {

  public static final RsaEngine ENGINE = RsaEngine.jdk();
  public static final SecureRandom RANDOM = TestKeys.random(104);
  static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private static final Map<String, GuardianKeys> MADE = new ConcurrentHashMap<>();

  private TestGuardians() {}

  public static GuardianKeys of(String name) {
    return MADE.computeIfAbsent(name, TestGuardians::make);
  }

  private static GuardianKeys make(String name) {
    try {
      GuardianMaker.Plan plan =
          new GuardianMaker.Plan(GuardianName.parse(name), 2048, 3650, "test-host");
      return new GuardianMaker(RANDOM, ENGINE).create(plan, NOW);
    } catch (KeywardException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
