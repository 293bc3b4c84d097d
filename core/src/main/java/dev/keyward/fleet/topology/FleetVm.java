package dev.keyward.fleet.topology;

import java.util.Optional;

/**
 * A shielded virtual machine.
 *
 * @param name unique in its fleet
 * @param host where it runs
 * @param protector the name or path that its protector is found by; empty where it is the machine's
 *     own name
 */
public record FleetVm(String name, String host, Optional<String> protector) {}
