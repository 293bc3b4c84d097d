package dev.keyward.protector.known;

import dev.keyward.crypto.CertificateRole;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.KeyState;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.part.Identity;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Says who has the keys of the two certificates of a valid wrapping. Safe for use by several
 * threads.
 */
final class KeyOwners {

  private final KeyIndex index;
  private final SingleCertificates singles;
  private final Predicate<Thumbprint> signs;

  private KeyOwners(KeyIndex index, SingleCertificates singles, Predicate<Thumbprint> signs) {
    this.index = index;
    this.singles = singles;
    this.signs = signs;
  }

  /** Those who are known with keys that belong together, and certificates that came alone. */
  public KeyOwners(Collection<KnownGuardian> guardians, SingleCertificates singles) {
    this(new KeyIndex(guardians), singles, key -> false);
  }

  /** The same beside keys that sign in the input, whose owners need not be known. */
  public KeyOwners withSigners(Set<Thumbprint> keys) {
    Set<Thumbprint> more = Set.copyOf(keys);
    return new KeyOwners(index, singles, key -> more.contains(key) || signs.test(key));
  }

  /** Whether a guardian whose both certificates are known has this key, in either role. */
  public boolean has(Thumbprint key) {
    return index.signing(key).isPresent() || !index.encryption(key).isEmpty();
  }

  /** Whose own signing key this is; what somebody lists is not theirs by that. */
  public Optional<Identity.Known> signer(Thumbprint key) {
    Optional<HeldKey> compromised = index.compromised(key);
    return index
        .signing(key)
        .map(KeyOwners::known)
        .or(() -> singles.signer(key).map(Identity.Known::current))
        .map(known -> compromised.map(held -> tainted(known.name(), held)).orElse(known));
  }

  /** By label, whose key or certificate has this fingerprint. */
  public Set<String> named(Thumbprint fingerprint) {
    return labels(index.named(fingerprint));
  }

  /** What lies behind an answer, sorted. */
  public Set<String> lines() {
    Set<String> lines = new TreeSet<>();
    index.describe(lines);
    singles.describe(lines);
    return lines;
  }

  /**
   * Whom a wrapping with these certificates says something about. There the signing key itself
   * signed the encryption certificate, so a known signer vouches for both.
   *
   * @param own whether it is its owner's own wrapping, where every key must be known
   */
  public Holders of(GuardianCertificate signer, GuardianCertificate encrypter, boolean own) {
    Thumbprint signing = signer.keyThumbprint();
    Thumbprint encryption = encrypter.keyThumbprint();
    Identity judged = judged(signing, encryption, own);
    boolean vouched = isVouched(judged, signing, encryption);
    Identity identity = vouched ? besideSigners(judged, encryption) : judged;
    Set<String> claimants =
        labels(index.encryption(encryption).stream().map(HeldKey::guardian).toList());
    Set<String> either = new LinkedHashSet<>();
    for (Thumbprint key : List.of(signing, encryption)) {
      either.addAll(labels(index.everybody(key)));
      either.addAll(labels(index.listed(key)));
      singles.signer(key).ifPresent(either::add);
      singles.opener(key).ifPresent(either::add);
    }
    return new Holders(
        identity,
        either,
        claimants.size() > 1 ? Optional.empty() : both(identity),
        signer(signing).filter(KeyOwners::isUsable).map(Identity.Known::name),
        claimants,
        vouched && identity.equals(judged));
  }

  /**
   * Whether no source proves whose the encryption key is. A folder of a service proves it of the
   * primary keys alone: anybody can copy metadata into one and put a key of their own beside it.
   */
  private boolean isVouched(Identity identity, Thumbprint signing, Thumbprint encryption) {
    return identity instanceof Identity.Known known
        && !signing.equals(encryption)
        && index.encryption(encryption).stream()
            .map(HeldKey::guardian)
            .filter(guardian -> guardian.proves(CertificateRole.ENCRYPTION, encryption))
            .noneMatch(guardian -> guardian.label().equals(known.name()))
        && singles.opener(encryption).filter(known.name()::equalsIgnoreCase).isEmpty();
  }

  /** A key that signs somewhere in the input is not for opening: its signature was borrowed. */
  private Identity besideSigners(Identity identity, Thumbprint encryption) {
    return identity instanceof Identity.Known known && signs.test(encryption)
        ? new Identity.Mixed(Optional.of(known.name()), Optional.empty())
        : identity;
  }

  private static Optional<String> both(Identity identity) {
    return identity instanceof Identity.Known known && isUsable(known)
        ? Optional.of(known.name())
        : Optional.empty();
  }

  private static boolean isUsable(Identity.Known known) {
    return known.by().compareTo(KeyState.FORMER) <= 0 && !known.compromised();
  }

  /** A key that is known as compromised is so, under any name. */
  private Identity judged(Thumbprint signing, Thumbprint encryption, boolean own) {
    Identity identity = identity(signing, encryption, own);
    Optional<HeldKey> compromised =
        index.compromised(encryption).or(() -> index.compromised(signing));
    if (compromised.isEmpty() || identity instanceof Identity.Mixed) {
      return identity;
    }
    String name =
        identity instanceof Identity.Known known
            ? known.name()
            : compromised.get().guardian().label();
    return tainted(name, compromised.get());
  }

  private static Identity.Known tainted(String name, HeldKey held) {
    return new Identity.Known(name, KeyState.RETIRED, held.since(), true);
  }

