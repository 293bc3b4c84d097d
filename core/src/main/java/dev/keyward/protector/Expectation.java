package dev.keyward.protector;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.NotTrustedException;
import dev.keyward.VerificationFailedException;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.protector.known.KnownGuardians;
import dev.keyward.protector.part.Wrapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What you expect of a protector besides validity: the owner, the sealer, and the guardians that
 * can open it. A valid protector proves none of this, because anybody can make one. Immutable.
 */
public final class Expectation {

  /** A name that errors give, and who has it. */
  private record Party<T>(String name, Predicate<T> is) {}

  private final Optional<Party<GuardianCertificate>> owner;
  private final Optional<Predicate<GuardianCertificate>> sealer;
  private final List<Party<Wrapping>> addressees;

  private Expectation(
      Optional<Party<GuardianCertificate>> owner,
      Optional<Predicate<GuardianCertificate>> sealer,
      List<Party<Wrapping>> addressees) {
    this.owner = owner;
    this.sealer = sealer;
    this.addressees = List.copyOf(addressees);
  }

  /** No expectation: any valid protector is accepted. */
  public static Expectation nothing() {
    return new Expectation(Optional.empty(), Optional.empty(), List.of());
  }

  /** A protector that {@code owner} owns and sealed, with its current signing key. */
  public static Expectation ownedBy(Guardian owner) {
    return nothing()
        .owner(new Party<>(owner.name().toString(), owner::hasSigningKeyOf))
        .sealedBy(other -> false);
  }

  /**
   * The same, also with a former signing key of the owner's, unless {@code known} has another
   * guardian of that key.
   */
  public static Expectation ownedBy(Guardian owner, KnownGuardians known) {
    return nothing()
        .owner(new Party<>(owner.name().toString(), signer -> known.signsAs(owner, signer)))
        .sealedBy(other -> false);
  }

  private Expectation owner(Party<GuardianCertificate> party) {
    return new Expectation(Optional.of(party), sealer, addressees);
  }

  /**
   * This expectation, and also accept the seal of these guardians. A sealer could have chosen key
   * and wrappings.
   */
  public Expectation sealedBy(Predicate<GuardianCertificate> accepted) {
    return new Expectation(owner, Optional.of(Objects.requireNonNull(accepted)), addressees);
  }

  /**
   * This expectation, and accept the seal of any guardian with a wrapping, such as a service that
   * released it.
   */
  public Expectation sealedByAnybody() {
    return new Expectation(owner, Optional.empty(), addressees);
  }

  /** This expectation, and require a wrapping for {@code guardian}. */
  public Expectation addressedTo(Guardian guardian) {
    return addressedTo(
        guardian.name().toString(), each -> guardian.hasKeysOf(each.signing(), each.encryption()));
  }

  /** The same, with a wrapping too that {@code known} gives this name. */
  public Expectation addressedTo(String name, KnownGuardians known) {
    return addressedTo(name, each -> known.isNamed(each, name));
  }

  private Expectation addressedTo(String name, Predicate<Wrapping> isTheirs) {
    List<Party<Wrapping>> more = new ArrayList<>(addressees);
    more.add(new Party<>(name, isTheirs));
    return new Expectation(owner, sealer, more);
  }

  /** The wrappings of those that it is expected to be addressed to. */
  public Set<Wrapping> addressed(VerifiedProtector protector) {
    return protector.wrappings().stream()
        .filter(each -> addressees.stream().anyMatch(party -> party.is().test(each)))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Refuses a protector that does not meet the expectation.
   *
   * @throws VerificationFailedException code {@code not-the-pinned-owner}
   * @throws NotTrustedException code {@code sealed-by-other}
   * @throws NoAccessException code {@code not-addressed}
   */
  public void require(VerifiedProtector protector) throws KeywardException {
    requireOwner(protector);
    requireSeal(protector);
    for (Party<Wrapping> party : addressees) {
      if (protector.wrappings().stream().noneMatch(party.is())) {
        throw new NoAccessException(
            Fault.of(
                "not-addressed",
                "Protector/Wrappings",
                "no wrapping for " + party.name(),
                "one of its certificates"));
      }
    }
  }

  private void requireOwner(VerifiedProtector protector) throws VerificationFailedException {
    Wrapping found = protector.owner();
    if (owner.isPresent() && !owner.get().is().test(found.signing())) {
      throw new VerificationFailedException(
          Fault.of(
              "not-the-pinned-owner",
              StructureChecks.place(found),
              "the owner " + found.signing(),
              "the signing key of " + owner.get().name()));
    }
  }

  private void requireSeal(VerifiedProtector protector) throws NotTrustedException {
    GuardianCertificate found = protector.sealer().signing();
    if (sealer.isPresent() && !protector.isSealedByOwner() && !sealer.get().test(found)) {
      throw new NotTrustedException(
          Fault.of(
              "sealed-by-other",
              StructureChecks.SEAL,
              "sealed by " + found,
              "the owner's seal, since a sealer could have chosen key and wrappings"));
    }
  }
}
