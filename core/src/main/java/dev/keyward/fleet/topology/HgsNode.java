package dev.keyward.fleet.topology;

import java.util.Optional;

/**
 * A machine that serves for a cluster.
 *
 * @param name unique in its fleet
 * @param vm the shielded VM that the node is; empty for a physical machine
 */
public record HgsNode(String name, Optional<String> vm) {}
