package dev.keyward.hgs.description;

import dev.keyward.guardian.GuardianName;

/**
 * A host that may attest.
 *
 * @param name of the form of guardians' names
 * @param key what it proves itself with
 */
public record RegisteredHost(GuardianName name, HostPublicKey key) {}
