/** Files with keys and certificates from other programs, and the pairs of keys in them. */
@NullMarked
package dev.keyward.guardian.keyfile;

import org.jspecify.annotations.NullMarked;
