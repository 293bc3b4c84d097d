package dev.keyward.cli.view;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.VerificationFailedException;
import dev.keyward.cli.args.Arguments;
import dev.keyward.cli.args.OptionSpec;
import dev.keyward.cli.args.UsageException;
import dev.keyward.cli.base.Roster;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.protector.known.KnownGuardians;
import java.io.IOException;
import java.util.Optional;

/** The guardian whose signing key {@code --owner} requires, where it does. */
public final class OwnerPin {

  public static final OptionSpec OPTION =
      OptionSpec.value("owner", "NAME", "require this guardian's signing key as the owner's");

  private final KnownGuardians stored;
  private final Optional<Guardian> owner;

  private OwnerPin(KnownGuardians stored, Optional<Guardian> owner) {
    this.stored = stored;
    this.owner = owner;
  }

  /** As the command says, of a guardian of the store. */
  public static OwnerPin of(Arguments arguments, Roster roster)
      throws KeywardException, IOException, UsageException {
    Optional<String> name = arguments.value(OPTION.name());
    Optional<Guardian> owner =
        name.isPresent() ? Optional.of(roster.require(name.get()).guardian()) : Optional.empty();
    return new OwnerPin(roster.known(), owner);
  }

  /**
   * Refuses a file that another key signed.
   *
   * @param signer the certificate in its header
   * @throws VerificationFailedException code {@code not-the-pinned-owner}
   */
  public void require(GuardianCertificate signer) throws VerificationFailedException {
    if (owner.isPresent() && !stored.signsAs(owner.get(), signer)) {
      throw new VerificationFailedException(
          Fault.of(
              "not-the-pinned-owner",
              "header",
              "the owner " + signer,
              "the signing key of " + owner.get().name()));
    }
  }
}
