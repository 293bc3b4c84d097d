/** The verbs of {@code keyward guardian}. */
@NullMarked
package dev.keyward.cli.guardian;

import org.jspecify.annotations.NullMarked;
