package dev.keyward.fleet.availability;

import dev.keyward.finding.Finding;
import java.util.List;

/**
 * Machines that do not start in some single outage, and the smallest change that fixes it,
 * simulated.
 *
 * @param remedy the change
 * @param vms the machines that it helps
 * @param cells in how many cases of a machine and a single outage they start with it and do not
 *     without
 */
public record Gap(Finding.Remedy remedy, List<String> vms, long cells) {

  /** Copies the list. */
  public Gap {
    vms = List.copyOf(vms);
  }
}
