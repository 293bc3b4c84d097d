package dev.keyward.vm;

import dev.keyward.Fault;
import dev.keyward.NotTrustedException;
import dev.keyward.VerificationFailedException;
import dev.keyward.guardian.Guardian;
import dev.keyward.guardian.GuardianHistory;
import dev.keyward.guardian.GuardianName;
import dev.keyward.guardian.Thumbprint;
import dev.keyward.protector.Grantee;
import dev.keyward.protector.TrustedHistory;
import dev.keyward.protector.part.Wrapping;
import dev.keyward.vm.sealing.PermittedGuardian;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which guardians can open a shielded VM after it is sealed again. */
final class VmSelection {

  private final ShieldedVm vm;
  private final Guardian owner;
  private final Instant now;
  private final List<GuardianName> renewed = new ArrayList<>();
  private final List<Grantee> in = new ArrayList<>();
  private final List<GuardianName> granted = new ArrayList<>();
  private final List<GuardianName> alreadyGranted = new ArrayList<>();
  private final List<GuardianName> revoked = new ArrayList<>();
  private final List<GuardianName> notGranted = new ArrayList<>();

  VmSelection(ShieldedVm vm, Guardian owner, Instant now) {
    this.vm = vm;
    this.owner = owner;
    this.now = now;
  }

  /** All guardians that keep their access, with current keys in the place of former ones. */
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
        in.add(Grantee.staying(name, vm.protector(), wrapping, owner));
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
        !renewal.current().holdsFrom().isAfter(now)
            && !renewal.current().holdsUntil().isBefore(now);
    return valid
        && renewal.history().signingKey(wrapping.signing()).isPresent()
        && renewal.history().encryptionKey(wrapping.encryption()).isPresent()
        && !(current.signing().equals(wrapping.signing())
            && current.encryption().equals(wrapping.encryption()));
  }

  /** The guardians of the new protector. */
  List<Grantee> in() {
    return in;
  }

  List<PermittedGuardian> permitted() {
    return in.stream().map(PermittedGuardian::of).toList();
  }

  /** What became of the edit. */
  ResealedVm outcome(VmHeader header, long generation) {
    return new ResealedVm(
        header, generation, granted, alreadyGranted, revoked, notGranted, renewed);
  }

  void apply(VmEdit edit) throws VerificationFailedException {
    for (GuardianHistory guardian : edit.revoke()) {
      if (guardian.signingKey(owner.signing()).isPresent()
          || guardian.encryptionKey(owner.encryption()).isPresent()) {
        throw refused("owner-stays", guardian.name() + " is the owner", "another guardian");
      }
      // Either key is enough: a removed guardian must not keep access beside another's key.
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
              grantee.history().signingKey(each.signing()).isPresent() && hasOne(guardian, each))) {
        renewed.add(guardian.name());
      }
      in.add(Grantee.of(grantee.current()));
    }
  }

  /**
   * Refuses those whose certificates are not valid now, unless it was decided to trust them so.
   * Whose current keys come in is judged where they are granted.
   */
  void requireCurrent(VmEdit edit) throws NotTrustedException {
    for (Grantee grantee : in) {
      boolean accepted =
          edit.renew().stream()
              .map(TrustedHistory::current)
              .filter(each -> each.guardian().hasKeysOf(grantee.signing(), grantee.encryption()))
              .anyMatch(each -> each.decision().acceptedExpired());
      if (!accepted) {
        grantee.requireCurrent(now);
      }
    }
  }

  private static boolean hasOne(Guardian guardian, Grantee other) {
    return guardian.hasOneKeyOf(other.signing(), other.encryption());
  }

  private static boolean sharesKey(GuardianHistory guardian, Grantee other) {
    return guardian.signingKey(other.signing()).isPresent()
        || guardian.encryptionKey(other.encryption()).isPresent();
  }

  private static VerificationFailedException refused(String code, String found, String expected) {
    return new VerificationFailedException(Fault.of(code, "guardians", found, expected));
  }
}
