package dev.keyward.host;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.MalformedInputException;
import dev.keyward.VerificationFailedException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.host.Acceptance.Kind;
import dev.keyward.vm.ShieldedVm;
import dev.keyward.vm.VmHistory;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a host starts a state of a VM: it is the state that the host remembers, or comes from it,
 * or the operator takes it all the same. What a file says of its history is proved only when its
 * part keys open.
 */
final class HistoryRule {

  private final Acceptance acceptance;
  private final MachineFolder own;
  private final List<MachineFolder> others;
  private final Set<Kind> accepted = EnumSet.noneOf(Kind.class);

  /**
   * For a VM whose folder is {@code own}.
   *
   * @param others the folders of other owners in which the same lineage is remembered
   */
  HistoryRule(MachineFolder own, List<MachineFolder> others, Acceptance acceptance) {
    this.own = own;
    this.others = others;
    this.acceptance = acceptance;
  }

  /**
   * Refuses what the host does not start.
   *
   * @return what the operator's word was needed for
   * @throws VerificationFailedException code {@code another-owner}; {@code older-generation};
   *     {@code another-branch}; {@code shielded-again}
   */
  Set<Kind> require(ShieldedVm vm) throws KeywardException, IOException {
    GuardianCertificate owner = vm.header().certificate();
    if (acceptance.isAnotherThan(owner)) {
      throw refused(
          "another-owner",
          "the owner with the signing key " + owner.keyThumbprint(),
          "the owner that --accept-owner names");
    }
    Optional<MachineRecord> present = remembered(own);
    boolean isKnown =
        present.filter(each -> own.lineage(each).equals(vm.history().lineage())).isPresent();
    if (isKnown || others.isEmpty()) {
      requireHistory(vm, own, present);
    } else {
      requireOwner(vm);
      requireHistory(vm, others.get(0), remembered(others.get(0)));
    }
    return accepted;
  }

  /** If the operator accepts any state, a damaged record counts as no record. */
  private Optional<MachineRecord> remembered(MachineFolder folder)
      throws KeywardException, IOException {
    try {
      return folder.record();
    } catch (MalformedInputException e) {
      if (acceptance.rollback()) {
        accepted.add(Kind.ROLLBACK);
        return Optional.empty();
      }
      throw new MalformedInputException(
          e.fault()
              .withHint(
                  "this host no longer knows which state it started last; if you know that the"
                      + " file is the newest, --accept-rollback starts it and writes the record"
                      + " again"),
          e);
    }
  }

  private void requireOwner(ShieldedVm vm) throws VerificationFailedException {
    String print = vm.header().certificate().keyThumbprint().toString();
    take(
        acceptance.owner().isPresent(),
        Kind.OWNER,
        Fault.of(
                "another-owner",
                "header",
                "the owner with the signing key " + print,
                "the owner with the signing key "
                    + others.get(0).key().owner()
                    + ", under whom this host knows the VM")
            .withHint(
                "ask both owners; if the VM was handed over, --accept-owner "
                    + print
                    + " starts it and moves the host's record"));
  }

  private void requireHistory(ShieldedVm vm, MachineFolder folder, Optional<MachineRecord> record)
      throws KeywardException, IOException {
    if (record.isEmpty()) {
      return;
    }
    Optional<VmHistory> remembered = record.get().history();
    if (remembered.isEmpty()) {
      requireNumber(vm.generation(), record.get().generation());
      return;
    }
    HistoryFaults faults =
        new HistoryFaults(vm, remembered.get(), folder.headerOf(remembered.get()));
    switch (vm.history().to(remembered.get())) {
      case ANCESTOR -> take(acceptance.rollback(), Kind.ROLLBACK, faults.older());
      case BRANCH -> take(acceptance.branch(), Kind.BRANCH, faults.otherBranch());
      case OTHER -> take(acceptance.branch(), Kind.BRANCH, faults.shieldedAgain());
      default -> {
        // It is that state, or comes from it.
      }
    }
  }

  /** The rule of before, for a record that has a number alone. */
  private void requireNumber(long generation, long highest) throws VerificationFailedException {
    if (generation < highest) {
      take(acceptance.rollback(), Kind.ROLLBACK, HistoryFaults.older(generation, highest));
    }
  }

  private void take(boolean isAccepted, Kind kind, Fault fault) throws VerificationFailedException {
    if (!isAccepted) {
      throw new VerificationFailedException(fault);
    }
    accepted.add(kind);
  }

  private static VerificationFailedException refused(String code, String found, String expected) {
    return new VerificationFailedException(Fault.of(code, "header", found, expected));
  }
}
