package dev.keyward.protector;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.protector.part.Wrapping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Gives a protector a new owner, under the same transport key, so state that was sealed under it
 * stays readable. The old owner gets no wrapping, but can open every state until the transport key
 * changes.
 */
public final class HandOver {

  private final Tools tools;

  /** With what to work with. */
  public HandOver(Tools tools) {
    this.tools = tools;
  }

  /**
   * The new owner, and the guardians that have access from now on.
   *
   * @param owner the new owner
   * @param guardians those that the new owner grants
   * @param kept further wrappings of the old protector whose guardians keep their access
   * @param acceptedSealer whose seal, besides the old owner's, is taken on; a sealer could have
   *     chosen key and wrappings
   * @param acceptedExpired which of the kept wrappings are taken on although their certificates are
   *     not valid now
   */
  public record Heir(
      SigningKey owner,
      List<TrustedGuardian> guardians,
      List<Wrapping> kept,
      Predicate<GuardianCertificate> acceptedSealer,
      Predicate<Wrapping> acceptedExpired) {

    /** Copies the lists and refuses missing parts. */
    public Heir {
      Objects.requireNonNull(owner, "owner");
      guardians = List.copyOf(guardians);
      kept = List.copyOf(kept);
      Objects.requireNonNull(acceptedSealer, "acceptedSealer");
      Objects.requireNonNull(acceptedExpired, "acceptedExpired");
    }

    /** A new owner that keeps only guardians whose certificates are valid. */
    public Heir(
        SigningKey owner,
        List<TrustedGuardian> guardians,
        List<Wrapping> kept,
        Predicate<GuardianCertificate> acceptedSealer) {
      this(owner, guardians, kept, acceptedSealer, wrapping -> false);
    }
  }

  /**
   * The protector of the new owner.
   *
   * @param opener opens the old one; its transport key signature is checked first
   * @throws dev.keyward.NotTrustedException code {@code sealed-by-other}; {@code expired}, where
   *     the new owner is, a guardian that it grants, or one that it keeps and does not accept
   * @throws VerificationFailedException code {@code does-not-open}; {@code keys-in-use}, where two
   *     of the new owner and the guardians share a key; {@code too-many-wrappings}
   * @throws dev.keyward.NoAccessException code {@code not-addressed}
   * @throws IllegalArgumentException where the heir keeps a wrapping of another protector
   */
  public KeyProtector apply(VerifiedKeyProtector protector, OpeningKey opener, Heir heir)
      throws KeywardException {
    Instant now = tools.clock().instant();
    heir.owner().requireCurrent(now);
    protector.whole();
    try (TransportKey key = protector.open(opener, tools.engine(), tools.random())) {
      Expectation.nothing().sealedBy(heir.acceptedSealer()).require(protector);
      List<Grantee> grantees = new ArrayList<>();
      heir.guardians().forEach(each -> grantees.add(Grantee.of(each)));
      for (Wrapping wrapping : heir.kept()) {
        if (!heir.acceptedExpired().test(wrapping)) {
          wrapping.requireCurrent(now, "wrapping " + wrapping.id());
        }
        GuardianName name = GuardianName.parse("wrapping-" + wrapping.id());
        grantees.add(Grantee.takenOver(name, protector, wrapping));
      }
      requireDistinct(heir.owner(), grantees);
      return new ProtectorAuthor(tools).createFor(heir.owner(), grantees, key);
    }
  }

  private static void requireDistinct(SigningKey owner, List<Grantee> grantees)
      throws VerificationFailedException {
    if (grantees.size() >= KeyProtector.MAX_WRAPPINGS) {
      throw new VerificationFailedException(
          Fault.of("too-many-wrappings", "Protector/Wrappings", "64 wrappings", "fewer"));
    }
    List<Grantee> all = new ArrayList<>(List.of(Grantee.owner(owner)));
    all.addAll(grantees);
    Optional<Grantee> sharing = Grantee.sharingAKey(all);
    if (sharing.isPresent()) {
      throw new VerificationFailedException(
          Fault.of(
              "keys-in-use",
              "Protector/Wrappings",
              "a key of " + sharing.get().name() + " that another one here has too",
              "keys of their own"));
    }
  }
}
