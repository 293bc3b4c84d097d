package dev.keyward.protector.known;

import dev.keyward.crypto.CertificateRole;
import dev.keyward.guardian.KeyState;
import dev.keyward.guardian.KnownKey;
import dev.keyward.guardian.Thumbprint;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The keys of a guardian in one role, as all its sources together have them. A folder of a service
 * beats the store, and the store beats what a folder that names guardians calls current.
 */
final class HeldRing {

  private final KnownGuardian guardian;
  private final CertificateRole role;

  private HeldRing(KnownGuardian guardian, CertificateRole role) {
    this.guardian = guardian;
    this.role = role;
  }

  /** By the SHA-256 of the public key. */
  static Map<Thumbprint, HeldKey> of(KnownGuardian guardian, CertificateRole role) {
    return new HeldRing(guardian, role).all();
  }

  private Map<Thumbprint, HeldKey> all() {
    Map<Thumbprint, HeldKey> held = new LinkedHashMap<>();
    Set<Thumbprint> stored = new HashSet<>();
    for (NamedGuardian source : guardian.sources()) {
      for (KnownKey key : keys(source)) {
        Thumbprint print = key.keyThumbprint();
        HeldKey one = HeldKey.of(guardian, key);
        if (source.isStored()) {
          stored.add(print);
          held.merge(print, one, HeldKey::merged);
        } else if (source.origin() == NamedGuardian.Origin.FOLDER && !stored.contains(print)) {
          held.merge(print, besideStore(key, one), HeldKey::merged);
        }
      }
    }
    Map<Thumbprint, HeldKey> all = guardian.hasService() ? besideService(held) : held;
    all.replaceAll(
        (key, one) -> guardian.isDisabledByClaimant(role, key) ? unusedByService(one) : one);
    return all;
  }

  private List<KnownKey> keys(NamedGuardian source) {
    return source.history().keys(role);
  }

  /** What a folder calls current is newer or older than what the store took last. */
  private HeldKey besideStore(KnownKey key, HeldKey held) {
    if (!guardian.sources().get(0).isStored() || held.state() != KeyState.CURRENT) {
      return held;
    }
    Instant known = guardian.history().current().encryption().notBefore();
    boolean newer = key.certificate().notBefore().isAfter(known);
    return held.in(newer ? KeyState.ENABLED : KeyState.FORMER);
  }

  private Map<Thumbprint, HeldKey> besideService(Map<Thumbprint, HeldKey> others) {
    Map<Thumbprint, HeldKey> held = new LinkedHashMap<>();
    for (NamedGuardian source : guardian.services()) {
      keys(source)
          .forEach(
              key -> held.merge(key.keyThumbprint(), HeldKey.of(guardian, key), HeldKey::merged));
    }
    others.forEach(
        (print, other) -> {
          // That somebody else may have the private key is known here alone.
          if (other.compromised()) {
            held.put(print, other);
          } else {
            held.putIfAbsent(print, unusedByService(other));
          }
        });
    return held;
  }

  /** A service releases nothing by a key that it has not; private keys of the store still open. */
  private HeldKey unusedByService(HeldKey other) {
    boolean retired = other.state() == KeyState.RETIRED || guardian.hasKeysHere();
    return retired ? other : other.in(KeyState.RETIRED);
  }
}
