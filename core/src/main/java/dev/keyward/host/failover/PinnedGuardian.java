package dev.keyward.host.failover;

import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.Thumbprint;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The guardian of a Host Guardian Service, which alone may seal what that service releases.
 *
 * @param name what the guardian store calls it
 * @param signing the SHA-256 of each of its signing keys' SubjectPublicKeyInfo: 1 to 64
 */
public record PinnedGuardian(GuardianName name, Set<Thumbprint> signing) {

  /** The most keys. */
  static final int MAX_KEYS = 64;

  /** Copies the keys; refuses none and too many. */
  public PinnedGuardian {
    Objects.requireNonNull(name, "name");
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
}
