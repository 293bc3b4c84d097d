package dev.keyward.fleet.availability;

import dev.keyward.fleet.topology.fact.Verdict;
import java.util.List;
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
 * @param local what hosts in local mode can do; empty where the machine's host asks services
 */
record StartClass(
    int site,
    Optional<Asked> primary,
    Optional<Asked> fallback,
    int limit,
    int own,
    Optional<Local> local) {

  /**
   * What hosts in local mode can do with a machine. All are numbers of hosts.
   *
   * @param host its own host
   * @param starting those of its site that have a key for it, its own one first
   * @param open those of its site that may have a key for it, its own one first
   * @param holders all hosts that have a key for it, at any site
   */
  record Local(int host, List<Integer> starting, List<Integer> open, List<Integer> holders) {}

  /**
   * A service as one machine's host meets it.
   *
   * @param cluster the index of the service
   * @param verdict what it says once it is reached
   */
  record Asked(int cluster, Verdict verdict) {}
}
