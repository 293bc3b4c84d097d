package dev.keyward.fleet.plan;

import java.util.List;
import java.util.Optional;

/**
 * A step of a plan.
 *
 * @param kind what it is
 * @param words what to do, lower case, without a full stop
 * @param host where, as hosts are spelled everywhere; empty where it is not on one host
 * @param lines for PowerShell there; none where words have to do
 * @param vms the machines that it is for, as findings name them
 */
public record PlanStep(
    Kind kind, String words, Optional<String> host, List<String> lines, List<String> vms) {

  /** Copies the lists. */
  public PlanStep {
    lines = List.copyOf(lines);
    vms = List.copyOf(vms);
  }

  /** What a step is. */
  public enum Kind {
    /** Nothing is to be done. */
    POSSIBLE,
    /** Keys are written to files. */
    EXPORT,
    /** Files with keys are carried. */
    COPY,
    /** Keys are taken into a host's store, which changes it. */
    IMPORT,
    /** Another guardian gets access, where a key cannot be exported; this changes machines. */
    GRANT,
    /** What has to be known. */
    KNOW,
    /** No command helps; somebody has to act. */
    UNSOLVED
  }
}
