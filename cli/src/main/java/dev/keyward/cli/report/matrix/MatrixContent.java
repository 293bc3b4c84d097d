package dev.keyward.cli.report.matrix;

import dev.keyward.cli.console.CommandLine;
import dev.keyward.finding.Severity;
import dev.keyward.fleet.matrix.Backup;
import dev.keyward.fleet.matrix.MatrixVm;
import dev.keyward.fleet.matrix.ProtectorState;
import dev.keyward.fleet.matrix.StartMatrix;
import dev.keyward.fleet.matrix.finding.MatrixFinding;
import dev.keyward.fleet.plan.PlanStep;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What reports of a matrix are made of.
 *
 * @param version of Keyward
 * @param clock when it was computed
 * @param matrix who starts what
 * @param findings the most severe first
 * @param remarks what else has to be known to read it: whole sentences
 * @param backup where keys are kept; empty where nobody said
 * @param plan the steps for the whole fleet
 * @param commands what commands are for
 */
public record MatrixContent(
    String version,
    Instant clock,
    StartMatrix matrix,
    List<MatrixFinding> findings,
    List<String> remarks,
    Optional<Backup> backup,
    List<PlanStep> plan,
    CommandLine commands) {

  /** Copies the lists. */
  public MatrixContent {
    findings = List.copyOf(findings);
    remarks = List.copyOf(remarks);
    plan = List.copyOf(plan);
  }

  /** How many findings of a severity there are. */
  public long count(Severity severity) {
    return findings.stream()
        .filter(each -> each.located().finding().severity() == severity)
        .count();
  }

  /** What the backup holds for a machine; empty where none was given, or nothing to judge. */
  public Optional<Backup.Holding> kept(MatrixVm vm) {
    return backup
        .filter(files -> vm.protector() == ProtectorState.VALID)
        .map(files -> files.of(vm));
  }
}
