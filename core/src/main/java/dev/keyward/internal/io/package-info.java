/** Atomic files, owner-only permissions, claims of files. */
@NullMarked
package dev.keyward.internal.io;

import org.jspecify.annotations.NullMarked;
