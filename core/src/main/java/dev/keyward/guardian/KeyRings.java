package dev.keyward.guardian;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The keys of a guardian in both roles. */
record KeyRings(KeyRing signing, KeyRing encryption) {

  static KeyRings of(Guardian current) {
    return new KeyRings(KeyRing.of(current.signing()), KeyRing.of(current.encryption()));
  }

  /** Whether each generation has its keys here, and the first one is the current one. */
  boolean fit(List<Guardian> generations) {
    return signing.keys().get(0).isOf(generations.get(0).signing())
        && encryption.keys().get(0).isOf(generations.get(0).encryption())
        && generations.stream()
            .allMatch(
                each ->
                    signing.find(each.signing()).isPresent()
                        && encryption.find(each.encryption()).isPresent());
  }

  KeyRing in(CertificateRole role) {
    return role == CertificateRole.SIGNING ? signing : encryption;
  }

  /** The keys of that fingerprint, of a key or a certificate: 0 to 2. */
  List<KnownKey> named(Thumbprint fingerprint) {
    return Stream.of(signing, encryption).flatMap(ring -> ring.find(fingerprint).stream()).toList();
  }

  KeyRings replacedBy(Guardian fresh, Instant at) {
    return new KeyRings(
        signing.replacedBy(fresh.signing(), at), encryption.replacedBy(fresh.encryption(), at));
  }

  KeyRings withFormer(Guardian former, Optional<Instant> replaced) {
    return new KeyRings(
        signing.with(former.signing(), KeyState.FORMER, replaced),
        encryption.with(former.encryption(), KeyState.FORMER, replaced));
  }

  KeyRings with(CertificateRole role, GuardianCertificate certificate, KeyState state) {
    return role == CertificateRole.SIGNING
        ? new KeyRings(signing.with(certificate, state, Optional.empty()), encryption)
        : new KeyRings(signing, encryption.with(certificate, state, Optional.empty()));
  }

  /** With the keys of that fingerprint retired; a key that serves both roles is so in both. */
  KeyRings retired(Thumbprint fingerprint, boolean compromised, Optional<Instant> at) {
    KeyRings changed = this;
    for (KnownKey named : named(fingerprint)) {
      Thumbprint print = named.keyThumbprint();
      changed =
          new KeyRings(
              changed.signing.changed(print, key -> key.retired(compromised, at)),
              changed.encryption.changed(print, key -> key.retired(compromised, at)));
    }
    return changed;
  }

  /** With the keys of that fingerprint former again. */
  KeyRings restored(Thumbprint fingerprint) {
    KeyRings changed = this;
    for (KnownKey named : named(fingerprint)) {
      Thumbprint print = named.keyThumbprint();
      changed =
          new KeyRings(
              changed.signing.changed(print, key -> key.former(key.replaced())),
              changed.encryption.changed(print, key -> key.former(key.replaced())));
    }
    return changed;
  }

  /** The number of keys in the role that has more. */
  int most() {
    return Math.max(signing.keys().size(), encryption.keys().size());
  }

  /** What this takes of the memory, in bytes. */
  long memory() {
    return Stream.of(signing, encryption)
        .flatMap(ring -> ring.keys().stream())
        .mapToLong(KnownKey::memory)
        .sum();
  }
}
