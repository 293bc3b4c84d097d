package dev.keyward.cli.report.audit;

import dev.keyward.audit.result.Copies;
import dev.keyward.cli.console.Answer;
import dev.keyward.finding.VmFacts;
import java.util.List;
import java.util.Optional;

/**
 * What Hyper-V's own files say of a VM; nothing where a protector is from elsewhere.
 *
 * @param tpm whether it has a virtual TPM
 * @param shielding whether it asks to be shielded
 * @param lastKnownGoodProtector whether they hold one: none, same or other
 */
record MachineAnswer(
    @Answer.IfPresent Optional<Boolean> tpm,
    @Answer.IfPresent Optional<Boolean> shielding,
    @Answer.IfPresent Optional<String> lastKnownGoodProtector)
    implements Answer {

  static MachineAnswer of(VmFacts facts) {
    return new MachineAnswer(
        facts.files().flatMap(files -> facts.tpm()),
        facts.files().flatMap(VmFacts.Files::shielding),
        facts.files().map(files -> files.lastKnownGood().code()));
  }

  /** Files that hold a VM once more. */
  record Copied(
      String vm, @Answer.IfPresent Optional<String> id, long count, List<String> files, long more)
      implements Answer {

    static Copied of(Copies.Vm vm) {
      return new Copied(vm.name(), vm.id(), vm.count(), vm.files(), vm.count() - vm.files().size());
    }
  }
}
