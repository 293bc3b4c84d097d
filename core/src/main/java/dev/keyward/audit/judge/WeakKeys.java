package dev.keyward.audit.judge;

import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.memory.ByteCache;
import dev.keyward.internal.memory.HeapShare;
import java.util.Optional;

/**
 * Keys whose private half anybody can work out, remembered: to try one takes milliseconds, and
 * thousands of protectors carry the same few. Safe for use by several threads. Bounded in bytes: a
 * 64th of the memory.
 */
final class WeakKeys {

  private static final int SHARE = 64;
  private static final int ENTRY = 192;

  private final ByteCache<Thumbprint, Optional<String>> tried =
      new ByteCache<>(HeapShare.of(SHARE));

  /** What is wrong with its modulus, in words; empty where nothing is found. */
  Optional<String> of(GuardianCertificate certificate) {
    Thumbprint key = certificate.keyThumbprint();
    Optional<Optional<String>> known = tried.get(key);
    if (known.isPresent()) {
      return known.get();
    }
    Optional<String> weakness = certificate.weakModulus();
    tried.put(key, weakness, ENTRY);
    return weakness;
  }
}
