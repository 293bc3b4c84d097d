package dev.keyward.cli.fleet.matrix;

import dev.keyward.Fault;
import dev.keyward.MalformedInputException;
import dev.keyward.audit.result.AuditReceiver;
import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.audit.result.Standing;
import dev.keyward.finding.Finding;
import dev.keyward.fleet.matrix.MatrixDraft;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Hands machines on, and keeps why a file that was named gave none. */
final class MachineReceiver implements AuditReceiver {

  /** Of VMs and their replicas, in all files together. */
  static final int MOST = 100_000;

  private final MatrixDraft draft;
  private final Set<String> named;
  private Optional<MalformedInputException> failure = Optional.empty();
  private int count;

  MachineReceiver(MatrixDraft draft, List<String> named) {
    this.draft = draft;
    this.named = Set.copyOf(named);
  }

  @Override
  public void protector(AuditedProtector found) {
    boolean whole = found.place().entry().isEmpty() && named.contains(found.place().file());
    boolean unusable =
        found.standing() == Standing.UNUSABLE || found.standing() == Standing.UNREADABLE;
    if (!whole || !unusable) {
      take(found);
    } else if (failure.isEmpty()) {
      Finding finding = found.findings().get(0);
      failure =
          Optional.of(
              new MalformedInputException(
                  Fault.of("no-machines", found.place().file(), finding.found(), "")
                      .withHint(finding.remedy().text().replace(Finding.Remedy.NO_COMMAND, ""))));
    }
  }

  /** What is kept of each machine takes memory, and a stranger may list any number. */
  private void take(AuditedProtector found) {
    count++;
    if (count <= MOST) {
      draft.protector(found);
    } else if (failure.isEmpty()) {
      failure =
          Optional.of(
              new MalformedInputException(
                  Fault.of(
                      "too-large",
                      found.place().file(),
                      "more than " + MOST + " entries of VMs",
                      "fewer in one matrix")));
    }
  }

  /**
   * Refuses a file that was named and that gives no machines.
   *
   * @throws MalformedInputException code {@code no-machines}, or {@code too-large} for too many
   */
  void requireMachines() throws MalformedInputException {
    if (failure.isPresent()) {
      throw failure.get();
    }
  }
}
