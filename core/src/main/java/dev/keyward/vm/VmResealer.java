package dev.keyward.vm;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.protector.Grantee;
import dev.keyward.protector.ProtectorAuthor;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.TransportKey;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.vm.sealed.Addressees;
import dev.keyward.vm.sealed.PermittedGuardian;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Seals a shielded VM anew with its owner's keys: a new transport key, a new key for each part, a
 * new header. This is the only true revocation: who is out cannot open what comes out, with
 * whatever old copy they have. What was sealed before stays open to them.
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
   * Writes the machine, sealed anew, to {@code out}; the old file is only read.
   *
   * @throws NoAccessException code {@code not-the-owner}
   * @throws VerificationFailedException code {@code owner-stays}; {@code keys-in-use}, where a
   *     guardian to let in shares a key with another; {@code too-many-guardians}; or whatever
   *     opening the old file says
   * @throws dev.keyward.NotTrustedException code {@code expired}, where a guardian to let in is
   */
  public ResealedVm reseal(ShieldedVm vm, GuardianKeys owner, VmEdit edit, OutputStream out)
      throws KeywardException, IOException {
    if (!owner.guardian().signing().sameKeyAs(vm.header().certificate())) {
      throw new NoAccessException(
          Fault.of(
              "not-the-owner",
              "header",
              owner.guardian().name() + " is not its owner",
              "the owner's keys"));
    }
    Selection selection = new Selection(vm, owner.guardian());
    selection.apply(edit);
    VmIdentity identity =
        VmIdentity.parse(
            vm.header().vm().id().toString(), edit.name().orElse(vm.header().vm().name()));
    Addressees addressees = Addressees.permitting(owner.guardian(), selection.permitted());
    VmHeader header = VmHeader.of(identity, vm.header().policy(), addressees);
    try (OpenedVm old = vm.unlock(owner.opening(), tools.random());
        TransportKey transportKey = TransportKey.create(tools.random())) {
      VerifiedKeyProtector protector =
          new ProtectorVerifier(tools.engine())
              .verify(
                  new ProtectorAuthor(tools)
                      .createFor(owner.signing(), selection.in, transportKey));
      new VmAuthor(tools.engine(), tools.random())
          .reseal(old, new VmDraft(header, owner.signing(), protector, transportKey), out);
    }
    return new ResealedVm(
        header,
        vm.generation() + 1,
        selection.granted,
        selection.alreadyGranted,
        selection.revoked,
        selection.notGranted);
  }

  private static VerificationFailedException refused(String code, String found, String expected) {
    return new VerificationFailedException(Fault.of(code, "guardians", found, expected));
  }

  /** Who is in. */
  private static final class Selection {

    private final Guardian owner;
    private final List<Grantee> in = new ArrayList<>();
    private final List<GuardianName> granted = new ArrayList<>();
    private final List<GuardianName> alreadyGranted = new ArrayList<>();
    private final List<GuardianName> revoked = new ArrayList<>();
    private final List<GuardianName> notGranted = new ArrayList<>();

    Selection(ShieldedVm vm, Guardian owner) {
      this.owner = owner;
      for (Wrapping wrapping : vm.protector().wrappings()) {
        if (!wrapping.isOwn()) {
          GuardianName name = vm.header().permits(wrapping).orElseThrow();
          in.add(Grantee.kept(name, vm.protector(), wrapping));
        }
      }
    }

    List<PermittedGuardian> permitted() {
      return in.stream().map(PermittedGuardian::of).toList();
    }

    void apply(VmEdit edit) throws VerificationFailedException {
      for (Guardian guardian : edit.revoke()) {
        if (guardian.hasSigningKeyOf(owner.signing()) || guardian.decryptsFor(owner.encryption())) {
          throw refused("owner-stays", guardian.name() + " is the owner", "another guardian");
        }
        // Either key is enough: who is taken out must not stay in beside a foreign key.
        boolean gone = in.removeIf(each -> sharesKey(guardian, each));
        (gone ? revoked : notGranted).add(guardian.name());
      }
      for (TrustedGuardian trusted : edit.grant()) {
        Guardian guardian = trusted.guardian();
        boolean there =
            in.stream()
                .anyMatch(
                    each ->
                        each.signing().sameKeyAs(guardian.signing())
                            && each.encryption().sameKeyAs(guardian.encryption()));
        (there ? alreadyGranted : granted).add(guardian.name());
        if (!there) {
          in.add(Grantee.of(trusted));
        }
      }
    }

    private static boolean sharesKey(Guardian guardian, Grantee other) {
      return guardian.signsWith(other.signing()) || guardian.decryptsFor(other.encryption());
    }
  }
}
