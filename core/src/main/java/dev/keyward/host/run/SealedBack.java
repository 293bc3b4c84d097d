package dev.keyward.host.run;

import dev.keyward.vm.sealing.PartName;
import java.util.List;

/**
 * What was sealed of a machine that ran.
 *
 * @param generation of its file now
 * @param changed the parts that were changed and are in it; where there are none, the file stayed
 * @param missing the parts whose files were not there any more; the file has them as they were
 */
public record SealedBack(long generation, List<PartName> changed, List<PartName> missing) {

  /** Copies the lists. */
  public SealedBack {
    changed = List.copyOf(changed);
    missing = List.copyOf(missing);
  }
}
