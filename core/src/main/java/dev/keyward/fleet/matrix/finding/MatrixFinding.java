package dev.keyward.fleet.matrix.finding;

import dev.keyward.finding.LocatedFinding;
import dev.keyward.guardian.GuardianCertificate;
import java.util.List;

/**
 * One finding of a matrix.
 *
 * @param located the finding with the machines that have it
 * @param hosts the hosts that it is about
 * @param certificates that it is about; those that a fix moves, where one does
 * @param lines for PowerShell that fix it or tell more; none where words have to do
 */
public record MatrixFinding(
    LocatedFinding located,
    List<String> hosts,
    List<GuardianCertificate> certificates,
    List<String> lines) {

  /** Copies the lists. */
  public MatrixFinding {
    hosts = List.copyOf(hosts);
    certificates = List.copyOf(certificates);
    lines = List.copyOf(lines);
  }

  /** Its kind. */
  public MatrixFindingCode code() {
    return (MatrixFindingCode) located.finding().code();
  }
}
