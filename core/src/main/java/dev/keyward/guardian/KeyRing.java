package dev.keyward.guardian;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The keys of a guardian in one role, the current one first; no key is there twice. */
record KeyRing(List<KnownKey> keys) {

  KeyRing {
    keys = List.copyOf(keys);
    if (keys.isEmpty() || keys.get(0).state() != KeyState.CURRENT) {
      throw new IllegalArgumentException("keys without a current one in front");
    }
    if (keys.stream().map(KnownKey::keyThumbprint).distinct().count() < keys.size()
        || keys.stream().filter(key -> key.state() == KeyState.CURRENT).count() > 1) {
      throw new IllegalArgumentException("a key twice, or two current ones");
    }
  }

  static KeyRing of(GuardianCertificate current) {
    return new KeyRing(List.of(KnownKey.of(current, KeyState.CURRENT, Optional.empty())));
  }

  Optional<KnownKey> find(GuardianCertificate certificate) {
    return keys.stream().filter(key -> key.isOf(certificate)).findFirst();
  }

  Optional<KnownKey> find(Thumbprint fingerprint) {
    return keys.stream().filter(key -> key.isNamed(fingerprint)).findFirst();
  }

  /** The key of {@code fresh} in front; what was there becomes former, unless it is that key. */
  KeyRing replacedBy(GuardianCertificate fresh, Instant at) {
    KnownKey front =
        find(fresh)
            .map(key -> key.current(fresh))
            .orElseGet(() -> KnownKey.of(fresh, KeyState.CURRENT, Optional.empty()));
    List<KnownKey> all = new ArrayList<>(List.of(front));
    for (KnownKey key : keys) {
      if (!key.isOf(fresh)) {
        all.add(key.state() == KeyState.CURRENT ? key.former(Optional.of(at)) : key);
      }
    }
    return new KeyRing(all);
  }

  /** With one more key behind the others; a key that is there keeps its state. */
  KeyRing with(GuardianCertificate certificate, KeyState state, Optional<Instant> replaced) {
    if (find(certificate).isPresent()) {
      return changed(certificate.keyThumbprint(), key -> key.with(certificate));
    }
    List<KnownKey> all = new ArrayList<>(keys);
    all.add(KnownKey.of(certificate, state, replaced));
    return new KeyRing(all);
  }

  /** With another form of the key of that fingerprint, where it is here. */
  KeyRing changed(Thumbprint fingerprint, UnaryOperator<KnownKey> change) {
    return new KeyRing(
        keys.stream().map(key -> key.isNamed(fingerprint) ? change.apply(key) : key).toList());
  }
}
