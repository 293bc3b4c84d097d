package dev.keyward.crypto;

import dev.keyward.internal.crypto.Jdk;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Objects;

/**
 * The engine, the random source and the clock that a program chooses once.
 *
 * @param engine computes with RSA keys
 * @param random gives keys, salts and seeds
 * @param clock gives the time by which Keyward judges certificates
 */
public record Tools(RsaEngine engine, SecureRandom random, InstantSource clock) {

  /** Refuses missing parts. */
  public Tools {
    Objects.requireNonNull(engine, "engine");
    Objects.requireNonNull(random, "random");
    Objects.requireNonNull(clock, "clock");
  }

  /** The JDK's engine, its secure random source and the clock of the system. */
  public static Tools jdk() {
    return new Tools(RsaEngine.jdk(), Jdk.random(), InstantSource.system());
  }
}
