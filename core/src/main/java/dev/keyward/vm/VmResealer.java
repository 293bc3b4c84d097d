package dev.keyward.vm;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.NoAccessException;
import dev.keyward.VerificationFailedException;
import dev.keyward.crypto.Tools;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.GuardianKeys;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.OpeningKey;
import dev.keyward.guardian.SigningKey;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.guardian.trust.TrustedGuardian;
import dev.keyward.protector.Grantee;
import dev.keyward.protector.ProtectorAuthor;
import dev.keyward.protector.ProtectorVerifier;
import dev.keyward.protector.TransportKey;
import dev.keyward.protector.TrustedHistory;
import dev.keyward.protector.VerifiedKeyProtector;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.vm.sealing.Addressees;
import dev.keyward.vm.sealing.PermittedGuardian;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
   * Whose keys are used.
   *
   * @param opener opens the old file
   * @param owner signs the new one
   */
  public record Hands(OpeningKey opener, SigningKey owner) {}

  /** The same with both keys of the owner. */
  public ResealedVm reseal(ShieldedVm vm, GuardianKeys owner, VmEdit edit, OutputStream out)
      throws KeywardException, IOException {
    return reseal(vm, new Hands(owner.opening(), owner.signing()), edit, out);
  }

  /**
   * Writes the machine, sealed anew, to {@code out}; the old file is only read.
   *
   * @param hands the owner's keys that open the old file, and those that sign the new one
   * @throws NoAccessException code {@code not-the-owner}
   * @throws VerificationFailedException code {@code owner-stays}; {@code keys-in-use}, where a
   *     guardian to let in shares a key with another; {@code too-many-guardians}; or whatever
   *     opening the old file says
   * @throws dev.keyward.NotTrustedException code {@code expired}, where a guardian to let in is
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
    Selection selection = new Selection(vm, hands.owner().guardian(), tools.clock().instant());
    selection.keep(edit);
    selection.apply(edit);
    return write(vm, hands, selection.outcome(edit), out);
  }

  /**
   * Writes the machine for another owner, under a new transport key.
   *
   * @param hands who opens the old file, and the new owner
   * @param guardians the only ones that the new owner grants
   */
  public ResealedVm handOver(
      ShieldedVm vm, Hands hands, List<TrustedGuardian> guardians, OutputStream out)
      throws KeywardException, IOException {
    Selection selection = new Selection(vm, hands.owner().guardian(), tools.clock().instant());
    VmEdit edit = new VmEdit(TrustedHistory.of(guardians), List.of(), List.of(), Optional.empty());
    selection.apply(edit);
    return write(vm, hands, selection.outcome(edit), out);
  }

  /** What the new file is to say. */
  private record Outcome(Selection selection, Optional<String> name) {}

  private ResealedVm write(ShieldedVm vm, Hands hands, Outcome outcome, OutputStream out)
      throws KeywardException, IOException {
    Selection selection = outcome.selection();
    VmIdentity identity =
        VmIdentity.parse(
            vm.header().vm().id().toString(), outcome.name().orElse(vm.header().vm().name()));
    SigningKey owner = hands.owner();
    Addressees addressees = Addressees.permitting(owner.guardian(), selection.permitted());
    VmHeader header = VmHeader.of(identity, vm.header().policy(), addressees);
    try (OpenedVm old = vm.unlock(hands.opener(), tools.random());
        TransportKey transportKey = TransportKey.create(tools.random())) {
      VerifiedKeyProtector protector =
          new ProtectorVerifier(tools.engine())
              .verify(new ProtectorAuthor(tools).createFor(owner, selection.in, transportKey));
      new VmAuthor(tools.engine(), tools.random())
          .reseal(old, new VmDraft(header, owner, protector, transportKey), out);
    }
    return new ResealedVm(
        header,
        vm.generation() + 1,
        selection.granted,
        selection.alreadyGranted,
        selection.revoked,
        selection.notGranted,
        selection.renewed);
  }

  private static VerificationFailedException refused(String code, String found, String expected) {
    return new VerificationFailedException(Fault.of(code, "guardians", found, expected));
  }

  /** Who is in. */
  private static final class Selection {

    private final ShieldedVm vm;
    private final Guardian owner;
    private final Instant now;
    private final List<GuardianName> renewed = new ArrayList<>();
    private final List<Grantee> in = new ArrayList<>();
    private final List<GuardianName> granted = new ArrayList<>();
    private final List<GuardianName> alreadyGranted = new ArrayList<>();
    private final List<GuardianName> revoked = new ArrayList<>();
    private final List<GuardianName> notGranted = new ArrayList<>();

    Selection(ShieldedVm vm, Guardian owner, Instant now) {
      this.vm = vm;
      this.owner = owner;
      this.now = now;
    }

    Outcome outcome(VmEdit edit) {
      return new Outcome(this, edit.name());
    }

    /** All who are in and stay, with current keys in the place of former ones. */
    void keep(VmEdit edit) throws VerificationFailedException {
      Set<Wrapping> out = new HashSet<>();
      for (Thumbprint print : edit.out()) {
        out.addAll(named(print));
      }
      List<TrustedHistory> later = new ArrayList<>();
      for (Wrapping wrapping : vm.protector().wrappings()) {
        if (out.contains(wrapping)) {
          revoked.add(vm.header().permits(wrapping).orElseThrow());
        }
        if (wrapping.isOwn() || out.contains(wrapping)) {
          continue;
        }
        Optional<TrustedHistory> renewal =
            edit.renew().stream().filter(each -> isFormer(each, wrapping)).findFirst();
        renewal.ifPresent(later::add);
        if (renewal.isEmpty()) {
          GuardianName name = vm.header().permits(wrapping).orElseThrow();
          in.add(staying(name, wrapping));
        }
      }
      for (TrustedHistory renewal : later) {
        // Where current and former stand side by side, the former one goes.
        if (in.stream().noneMatch(each -> hasOne(renewal.current().guardian(), each))) {
          in.add(Grantee.of(renewal.current()));
        }
        renewed.add(renewal.history().name());
      }
    }

    /** The same owner with another signing key answers for whom the former key let in. */
    private Grantee staying(GuardianName name, Wrapping wrapping) {
      return owner.signing().sameKeyAs(vm.header().certificate())
          ? Grantee.kept(name, vm.protector(), wrapping)
          : Grantee.takenOver(name, vm.protector(), wrapping);
    }

    /** The wrappings that have that key or certificate. */
    private List<Wrapping> named(Thumbprint print) throws VerificationFailedException {
      List<Wrapping> named =
          vm.protector().wrappings().stream()
              .filter(each -> each.signing().isNamed(print) || each.encryption().isNamed(print))
              .toList();
      if (named.isEmpty()) {
        throw refused("not-granted", "nobody who has " + print, "a key or certificate in the file");
      }
      if (named.stream().anyMatch(Wrapping::isOwn)) {
        throw refused("owner-stays", print + " is the owner's", "another guardian's");
      }
      return named;
    }

    private boolean isFormer(TrustedHistory renewal, Wrapping wrapping) {
      Guardian current = renewal.current().guardian();
      boolean valid =
          renewal.current().holdsFrom().isBefore(now)
              && renewal.current().holdsUntil().isAfter(now);
      return valid
          && renewal.history().signingKey(wrapping.signing()).isPresent()
          && renewal.history().encryptionKey(wrapping.encryption()).isPresent()
          && !(current.signing().equals(wrapping.signing())
              && current.encryption().equals(wrapping.encryption()));
    }

    List<PermittedGuardian> permitted() {
      return in.stream().map(PermittedGuardian::of).toList();
    }

    void apply(VmEdit edit) throws VerificationFailedException {
      for (GuardianHistory guardian : edit.revoke()) {
        if (guardian.signingKey(owner.signing()).isPresent()
            || guardian.encryptionKey(owner.encryption()).isPresent()) {
          throw refused("owner-stays", guardian.name() + " is the owner", "another guardian");
        }
        // Either key is enough: who is taken out must not stay in beside a foreign key.
        boolean gone = in.removeIf(each -> sharesKey(guardian, each));
        (gone ? revoked : notGranted).add(guardian.name());
      }
      for (TrustedHistory guardian : edit.grant()) {
        grant(guardian);
      }
    }

    private void grant(TrustedHistory grantee) {
      Guardian guardian = grantee.current().guardian();
      boolean there =
          in.stream().anyMatch(each -> guardian.hasKeysOf(each.signing(), each.encryption()));
      (there ? alreadyGranted : granted).add(guardian.name());
      if (!there) {
        // No public key may stand in two wrappings, so a new half takes the place of the old one.
        // One that shares only an encryption key may be another's; the header then refuses both.
        if (in.removeIf(
            each ->
                grantee.history().signingKey(each.signing()).isPresent()
                    && hasOne(guardian, each))) {
          renewed.add(guardian.name());
        }
        in.add(Grantee.of(grantee.current()));
      }
    }

    private static boolean hasOne(Guardian guardian, Grantee other) {
      return guardian.hasOneKeyOf(other.signing(), other.encryption());
    }

    private static boolean sharesKey(GuardianHistory guardian, Grantee other) {
      return guardian.signingKey(other.signing()).isPresent()
          || guardian.encryptionKey(other.encryption()).isPresent();
    }
  }
}