  private Identity identity(Thumbprint signing, Thumbprint encryption, boolean own) {
    Optional<HeldKey> signer = index.signing(signing);
    Optional<String> borrowed = borrowed(signing, encryption);
    if (borrowed.isPresent()) {
      return new Identity.Mixed(signer(signing).map(Identity.Known::name), borrowed);
    }
    if (signer.isPresent()) {
      return identity(signer.get(), encryption, own);
    }
    Optional<String> single = singles.signer(signing);
    if (single.isPresent()) {
      return single(single.get(), encryption, own);
    }
    List<KnownGuardian> claimants = index.listed(signing);
    return claimants.isEmpty() ? stranger(encryption) : claimed(claimants, encryption, own);
  }

  /**
   * Who signs with the key that the wrapping is encrypted to. A guardian signs bare certificates
   * (MS-KPS), so its signature over another's signing certificate, made to grant access, can be
   * borrowed and put here; who has that key would open the wrapping under a wrong name.
   */
  private Optional<String> borrowed(Thumbprint signing, Thumbprint encryption) {
    if (signing.equals(encryption)) {
      return Optional.empty();
    }
    Optional<HeldKey> owner = index.signing(encryption);
    if (owner.isPresent()) {
      KnownGuardian guardian = owner.get().guardian();
      boolean forBoth =
          index.signing(signing).filter(held -> held.guardian().equals(guardian)).isPresent()
              && holds(guardian, encryption).isPresent();
      return forBoth ? Optional.empty() : Optional.of(guardian.label());
    }
    return singles.opener(encryption).isPresent() ? Optional.empty() : singles.signer(encryption);
  }

  private Optional<HeldKey> holds(KnownGuardian guardian, Thumbprint encryption) {
    return index.encryption(encryption).stream()
        .filter(held -> held.guardian().equals(guardian))
        .findFirst();
  }

  private Identity identity(HeldKey signer, Thumbprint encryption, boolean own) {
    KnownGuardian guardian = signer.guardian();
    Optional<HeldKey> opener = holds(guardian, encryption);
    if (opener.isPresent()) {
      return weaker(signer, opener.get());
    }
    Optional<String> other = opener(encryption);
    return (other.isPresent() && !isOnlyClaimed(encryption)) || own || guardian.hasAllKeys()
        ? new Identity.Mixed(Optional.of(guardian.label()), other)
        : weaker(signer, unlisted(guardian, encryption));
  }

  /**
   * A lone certificate names its own half. Its key vouches for an encryption key that is nobody's,
   * but a grant to somebody else is a signature of it too, which could be borrowed and put here.
   */
  private Identity single(String signer, Thumbprint encryption, boolean own) {
    Optional<String> known = other(encryption);
    Optional<String> opener = known.or(() -> singles.opener(encryption));
    if (opener.filter(signer::equalsIgnoreCase).isPresent()) {
      return Identity.Known.current(signer);
    }
    if (opener(encryption).isPresent()) {
      return new Identity.Mixed(Optional.of(signer), opener);
    }
    return own
        ? new Identity.Unknown()
        : new Identity.Known(signer, KeyState.UNLISTED, Optional.empty(), false);
  }

  private Identity claimed(List<KnownGuardian> claimants, Thumbprint encryption, boolean own) {
    for (KnownGuardian claimant : claimants) {
      Optional<HeldKey> opener = holds(claimant, encryption);
      if (opener.isPresent() && !own) {
        return weaker(unlisted(claimant, encryption), opener.get());
      }
    }
    Optional<String> other = opener(encryption);
    boolean several = claimants.size() > 1 || claimants.get(0).hasAllKeys();
    if ((other.isPresent() && !isOnlyClaimed(encryption)) || own || several) {
      return stranger(encryption);
    }
    return known(unlisted(claimants.get(0), encryption));
  }

  private Identity stranger(Thumbprint encryption) {
    Optional<String> other = opener(encryption);
    return other.isPresent() ? new Identity.Mixed(Optional.empty(), other) : new Identity.Unknown();
  }

  /** Whose encryption key it is, where the signing key of that guardian is known too. */
  private Optional<String> opener(Thumbprint encryption) {
    return other(encryption).or(() -> singles.opener(encryption).filter(singles::isWhole));
  }

  private Optional<String> other(Thumbprint encryption) {
    return index.encryption(encryption).stream().findFirst().map(held -> held.guardian().label());
  }

  /** Whether nothing but folders of services says whose encryption key it is. */
  private boolean isOnlyClaimed(Thumbprint encryption) {
    List<HeldKey> held = index.encryption(encryption);
    return !held.isEmpty()
        && held.stream()
            .noneMatch(each -> each.guardian().proves(CertificateRole.ENCRYPTION, encryption));
  }

  /** A service that claims the signing key can say that the key is no use, and nothing more. */
  private static HeldKey unlisted(KnownGuardian guardian, Thumbprint encryption) {
    boolean disabled = guardian.isDisabledByClaimant(CertificateRole.ENCRYPTION, encryption);
    KeyState state = disabled ? KeyState.RETIRED : KeyState.UNLISTED;
    return new HeldKey(guardian, state, Optional.empty(), false);
  }

  /** A wrapping counts as the weaker of its two keys. */
  private static Identity weaker(HeldKey one, HeldKey two) {
    HeldKey weaker = one.state().compareTo(two.state()) >= 0 ? one : two;
    return new Identity.Known(
        weaker.guardian().label(),
        weaker.state(),
        weaker.since(),
        one.compromised() || two.compromised());
  }

  private static Identity.Known known(HeldKey held) {
    return new Identity.Known(
        held.guardian().label(), held.state(), held.since(), held.compromised());
  }

  private static Set<String> labels(Collection<KnownGuardian> guardians) {
    Set<String> labels = new LinkedHashSet<>();
    guardians.forEach(each -> labels.add(each.label()));
    return labels;
  }
}
