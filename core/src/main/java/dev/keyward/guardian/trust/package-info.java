/**
 * The decision to trust a guardian, and the store that keeps it. Both are in one package because no
 * other code may create a trusted guardian, unless its private keys prove themselves.
 */
@NullMarked
package dev.keyward.guardian.trust;

import org.jspecify.annotations.NullMarked;
