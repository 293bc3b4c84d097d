package dev.keyward.fleet.availability;

import dev.keyward.fleet.topology.fact.Verdict;
import java.util.Optional;

/**
 * All that decides whether a machine starts: machines with equal ones fare alike, so that each is
 * computed once.
 *
 * @param site the index of the host's site
 * @param primary what the host asks first; empty where it knows no service
 * @param fallback what it asks then
 * @param limit the host's limit in seconds
 * @param own the index of the node that the machine is; -1 where it is none
 */
record StartClass(int site, Optional<Asked> primary, Optional<Asked> fallback, int limit, int own) {

  /**
   * A service as one machine's host meets it.
   *
   * @param cluster the index of the service
   * @param verdict what it says once it is reached
   */
  record Asked(int cluster, Verdict verdict) {}
}
