package dev.keyward.host;

import dev.keyward.Fault;
import dev.keyward.KeywardException;
import dev.keyward.VerificationFailedException;
import dev.keyward.guardian.GuardianCertificate;
import dev.keyward.host.Acceptance.Kind;
import dev.keyward.vm.ShieldedVm;
import dev.keyward.vm.VmHeader;
import dev.keyward.vm.VmHistory;
import dev.keyward.vm.sealing.Ancestry;
import java.io.IOException;
import java.util.ArrayList;
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
   *     {@code another-branch}; {@code made-anew}
   */
  Set<Kind> require(ShieldedVm vm) throws KeywardException, IOException {
    GuardianCertificate owner = vm.header().certificate();
    if (acceptance.isAnotherThan(owner)) {
      throw refused(
          "another-owner",
          "the owner with the signing key " + owner.keyThumbprint(),
          "the owner that --accept-owner names");
    }
    Optional<MachineRecord> present = own.record();
    boolean isKnown =
        present.filter(each -> own.lineage(each).equals(vm.history().lineage())).isPresent();
    if (isKnown || others.isEmpty()) {
      requireHistory(vm, own, present);
    } else {
      requireOwner(vm);
      requireHistory(vm, others.get(0), others.get(0).record());
    }
    return accepted;
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
    String differences = differences(vm, folder.headerOf(remembered.get()));
    requireRelation(vm.history(), remembered.get(), differences);
  }

  /** The rule of before, for a record that has a number alone. */
  private void requireNumber(long generation, long highest) throws VerificationFailedException {
    if (generation < highest) {
      take(
          acceptance.rollback(),
          Kind.ROLLBACK,
          older(
              "generation " + generation,
              highest + " or later, which this host has started already"));
    }
  }

  private void requireRelation(VmHistory history, VmHistory remembered, String differences)
      throws VerificationFailedException {
    String last =
        "generation " + remembered.generation() + ", which was here last, or what comes from it";
    String generation = "generation " + history.generation();
    switch (history.to(remembered)) {
      case ANCESTOR ->
          take(
              acceptance.rollback(),
              Kind.ROLLBACK,
              older(generation + ", which came before" + differences, last));
      case BRANCH -> {
        String far =
            history.isFarFrom(remembered) ? ", or more than " + Ancestry.MOST + " edits away" : "";
        take(
            acceptance.branch(),
            Kind.BRANCH,
            branch("another-branch", generation + " of another branch" + far + differences, last));
      }
      case OTHER ->
          take(
              acceptance.branch(),
              Kind.BRANCH,
              branch("made-anew", generation + " of a VM that was made anew" + differences, last));
      default -> {
        // It is that state, or comes from it.
      }
    }
  }

  private static Fault older(String found, String expected) {
    return Fault.of("older-generation", "seal", found, expected)
        .withHint("--accept-rollback starts it all the same, if you know why it is older");
  }

  private static Fault branch(String code, String found, String expected) {
    return Fault.of(code, "seal", found, expected)
        .withHint(
            "--accept-branch starts it all the same, if you know why; what was here last is the"
                + " other branch then");
  }

  /** Who opens only one of both, as the owners signed it. */
  private static String differences(ShieldedVm vm, Optional<VmHeader> last) {
    if (last.isEmpty()) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    vm.header()
        .without(last.get())
        .ifPresent(names -> parts.add("; it lets in " + names + ", whom the other one revoked"));
    last.get()
        .without(vm.header())
        .ifPresent(names -> parts.add("; it revoked " + names + ", whom the other one lets in"));
    return String.join("", parts);
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
