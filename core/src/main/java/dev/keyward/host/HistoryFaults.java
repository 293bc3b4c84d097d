package dev.keyward.host;

import dev.keyward.Fault;
import dev.keyward.vm.ShieldedVm;
import dev.keyward.vm.VmHeader;
import dev.keyward.vm.VmHistory;
import dev.keyward.vm.sealing.Ancestry;
import java.util.Optional;

/**
 * What is said of a state that does not come from the one that a host remembers: what it is, and
 * which guardians only one of both lets in, as their owners signed it.
 */
final class HistoryFaults {

  private final ShieldedVm vm;
  private final VmHistory remembered;
  private final Optional<VmHeader> last;

  /**
   * For the state in a file.
   *
   * @param last what the owner signed of the state that is remembered, where that is known
   */
  HistoryFaults(ShieldedVm vm, VmHistory remembered, Optional<VmHeader> last) {
    this.vm = vm;
    this.remembered = remembered;
    this.last = last;
  }

  /** The remembered state comes from it. */
  Fault older() {
    String found = ", which came before" + guardians("revoked since then", "let in since then");
    return older(generation() + found, expected());
  }

  /** The same of a host that remembers a number alone. */
  static Fault older(long generation, long highest) {
    return older(
        "generation " + generation, highest + " or later, which this host has started already");
  }

  private static Fault older(String found, String expected) {
    return Fault.of("older-generation", "seal", found, expected)
        .withHint("--accept-rollback starts it anyway, if you know why it is older");
  }

  /** Both come from a third one, or are too far apart to know. */
  Fault otherBranch() {
    String far =
        vm.history().isFarFrom(remembered) ? ", or more than " + Ancestry.MOST + " edits away" : "";
    String guardians =
        guardians(
            "revoked on the other branch, or let in on this one",
            "let in on the other branch, or revoked on this one");
    return branch("another-branch", generation() + " of another branch" + far + guardians);
  }

  /** They have nothing in common but the id. */
  Fault shieldedAgain() {
    String guardians = guardians("let in by this one alone", "let in by the other one alone");
    return branch("shielded-again", generation() + " of a VM that was shielded again" + guardians);
  }

  private Fault branch(String code, String found) {
    return Fault.of(code, "seal", found, expected())
        .withHint(
            "--accept-branch starts it anyway, if you know why; the state that was here last is"
                + " then the other branch");
  }

  private String generation() {
    return "generation " + vm.generation();
  }

  private String expected() {
    return "generation " + remembered.generation() + ", which was here last, or what comes from it";
  }

  private String guardians(String here, String there) {
    return last.flatMap(vm.header()::without).map(names -> "; " + here + ": " + names).orElse("")
        + last.flatMap(each -> each.without(vm.header()))
            .map(names -> "; " + there + ": " + names)
            .orElse("");
  }
}
