package dev.keyward.vm;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.protector.Expectation;
import dev.keyward.protector.ProtectorAuthor;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.TransportKey;
import dev.keyward.protector.TrustedHistory;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.vm.sealing.Addressees;
import dev.keyward.vm.sealing.VmPolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Seals a shielded VM again with its owner's keys: a new transport key, a new key for each part, a
 * new header. This is the only true revocation: a removed guardian cannot open the new file, even
 * with an old copy. It can still open files that were sealed before. The same edit can change
 * policy and parts; id, lineage and history stay the same.
 *
 * <p>All guardians in the old protector that are not revoked come along, the owner granting each;
 * the owner permitted them in the old header.
 */
public final class VmResealer {

  private final Tools tools;

  /** With what to work with. */
  public VmResealer(Tools tools) {
    this.tools = tools;
  }

  /**
   * Whose keys are used.
   *
   * @param opener opens the old file
   * @param owner signs the new one
   */
  public record Hands(OpeningKey opener, SigningKey owner) {}

  /**
   * The guardians that have access from now on, besides the new owner.
   *
   * @param guardians the only ones that the new owner grants
   * @param acceptedSealer whose seal, besides the old owner's, the new owner takes on; a sealer
   *     could have chosen the state in the parts
   */
  public record Heirs(
      List<TrustedGuardian> guardians, Predicate<GuardianCertificate> acceptedSealer) {

    /** Copies the list and refuses missing parts. */
    public Heirs {
      guardians = List.copyOf(guardians);
      Objects.requireNonNull(acceptedSealer, "acceptedSealer");
    }

    /** For a file that its owner sealed. */
    public Heirs(List<TrustedGuardian> guardians) {
      this(guardians, sealer -> false);
    }
  }

  /** The same with both keys of the owner. */
  public ResealedVm reseal(ShieldedVm vm, GuardianKeys owner, VmEdit edit, OutputStream out)
      throws KeywardException, IOException {
    return reseal(vm, new Hands(owner.opening(), owner.signing()), edit, out);
  }

  /**
   * Seals the machine again and writes it to {@code out}; the old file is only read.
   *
   * @param hands the owner's keys that open the old file, and those that sign the new one
   * @throws NoAccessException code {@code not-the-owner}
   * @throws VerificationFailedException code {@code owner-stays}; {@code keys-in-use}, where a
   *     guardian to let in shares a key with another; {@code too-many-guardians}; {@code
   *     no-such-part} or {@code too-many-parts}; or what opening the old file says
   * @throws dev.keyward.NotTrustedException code {@code sealed-by-other}, where neither the owner
   *     nor an accepted sealer sealed the file; {@code expired}, where the owner or a guardian of
   *     the new file is
   */
  public ResealedVm reseal(ShieldedVm vm, Hands hands, VmEdit edit, OutputStream out)
      throws KeywardException, IOException {
    if (!hands.opener().guardian().signing().sameKeyAs(vm.header().certificate())) {
      throw new NoAccessException(
          Fault.of(
                  "not-the-owner",
                  "header",
                  hands.opener().guardian().name() + " is not its owner",
                  "the owner's keys")
              .withHint("vm hand-over gives it another owner"));
    }
    Expectation.nothing().sealedBy(edit.acceptedSealer()).require(vm.protector());
    edit.change().requireFits(vm);
    VmSelection selection = new VmSelection(vm, hands.owner().guardian(), tools.clock().instant());
    selection.keep(edit);
    selection.apply(edit);
    if (!edit.acceptsExpired()) {
      hands.owner().requireCurrent(tools.clock().instant());
      selection.requireCurrent(edit);
    }
    return write(vm, hands, new Outcome(selection, edit), out);
  }

  /**
   * Writes the machine for another owner, under a new transport key.
   *
   * @param hands who opens the old file, and the new owner
   * @param heirs who is let in
   * @throws dev.keyward.NotTrustedException code {@code sealed-by-other}, where neither the old
   *     owner nor an accepted sealer sealed the file; {@code expired}, where the new owner or a
   *     guardian is
   */
  public ResealedVm handOver(ShieldedVm vm, Hands hands, Heirs heirs, OutputStream out)
      throws KeywardException, IOException {
    hands.owner().requireCurrent(tools.clock().instant());
    Expectation.nothing().sealedBy(heirs.acceptedSealer()).require(vm.protector());
    VmSelection selection = new VmSelection(vm, hands.owner().guardian(), tools.clock().instant());
    VmEdit edit =
        new VmEdit(TrustedHistory.of(heirs.guardians()), List.of(), List.of(), Optional.empty());
    selection.apply(edit);
    return write(vm, hands, new Outcome(selection, edit), out);
  }

  /** What the new file is to say. */
  private record Outcome(VmSelection selection, VmEdit edit) {}

  private ResealedVm write(ShieldedVm vm, Hands hands, Outcome outcome, OutputStream out)
      throws KeywardException, IOException {
    VmSelection selection = outcome.selection();
    VmIdentity identity =
        VmIdentity.parse(
            vm.header().vm().id().toString(),
            outcome.edit().name().orElse(vm.header().vm().name()));
    SigningKey owner = hands.owner();
    Addressees addressees = Addressees.permitting(owner.guardian(), selection.permitted());
    VmPolicy policy = outcome.edit().change().policy().orElse(vm.header().policy());
    VmHeader header = VmHeader.of(identity, policy, addressees);
    try (OpenedVm old = vm.unlock(hands.opener(), tools.random());
        TransportKey transportKey = TransportKey.create(tools.random())) {
      VerifiedKeyProtector protector =
          new ProtectorVerifier(tools.engine())
              .verify(new ProtectorAuthor(tools).createFor(owner, selection.in(), transportKey));
      new VmAuthor(tools.engine(), tools.random())
          .reseal(
              old,
              new VmDraft(header, owner, protector, transportKey),
              outcome.edit().change(),
              out);
    }
    return selection.outcome(header, vm.generation() + 1);
  }
}
