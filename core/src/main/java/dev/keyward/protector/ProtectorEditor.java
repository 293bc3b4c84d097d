package dev.keyward.protector;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.protector.part.WrappingId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Grants and revokes with the owner's keys. The transport key's signature is checked before
 * anything else, ids stay as they are, and what comes out is verified before it is handed back.
 *
 * <p>Revoking recalls nothing: an old copy still opens every state that was sealed under its key.
 */
public final class ProtectorEditor {

  private final Tools tools;
  private final ProtectorAuthor author;
  private final ProtectorVerifier verifier;

  /** With what to work with. */
  public ProtectorEditor(Tools tools) {
    this.tools = tools;
    this.author = new ProtectorAuthor(tools);
    this.verifier = new ProtectorVerifier(tools.engine());
  }

  /**
   * Applies {@code edit}.
   *
   * @throws NoAccessException code {@code not-the-owner}, where the keys are not the owner's
   * @throws dev.keyward.NotTrustedException code {@code sealed-by-other}, where neither the owner
   *     nor an accepted sealer sealed it; {@code expired}, where a guardian to let in is
   * @throws VerificationFailedException code {@code does-not-open}; {@code owner-stays}, where the
   *     owner was to be revoked; {@code too-many-wrappings}; or a check that the outcome would fail
   * @throws dev.keyward.UnsupportedFormatException code {@code unknown-key-encryption}
   */
  public EditedProtector apply(
      VerifiedKeyProtector protector, GuardianKeys owner, ProtectorEdit edit)
      throws KeywardException {
    if (!protector.isOwnedBy(owner.guardian().signing())) {
      throw new NoAccessException(
          Fault.of(
              "not-the-owner",
              "Protector/Wrappings",
              owner.guardian().name() + " is not its owner",
              "the owner's keys"));
    }
    protector.whole();
    try (TransportKey transportKey =
        protector.open(owner.opening(), tools.engine(), tools.random())) {
      Expectation.ownedBy(owner.guardian()).sealedBy(edit.acceptedSealer()).require(protector);
      requireOwnersKey(protector, owner);
      return new Draft(protector, owner, transportKey).apply(edit);
    }
  }

  /**
   * The owner's key may open another wrapping than its own, which a sealer can have arranged;
   * sealing that would lock the owner out and let somebody in under its name.
   */
  private static void requireOwnersKey(VerifiedKeyProtector protector, GuardianKeys owner)
      throws VerificationFailedException {
    if (!owner.guardian().decryptsFor(protector.owner().encryption())) {
      throw new VerificationFailedException(
          Fault.of(
              "foreign-owner-key",
              "Protector/Wrappings/Wrapping (Id " + protector.owner().id() + ")",
              "an encryption key that is not " + owner.guardian().name() + "'s",
              "both keys of the owner"));
    }
  }

  /** The list of wrappings while it is changed. */
  private final class Draft {

    private final VerifiedKeyProtector before;
    private final GuardianKeys owner;
    private final TransportKey transportKey;
    private final List<Wrapping> wrappings;
    private final List<GuardianName> granted = new ArrayList<>();
    private final List<GuardianName> alreadyGranted = new ArrayList<>();
    private final List<Wrapping> revoked = new ArrayList<>();
    private final List<GuardianName> notGranted = new ArrayList<>();

    Draft(VerifiedKeyProtector before, GuardianKeys owner, TransportKey transportKey) {
      this.before = before;
      this.owner = owner;
      this.transportKey = transportKey;
      this.wrappings = new ArrayList<>(before.wrappings());
    }

    EditedProtector apply(ProtectorEdit edit) throws KeywardException {
      for (Guardian guardian : edit.revoke()) {
        revoke(guardian);
      }
      List<Wrapping> children = removeOrphans();
      List<Wrapping> delegated = edit.keepDelegated() ? List.of() : removeDelegated();
      for (TrustedGuardian guardian : edit.grant()) {
        grant(guardian);
      }
      boolean changed = !wrappings.equals(before.wrappings()) || !before.isSealedByOwner();
      KeyProtector after = changed ? sealed() : before.protector();
      return new EditedProtector(
          after, changed, granted, alreadyGranted, revoked, notGranted, children, delegated);
    }

    private KeyProtector sealed() throws KeywardException {
      KeyProtector after =
          author.seal(wrappings, before.owner().id(), Sealer.of(owner.signing()), transportKey);
      verifier.verify(after);
      return after;
    }

    private void revoke(Guardian guardian) throws VerificationFailedException {
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

    /**
     * A certificate that a guardian only lists proves nothing: it must not take the owner's place,
     * or nobody could take that guardian out.
     */
    private static boolean isOf(Guardian guardian, Wrapping wrapping) {
      return guardian.hasSigningKeyOf(wrapping.signing())
          || guardian.decryptsFor(wrapping.encryption())
          || (!wrapping.isOwn() && guardian.signsWith(wrapping.signing()));
    }

    private List<Wrapping> removeOrphans() {
      List<Wrapping> gone = new ArrayList<>();
      boolean more = true;
      while (more) {
        Set<WrappingId> ids = ids();
        List<Wrapping> orphans =
            wrappings.stream().filter(each -> !ids.contains(each.grant().parent())).toList();
        wrappings.removeAll(orphans);
        gone.addAll(orphans);
        more = !orphans.isEmpty();
      }
      return gone;
    }

    private List<Wrapping> removeDelegated() {
      List<Wrapping> delegated = wrappings.stream().filter(before::isDelegated).toList();
      wrappings.removeAll(delegated);
      return delegated;
    }

    private void grant(TrustedGuardian trusted) throws KeywardException {
      Guardian guardian = trusted.guardian();
      boolean there =
          wrappings.stream()
              .anyMatch(
                  each ->
                      guardian.signsWith(each.signing())
                          && guardian.decryptsFor(each.encryption()));
      if (there) {
        alreadyGranted.add(guardian.name());
        return;
      }
      if (wrappings.size() >= KeyProtector.MAX_WRAPPINGS) {
        throw new VerificationFailedException(
            Fault.of("too-many-wrappings", "Protector/Wrappings", "64 wrappings", "fewer"));
      }
      wrappings.add(
          author.grant(
              freeId(),
              before.owner().id(),
              owner.signing(),
              new ProtectorAuthor.Addressee(Grantee.of(trusted), transportKey)));
      granted.add(guardian.name());
    }

    /** One above all that were there before, so that no id ever changes hands; else a gap. */
    private WrappingId freeId() {
      Set<WrappingId> taken = ids();
      before.wrappings().forEach(wrapping -> taken.add(wrapping.id()));
      long highest = taken.stream().mapToLong(WrappingId::value).max().orElseThrow();
      long id = highest < WrappingId.MAX ? highest + 1 : 0;
      while (taken.contains(new WrappingId(id))) {
        id++;
      }
      return new WrappingId(id);
    }

    private Set<WrappingId> ids() {
      Set<WrappingId> ids = new HashSet<>();
      wrappings.forEach(wrapping -> ids.add(wrapping.id()));
      return ids;
    }
  }
}
