package dev.keyward.audit.judge;

import dev.keyward.audit.result.AuditFindingCode;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.GuardianSet;
import dev.keyward.audit.result.Standing;
import dev.keyward.finding.Finding;
import dev.keyward.finding.Finding.Remedy;
import dev.keyward.protector.file.MachineProtectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is to be said of a machine whose files Hyper-V wrote, beside what its protectors say. */
final class MachineFindings {

  private static final String COPY = "copy the VM's whole folder again, and audit again";

  private final MachineProtectors machine;
  private final boolean withState;

  /**
   * @param withState whether the machine's state was read too
   */
  MachineFindings(MachineProtectors machine, boolean withState) {
    this.machine = machine;
    this.withState = withState;
  }

  /** The protectors of the machine, the first of them with what is said of the machine. */
  List<Examined> with(List<Examined> examined) {
    List<Examined> all = new ArrayList<>(examined);
    all.replaceAll(each -> isNone(each) ? each.with(List.of()) : each);
    List<Finding> found = new ArrayList<>();
    if (machine.hasUnsavedChanges()) {
      found.add(
          of(
              AuditFindingCode.UNSAVED_CHANGES,
              "the log with Hyper-V's unwritten changes is damaged",
              COPY));
    }
    missing().ifPresent(found::add);
    differing(all).ifPresent(found::add);
    if (machine.hasDamagedHeader()) {
      found.add(
          of(
              AuditFindingCode.HEADER_COPY_DAMAGED,
              "the signature or the checksum of one header is wrong",
              "check whether the disk reports errors; " + COPY));
    }
    List<Finding> first = new ArrayList<>(all.get(0).result().findings());
    first.addAll(found);
    all.set(0, all.get(0).with(first));
    return all;
  }

  private static boolean isNone(Examined examined) {
    return examined.result().standing() == Standing.NONE;
  }

  private Optional<Finding> missing() {
    if (!machine.hasTpm() || !machine.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        withState
            ? of(
                AuditFindingCode.TPM_WITHOUT_PROTECTOR,
                "a virtual TPM, and no protector in configuration or state",
                "look at the VM on its host with Get-VMKeyProtector and Get-VMSecurity")
            : of(
                AuditFindingCode.PROTECTOR_NOT_IN_THESE_FILES,
                "a virtual TPM, and no protector in the configuration",
                "copy the VM's whole folder, GUID.vmrs too, and audit again"));
  }

  /** Who can open one of the two protectors and not the other. */
  private static Optional<Finding> differing(List<Examined> all) {
    Optional<GuardianSet> current = set(all, false);
    Optional<GuardianSet> last = set(all, true);
    if (current.isEmpty() || last.isEmpty()) {
      return Optional.empty();
    }
    return new OpenersCompared("the last known good one", "the current one")
        .difference(last.get(), current.get())
        .map(
            found ->
                of(
                    AuditFindingCode.LAST_KNOWN_GOOD_DIFFERS,
                    found,
                    "start the VM once with its current protector; Hyper-V then keeps that one as"
                        + " last known good"));
  }

  private static Optional<GuardianSet> set(List<Examined> all, boolean last) {
    return all.stream()
        .map(Examined::result)
        .filter(result -> result.standing() == Standing.VALID)
        .filter(result -> result.place().lastKnownGood() == last)
        .map(AuditedProtector::set)
        .findFirst();
  }

  private static Finding of(AuditFindingCode code, String found, String remedy) {
    return Finding.of(code, found, Remedy.noCommand(remedy));
  }
}
