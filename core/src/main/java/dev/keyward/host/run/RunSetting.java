package dev.keyward.host.run;

import java.nio.file.Path;

/**
 * How a machine runs.
 *
 * @param memory where its private folder is made, which must be in memory
 * @param policyUnchecked whether a shielded machine may run, although nothing checks that the
 *     command keeps its policy
 */
public record RunSetting(Path memory, boolean policyUnchecked) {}
