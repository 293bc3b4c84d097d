package dev.keyward.protector;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.VerificationFailedException;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.protector.part.WrappingId;
import dev.keyward.protector.seal.Sealer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The list of wrappings while an owner changes it. */
final class EditDraft {

  private final VerifiedKeyProtector before;
  private final GuardianKeys owner;
  private final Means means;
  private final List<Wrapping> wrappings;
  private final List<GuardianName> granted = new ArrayList<>();
  private final List<GuardianName> alreadyGranted = new ArrayList<>();
  private final List<Wrapping> revoked = new ArrayList<>();
  private final List<GuardianName> notGranted = new ArrayList<>();
  private final List<Wrapping> children = new ArrayList<>();
  private final List<Wrapping> renewed = new ArrayList<>();
  private final List<Wrapping> left = new ArrayList<>();

  /** What wrappings are made with. */
  record Means(ProtectorAuthor author, TransportKey transportKey) {}

  EditDraft(VerifiedKeyProtector before, GuardianKeys owner, Means means) {
    this.before = before;
    this.owner = owner;
    this.means = means;
    this.wrappings = new ArrayList<>(before.wrappings());
  }

  EditedProtector apply(ProtectorEdit edit) throws KeywardException {
    for (GuardianHistory guardian : edit.revoke()) {
      revoke(guardian);
    }
    revoke(edit.out());
    removeOrphans();
    List<Wrapping> delegated = edit.keepDelegated() ? List.of() : removeDelegated();
    for (TrustedHistory guardian : edit.grant()) {
      grant(guardian);
    }
    for (TrustedHistory renewal : edit.renew()) {
      renew(renewal);
    }
    removeOrphans();
    boolean changed =
        !wrappings.equals(before.wrappings())
            || !before.isSealedByOwner()
            || before.protector().maxOfflineUnwraps() != 0;
    KeyProtector after = changed ? sealed() : before.protector();
    return new EditedProtector(
        after,
        changed,
        granted,
        alreadyGranted,
        revoked,
        notGranted,
        children,
        delegated,
        renewed,
        left);
  }

  private KeyProtector sealed() throws KeywardException {
    return means
        .author()
        .seal(wrappings, before.owner().id(), Sealer.of(owner.signing()), means.transportKey());
  }

  private void revoke(GuardianHistory guardian) throws VerificationFailedException {
    // Either key is enough: a guardian that is taken out must not stay in beside a foreign one.
    List<Wrapping> theirs =
        before.wrappings().stream().filter(each -> isOf(guardian, each)).toList();
    if (theirs.stream().anyMatch(Wrapping::isOwn)) {
      throw new VerificationFailedException(
          Fault.of(
              "owner-stays",
              "Protector/Wrappings",
              guardian.name() + " is the owner",
              "a guardian other than the owner"));
    }
    wrappings.removeAll(theirs);
    revoked.addAll(theirs);
    if (theirs.isEmpty()) {
      notGranted.add(guardian.name());
    }
  }

  private void revoke(Predicate<Wrapping> out) throws VerificationFailedException {
    List<Wrapping> theirs = wrappings.stream().filter(out).toList();
    for (Wrapping wrapping : theirs) {
      if (wrapping.isOwn()) {
        throw new VerificationFailedException(
            Fault.of(
                "owner-stays",
                "Protector/Wrappings",
                "wrapping " + wrapping.id() + " is the owner's",
                "a wrapping of another guardian"));
      }
    }
    wrappings.removeAll(theirs);
    revoked.addAll(theirs);
  }

  /** By either key; one that the guardian only lists may be another's, whose wrapping stays. */
  private static boolean isOf(GuardianHistory guardian, Wrapping wrapping) {
    return guardian.signingKey(wrapping.signing()).isPresent()
        || guardian.encryptionKey(wrapping.encryption()).isPresent();
  }

  /** Takes out what has no parent, or another one than the one that signed for it. */
  private void removeOrphans() {
    boolean more = true;
    while (more) {
      List<Wrapping> orphans = wrappings.stream().filter(each -> !hasParent(each)).toList();
      wrappings.removeAll(orphans);
      children.addAll(orphans);
      more = !orphans.isEmpty();
    }
  }

  private boolean hasParent(Wrapping wrapping) {
    WrappingId parent = wrapping.grant().parent();
    return wrappings.stream()
        .filter(each -> each.id().equals(parent))
        .anyMatch(each -> keptItsKey(each));
  }

  private boolean keptItsKey(Wrapping parent) {
    return before
        .protector()
        .wrapping(parent.id())
        .map(old -> old.signing().sameKeyAs(parent.signing()))
        .orElse(true);
  }

  private List<Wrapping> removeDelegated() {
    List<Wrapping> delegated = wrappings.stream().filter(before::isDelegated).toList();
    wrappings.removeAll(delegated);
    return delegated;
  }

  private void grant(TrustedHistory grantee) throws KeywardException {
    TrustedGuardian trusted = grantee.current();
    Guardian guardian = trusted.guardian();
    if (wrappings.stream()
        .anyMatch(each -> guardian.hasKeysOf(each.signing(), each.encryption()))) {
      alreadyGranted.add(guardian.name());
      return;
    }
    // No public key may stand in two wrappings, so a new half takes the place of the old one.
    List<Wrapping> shared = wrappings.stream().filter(each -> hasOne(guardian, each)).toList();
    granted.add(guardian.name());
    if (!shared.isEmpty()) {
      for (Wrapping wrapping : shared) {
        requireOwn(grantee.history(), wrapping);
      }
      put(shared, trusted);
      return;
    }
    if (wrappings.size() >= KeyProtector.MAX_WRAPPINGS) {
      throw new VerificationFailedException(
          Fault.of("too-many-wrappings", "Protector/Wrappings", "64 wrappings", "fewer"));
    }
    wrappings.add(wrapping(freeId(), trusted));
  }

