/** Keys that are no guardian's, for the command line. */
@NullMarked
package dev.keyward.crypto.outside;

import org.jspecify.annotations.NullMarked;
