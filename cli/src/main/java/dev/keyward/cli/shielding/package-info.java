/** The verbs of {@code keyward shielding-data}. */
@NullMarked
package dev.keyward.cli.shielding;

import org.jspecify.annotations.NullMarked;