  /**
   * An encryption key alone is no proof, nor is a signing key that it lists: anybody can have
   * another's in its metadata.
   */
  private static void requireOwn(GuardianHistory guardian, Wrapping wrapping)
      throws VerificationFailedException {
    if (wrapping.isOwn() || guardian.signingKey(wrapping.signing()).isEmpty()) {
      Fault fault =
          Fault.of(
              "keys-in-use",
              "Protector/Wrappings/Wrapping (Id " + wrapping.id() + ")",
              "a key of " + guardian.name() + " in the wrapping of another",
              "keys of its own");
      throw new VerificationFailedException(
          guardian.lists(wrapping.signing()) ? fault.withHint(takeOut(wrapping)) : fault);
    }
  }

  /** What the owner can do who knows that the listed key is the guardian's. */
  private static String takeOut(Wrapping wrapping) {
    return "the guardian lists the signing key of that wrapping; if it is its own, take the wrapping"
        + " out first: keyward protector revoke FILE --wrapping "
        + wrapping.id();
  }

  private static boolean hasOne(Guardian guardian, Wrapping wrapping) {
    return guardian.hasOneKeyOf(wrapping.signing(), wrapping.encryption());
  }

  private Wrapping wrapping(WrappingId id, TrustedGuardian trusted) throws KeywardException {
    return means
        .author()
        .grant(
            id,
            before.owner().id(),
            owner.signing(),
            new ProtectorAuthor.Addressee(Grantee.of(trusted), means.transportKey()));
  }

  /** Puts the guardian in the place of the first of these; the others go. */
  private void put(List<Wrapping> old, TrustedGuardian trusted) throws KeywardException {
    Wrapping made = wrapping(old.get(0).id(), trusted);
    wrappings.set(wrappings.indexOf(old.get(0)), made);
    wrappings.removeAll(old);
    renewed.add(made);
  }

  private void renew(TrustedHistory renewal) throws KeywardException {
    Guardian current = renewal.current().guardian();
    List<Wrapping> theirs =
        wrappings.stream().filter(each -> isByKnownKeys(renewal.history(), each)).toList();
    wrappings.stream().filter(each -> isUnlisted(renewal.history(), each)).forEach(left::add);
    List<Wrapping> old = new ArrayList<>();
    for (Wrapping wrapping : theirs) {
      if (hasCertificatesOf(current, wrapping)
          && !wrapping.transportKey().encryption().isLegacy()) {
        continue;
      }
      if (wrapping.isOwn()) {
        renewOwn(wrapping, renewal.current());
      } else if (before.isDelegated(wrapping)) {
        left.add(wrapping);
      } else {
        old.add(wrapping);
      }
    }
    if (old.isEmpty()) {
      return;
    }
    if (theirs.stream().anyMatch(each -> hasCertificatesOf(current, each) && !each.isOwn())) {
      // Current and former side by side: the former one has nothing more to open.
      wrappings.removeAll(old);
      revoked.addAll(old);
      return;
    }
    old.sort((one, two) -> Boolean.compare(hasOne(current, two), hasOne(current, one)));
    revoked.addAll(old.subList(1, old.size()));
    put(old, renewal.current());
  }

  /** Former, or newer than what is known: only its metadata tells. */
  private static boolean isUnlisted(GuardianHistory history, Wrapping wrapping) {
    return history.signingKey(wrapping.signing()).isPresent()
        && history.encryptionKey(wrapping.encryption()).isEmpty();
  }

  private static boolean isByKnownKeys(GuardianHistory history, Wrapping wrapping) {
    return history.signingKey(wrapping.signing()).isPresent()
        && history.encryptionKey(wrapping.encryption()).isPresent();
  }

  private static boolean hasCertificatesOf(Guardian guardian, Wrapping wrapping) {
    return guardian.signing().equals(wrapping.signing())
        && guardian.encryption().equals(wrapping.encryption());
  }

  /** The owner's signing key stays: to change it is to hand the protector over. */
  private void renewOwn(Wrapping old, TrustedGuardian current) throws KeywardException {
    if (!current.guardian().hasSigningKeyOf(old.signing())) {
      left.add(old);
      return;
    }
    Wrapping made = wrapping(old.id(), current);
    wrappings.set(wrappings.indexOf(old), made);
    renewed.add(made);
  }

  /** One above all that were there before, so that no id ever changes hands; else a gap. */
  private WrappingId freeId() {
    Set<WrappingId> taken = new HashSet<>();
    wrappings.forEach(wrapping -> taken.add(wrapping.id()));
    before.wrappings().forEach(wrapping -> taken.add(wrapping.id()));
    long highest = taken.stream().mapToLong(WrappingId::value).max().orElseThrow();
    long id = highest < WrappingId.MAX ? highest + 1 : 0;
    while (taken.contains(new WrappingId(id))) {
      id++;
    }
    return new WrappingId(id);
  }
}
