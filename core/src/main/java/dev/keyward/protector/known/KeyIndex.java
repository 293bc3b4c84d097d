package dev.keyward.protector.known;

import dev.keyward.crypto.CertificateRole;
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
  private final Map<Thumbprint, Set<KnownGuardian>> claimedPrints = new HashMap<>();
  private final List<KnownKey> claims = new ArrayList<>();
  private final Map<Thumbprint, HeldKey> compromised = new HashMap<>();

  KeyIndex(Collection<KnownGuardian> guardians) {
    for (KnownGuardian guardian : guardians) {
      HeldRing.of(guardian, CertificateRole.SIGNING)
          .forEach((key, held) -> signing.computeIfAbsent(key, k -> new ArrayList<>(1)).add(held));
      HeldRing.of(guardian, CertificateRole.ENCRYPTION)
          .forEach(
              (key, held) -> encryption.computeIfAbsent(key, k -> new ArrayList<>(1)).add(held));
      guardian.sources().forEach(source -> note(guardian, source));
    }
    // A certificate that only a service has is of the key all the same.
    for (KnownKey key : claims) {
      Set.copyOf(prints.getOrDefault(key.keyThumbprint(), Set.of()))
          .forEach(owner -> name(prints, owner, key));
    }
    signing.replaceAll((key, held) -> proved(key, held, CertificateRole.SIGNING).subList(0, 1));
    encryption.replaceAll((key, held) -> proved(key, held, CertificateRole.ENCRYPTION));
  }

  /** A claim loses to those who have the key as their own. */
  private static List<HeldKey> proved(Thumbprint key, List<HeldKey> held, CertificateRole role) {
    List<HeldKey> proved = held.stream().filter(each -> each.guardian().proves(role, key)).toList();
    return proved.isEmpty() ? held : proved;
  }

  private void note(KnownGuardian guardian, NamedGuardian source) {
    for (CertificateRole role : CertificateRole.values()) {
      for (KnownKey key : source.history().keys(role)) {
        boolean proved = guardian.proves(role, key.keyThumbprint());
        name(proved ? prints : claimedPrints, guardian, key);
        claims.addAll(proved ? List.of() : List.of(key));
      }
    }
    for (KnownKey key : source.history().compromised()) {
      compromised.putIfAbsent(key.keyThumbprint(), HeldKey.of(guardian, key));
      name(prints, guardian, key);
    }
    claim(guardian, source.history());
  }

  private static void name(
      Map<Thumbprint, Set<KnownGuardian>> names, KnownGuardian guardian, KnownKey key) {
    names.computeIfAbsent(key.keyThumbprint(), k -> new LinkedHashSet<>()).add(guardian);
    for (GuardianCertificate certificate : key.certificates()) {
      names.computeIfAbsent(certificate.thumbprint(), k -> new LinkedHashSet<>()).add(guardian);
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

  /** Whose key or certificate has this fingerprint; a claim loses here too. */
  Set<KnownGuardian> named(Thumbprint fingerprint) {
    Set<KnownGuardian> proved = prints.getOrDefault(fingerprint, Set.of());
    return proved.isEmpty() ? claimedPrints.getOrDefault(fingerprint, Set.of()) : proved;
  }

  /** Everybody who has the key or claims it. */
  Set<KnownGuardian> everybody(Thumbprint key) {
    Set<KnownGuardian> all = new LinkedHashSet<>(prints.getOrDefault(key, Set.of()));
    all.addAll(claimedPrints.getOrDefault(key, Set.of()));
    return all;
  }

  /** A line for each key, the same for the same knowledge. */
  void describe(Set<String> lines) {
    signing.forEach(
        (key, all) -> all.forEach(held -> lines.add("signing " + key + " " + words(held))));
    encryption.forEach(
        (key, all) -> all.forEach(held -> lines.add("encryption " + key + " " + words(held))));
    listed.forEach(
        (key, all) -> all.forEach(each -> lines.add("listed " + key + " " + each.shown())));
    claimedPrints.forEach(
        (key, all) -> all.forEach(each -> lines.add("claimed " + key + " " + each.shown())));
    compromised.forEach(
        (key, held) -> {
          if (!signing.containsKey(key) && !encryption.containsKey(key)) {
            lines.add("compromised " + key + " " + words(held));
          }
        });
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
