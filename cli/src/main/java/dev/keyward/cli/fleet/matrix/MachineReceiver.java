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

  private final MatrixDraft draft;
  private final Set<String> named;
  private Optional<MalformedInputException> failure = Optional.empty();

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
      draft.protector(found);
    } else if (failure.isEmpty()) {
      Finding finding = found.findings().get(0);
      failure =
          Optional.of(
              new MalformedInputException(
                  Fault.of("no-machines", found.place().file(), finding.found(), "")
                      .withHint(finding.remedy().text().replace(Finding.Remedy.NO_COMMAND, ""))));
    }
  }

  /**
   * Refuses a file that was named and that gives no machines.
   *
   * @throws MalformedInputException code {@code no-machines}
   */
  void requireMachines() throws MalformedInputException {
    if (failure.isPresent()) {
      throw failure.get();
    }
  }
}
