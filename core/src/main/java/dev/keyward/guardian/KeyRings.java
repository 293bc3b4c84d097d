package dev.keyward.guardian;

import dev.keyward.crypto.CertificateRole;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys of a guardian in both roles.
 *
 * @param inherited compromised keys of others that had its name before, which are no keys of it
 */
record KeyRings(KeyRing signing, KeyRing encryption, List<KnownKey> inherited) {

  KeyRings {
    inherited = List.copyOf(inherited);
    if (!inherited.stream().allMatch(KnownKey::compromised)) {
      throw new IllegalArgumentException("a key that nobody else may have");
    }
  }

  static KeyRings of(Guardian current) {
    return new KeyRings(KeyRing.of(current.signing()), KeyRing.of(current.encryption()), List.of());
  }

  private KeyRings with(KeyRing signs, KeyRing opens) {
    return new KeyRings(signs, opens, inherited);
  }

  KeyRings inheriting(List<KnownKey> compromised) {
    return new KeyRings(signing, encryption, compromised);
  }

  /** The key of others that one of these certificates is for. */
  Optional<KnownKey> inherited(Guardian guardian) {
    return inherited.stream()
        .filter(key -> key.isOf(guardian.signing()) || key.isOf(guardian.encryption()))
        .findFirst();
  }

  /** All keys that somebody else may have. */
  List<KnownKey> compromised() {
    return Stream.of(signing.keys(), encryption.keys(), inherited)
        .flatMap(List::stream)
        .filter(KnownKey::compromised)
        .toList();
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
    return with(
        signing.replacedBy(fresh.signing(), at), encryption.replacedBy(fresh.encryption(), at));
  }

  KeyRings withFormer(Guardian former, Optional<Instant> replaced) {
    return with(
        signing.with(former.signing(), KeyState.FORMER, replaced),
        encryption.with(former.encryption(), KeyState.FORMER, replaced));
  }

  KeyRings with(CertificateRole role, GuardianCertificate certificate, KeyState state) {
    return role == CertificateRole.SIGNING
        ? with(signing.with(certificate, state, Optional.empty()), encryption)
        : with(signing, encryption.with(certificate, state, Optional.empty()));
  }

  /** With the keys of that fingerprint retired; a key that serves both roles is so in both. */
  KeyRings retired(Thumbprint fingerprint, boolean compromised, Optional<Instant> at) {
    KeyRings changed = this;
    for (KnownKey named : named(fingerprint)) {
      Thumbprint print = named.keyThumbprint();
      changed =
          changed.with(
              changed.signing.changed(print, key -> key.retired(compromised, at)),
              changed.encryption.changed(print, key -> key.retired(compromised, at)));
    }
    return changed;
  }

  /** With the keys of that fingerprint former again; what is inherited is forgotten. */
  KeyRings restored(Thumbprint fingerprint) {
    KeyRings changed =
        inheriting(inherited.stream().filter(key -> !key.isNamed(fingerprint)).toList());
    for (KnownKey named : named(fingerprint)) {
      Thumbprint print = named.keyThumbprint();
      changed =
          changed.with(
              changed.signing.changed(print, key -> key.former(key.replaced())),
              changed.encryption.changed(print, key -> key.former(key.replaced())));
    }
    return changed;
  }

  /** The number of keys in the role that has more, or of those that are inherited. */
  int most() {
    return Math.max(Math.max(signing.keys().size(), encryption.keys().size()), inherited.size());
  }

  /** What this takes of the memory, in bytes. */
  long memory() {
    return Stream.of(signing.keys(), encryption.keys(), inherited)
        .flatMap(List::stream)
        .mapToLong(KnownKey::memory)
        .sum();
  }
}
