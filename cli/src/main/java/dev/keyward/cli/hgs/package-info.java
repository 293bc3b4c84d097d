/** The verbs of {@code keyward hgs}. */
@NullMarked
package dev.keyward.cli.hgs;

import org.jspecify.annotations.NullMarked;
