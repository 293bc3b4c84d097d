package dev.keyward.vm;

import dev.keyward.protector.TransportKey;
import dev.keyward.protector.VerifiedKeyProtector;

/**
 * What the part keys of a file are sealed under.
 *
 * @param protector goes into the file
 * @param transportKey the key in it; it stays the caller's
 */
public record SealingKey(VerifiedKeyProtector protector, TransportKey transportKey) {}
