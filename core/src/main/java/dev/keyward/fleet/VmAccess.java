package dev.keyward.fleet;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who can open a machine's protector, as an audit found it.
 *
 * @param file the file that the protector is in; empty where none was found
 * @param guardians the names of the guardians whom it is addressed to, the owner among them
 * @param fault why it opens for nobody; empty where it is valid
 */
public record VmAccess(Optional<String> file, Set<String> guardians, Optional<String> fault) {

  /** Of a machine whose protector was not found. */
  public static final VmAccess MISSING =
      new VmAccess(Optional.empty(), Set.of(), Optional.of("no protector was found"));

  /** Copies the set and refuses missing parts. */
  public VmAccess {
    Objects.requireNonNull(file, "file");
    guardians = Set.copyOf(guardians);
    Objects.requireNonNull(fault, "fault");
  }
}
