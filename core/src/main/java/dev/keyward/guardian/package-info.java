/**
 * Guardians: a signing and an encryption certificate under a name, their signed metadata, their
 * private keys, the store that keeps them, and the decision to trust them.
 */
@NullMarked
package dev.keyward.guardian;

import org.jspecify.annotations.NullMarked;
