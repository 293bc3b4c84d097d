package dev.keyward.host.failover;

import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.KeyState;
import dev.keyward.guardian.Thumbprint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The guardian of a Host Guardian Service, which alone may seal what that service releases.
 *
 * @param name what the guardian store calls it
 * @param signing the SHA-256 of each of its signing keys' SubjectPublicKeyInfo: 1 to 64
 */
public record PinnedGuardian(GuardianName name, Set<Thumbprint> signing) {

  /** The most keys. */
  public static final int MAX_KEYS = 64;

  /** Copies the keys; refuses none and too many. */
  public PinnedGuardian {
    signing = Set.copyOf(signing);
    if (signing.isEmpty() || signing.size() > MAX_KEYS) {
      throw new IllegalArgumentException("1 to 64 keys");
    }
  }

  /** With the keys of these signing certificates. */
  public static PinnedGuardian of(GuardianName name, List<GuardianCertificate> signing) {
    Set<Thumbprint> keys = new LinkedHashSet<>();
    signing.forEach(each -> keys.add(each.keyThumbprint()));
    return new PinnedGuardian(name, keys);
  }

  /** Whether {@code certificate} certifies one of the keys. */
  public boolean signsWith(GuardianCertificate certificate) {
    return signing.contains(certificate.keyThumbprint());
  }

  /**
   * How the pinned keys differ from what is known of the guardian, lower case: a service seals with
   * its current signing key, and for older wrappings with others that it keeps enabled.
   *
   * @param known the guardian's signing keys, by the SHA-256 of each
   */
  public List<String> faults(Map<Thumbprint, KeyState> known) {
    List<String> faults = new ArrayList<>();
    known.forEach(
        (key, state) -> {
          boolean used = state == KeyState.CURRENT || state == KeyState.ENABLED;
          if (used && !signing.contains(key)) {
            faults.add("does not take the " + state.code() + " signing key of " + name);
          } else if (state == KeyState.RETIRED && signing.contains(key)) {
            faults.add("still takes a retired signing key of " + name);
          }
        });
    return faults;
  }
}
