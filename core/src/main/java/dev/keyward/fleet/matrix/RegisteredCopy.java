package dev.keyward.fleet.matrix;

import dev.keyward.audit.result.AuditedProtector;
import dev.keyward.text.VmName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Several copies of a machine, such as snapshots and exports, with different protectors. A host
 * starts the one whose path it has registered.
 */
final class RegisteredCopy {

  private RegisteredCopy() {}

  /**
   * The copy that lies where hosts have registered the machine, as far as the ends of the paths
   * tell; all copies where they do not tell it.
   *
   * @param same what the files of one machine hold
   * @param paths where hosts have registered it, as Windows writes paths; hostile
   */
  static List<AuditedProtector> of(List<AuditedProtector> same, Collection<String> paths) {
    boolean files = same.stream().allMatch(each -> each.facts().files().isPresent());
    if (same.size() < 2 || !files) {
      return same;
    }
    List<AuditedProtector> best = new ArrayList<>();
    int most = 1;
    for (AuditedProtector each : same) {
      List<String> own = steps(each.place().file());
      int common = paths.stream().mapToInt(path -> common(own, steps(path))).max().orElse(0);
      if (common > most) {
        best.clear();
        most = common;
      }
      if (common == most) {
        best.add(each);
      }
    }
    return best.size() == 1 ? best : same;
  }

  private static List<String> steps(String path) {
    return List.of(VmName.folded(path).split("[/\\\\]"));
  }

  /** How many steps at their ends are the same. The name of the file alone tells nothing. */
  private static int common(List<String> first, List<String> second) {
    int count = 0;
    while (count < Math.min(first.size(), second.size())
        && first.get(first.size() - 1 - count).equals(second.get(second.size() - 1 - count))) {
      count++;
    }
    return count;
  }
}
