/** Atomic files, owner-only permissions, locks. */
@NullMarked
package dev.keyward.internal.io;

import org.jspecify.annotations.NullMarked;
