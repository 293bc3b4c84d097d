package dev.keyward.cli.report;

import java.util.Optional;

/**
 * A finding on a page about machines.
 *
 * @param vms the names of the machines, cut where there are many
 * @param mend what to do
 * @param command what to type, where typing helps
 */
public record FindingView(
    String severity,
    String code,
    String found,
    String vms,
    String why,
    String mend,
    Optional<String> command) {}
