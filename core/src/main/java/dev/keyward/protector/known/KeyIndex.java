package dev.keyward.protector.known;

import dev.keyward.guardian.CertificateRole;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.KeyState;
import dev.keyward.guardian.KnownKey;
import dev.keyward.guardian.Thumbprint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whose key is whose, by the SHA-256 of the public key. A signing key is one guardian's. An
 * encryption key is everybody's who signed for it, and a listed signing key everybody's who lists
 * it.
 */
final class KeyIndex {

  private final Map<Thumbprint, List<HeldKey>> signing = new HashMap<>();
  private final Map<Thumbprint, List<HeldKey>> encryption = new HashMap<>();
  private final Map<Thumbprint, List<KnownGuardian>> listed = new HashMap<>();
  private final Map<Thumbprint, Set<KnownGuardian>> prints = new HashMap<>();
  private final Map<Thumbprint, HeldKey> compromised = new HashMap<>();

  KeyIndex(Collection<KnownGuardian> guardians) {
    for (KnownGuardian guardian : guardians) {
      HeldRing.of(guardian, CertificateRole.SIGNING)
          .forEach((key, held) -> signing.computeIfAbsent(key, k -> new ArrayList<>(1)).add(held));
      HeldRing.of(guardian, CertificateRole.ENCRYPTION)
          .forEach(
              (key, held) -> encryption.computeIfAbsent(key, k -> new ArrayList<>(1)).add(held));
      guardian.sources().forEach(source -> note(guardian, source.history()));
    }
    signing.replaceAll((key, held) -> proved(key, held, CertificateRole.SIGNING).subList(0, 1));
    encryption.replaceAll((key, held) -> proved(key, held, CertificateRole.ENCRYPTION));
  }

  /** A claim loses to those who have the key as their own. */
  private static List<HeldKey> proved(Thumbprint key, List<HeldKey> held, CertificateRole role) {
    List<HeldKey> proved = held.stream().filter(each -> each.guardian().proves(role, key)).toList();
    return proved.isEmpty() ? held : proved;
  }

  private void note(KnownGuardian guardian, GuardianHistory history) {
    history.signingKeys().forEach(key -> name(guardian, key));
    history.encryptionKeys().forEach(key -> name(guardian, key));
    for (KnownKey key : history.compromised()) {
      compromised.putIfAbsent(key.keyThumbprint(), HeldKey.of(guardian, key));
      name(guardian, key);
    }
    claim(guardian, history);
  }

  private void name(KnownGuardian guardian, KnownKey key) {
    prints.computeIfAbsent(key.keyThumbprint(), k -> new LinkedHashSet<>()).add(guardian);
    for (GuardianCertificate certificate : key.certificates()) {
      prints.computeIfAbsent(certificate.thumbprint(), k -> new LinkedHashSet<>()).add(guardian);
    }
  }

  private void claim(KnownGuardian guardian, GuardianHistory history) {
    for (GuardianCertificate certificate : history.listed()) {
      List<KnownGuardian> claimants =
          listed.computeIfAbsent(certificate.keyThumbprint(), k -> new ArrayList<>(1));
      if (!claimants.contains(guardian)) {
        claimants.add(guardian);
      }
    }
  }

  /** A key that somebody else may have, as the guardian under whose name that is known has it. */
  Optional<HeldKey> compromised(Thumbprint key) {
    return Optional.ofNullable(compromised.get(key));
  }

  Optional<HeldKey> signing(Thumbprint key) {
    return signing.getOrDefault(key, List.of()).stream().findFirst();
  }

  List<HeldKey> encryption(Thumbprint key) {
    return encryption.getOrDefault(key, List.of());
  }

  /** Those who list it, where it is nobody's own. */
  List<KnownGuardian> listed(Thumbprint key) {
    return signing.containsKey(key) ? List.of() : listed.getOrDefault(key, List.of());
  }

  /** Whose key or certificate has this fingerprint, claimed or proved. */
  Set<KnownGuardian> named(Thumbprint fingerprint) {
    return prints.getOrDefault(fingerprint, Set.of());
  }

  /** A line for each key, the same for the same knowledge. */
  void describe(Set<String> lines) {
    signing.forEach(
        (key, all) -> all.forEach(held -> lines.add("signing " + key + " " + words(held))));
    encryption.forEach(
        (key, all) -> all.forEach(held -> lines.add("encryption " + key + " " + words(held))));
    listed.forEach(
        (key, all) -> all.forEach(each -> lines.add("listed " + key + " " + each.shown())));
    prints.forEach((key, all) -> claims(key, all, lines));
    compromised.forEach(
        (key, held) -> {
          if (!signing.containsKey(key) && !encryption.containsKey(key)) {
            lines.add("compromised " + key + " " + words(held));
          }
        });
  }

  /** Those who only claim a key: rules that say no are about them too. */
  private void claims(Thumbprint key, Set<KnownGuardian> all, Set<String> lines) {
    List<HeldKey> held = signing.getOrDefault(key, encryption(key));
    List<KnownGuardian> holders = held.stream().map(HeldKey::guardian).toList();
    all.stream()
        .filter(each -> !held.isEmpty() && !holders.contains(each))
        .forEach(each -> lines.add("claimed " + key + " " + each.shown()));
  }

  /** A current key has its guardian's name alone, as in the shares of earlier versions. */
  private static String words(HeldKey held) {
    boolean current = held.state() == KeyState.CURRENT;
    return held.guardian().shown()
        + (current ? "" : " " + held.state().code() + held.since().map(at -> " " + at).orElse(""))
        + (held.compromised() ? " compromised" : "")
        + (held.guardian().hasKeysHere() ? " here" : "")
        + (held.guardian().hasService() ? " service" : "");
  }
}
