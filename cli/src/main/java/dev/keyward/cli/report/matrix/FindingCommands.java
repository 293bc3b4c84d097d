package dev.keyward.cli.report.matrix;

import dev.keyward.fleet.matrix.finding.MatrixFinding;
import dev.keyward.fleet.plan.KeyTransfer;
import java.util.List;

/** The lines that fix a finding, or tell more; PowerShell's, to be pasted on a host. */
public final class FindingCommands {

  private FindingCommands() {}

  /** The lines, none where words have to do. */
  public static List<String> of(MatrixFinding finding) {
    return switch (finding.code()) {
      case NO_HOST_STARTS, KEY_MISSING -> KeyTransfer.importLines(finding.certificates());
      case ONE_HOST_ONLY -> KeyTransfer.exportLines(finding.certificates());
      case CLUSTER_NODE_CANNOT_START -> KeyTransfer.bothLines(finding.certificates());
      case CERTIFICATE_ENDS, CERTIFICATE_ENDED -> KeyTransfer.newGuardianLines();
      case CLUSTERS_NOT_GIVEN -> List.of("(Get-ClusterNode).Name");
      default -> List.of();
    };
  }
}
