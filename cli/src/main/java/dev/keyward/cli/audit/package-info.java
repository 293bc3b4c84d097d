/** The verbs of {@code keyward audit}. */
@NullMarked
package dev.keyward.cli.audit;

import org.jspecify.annotations.NullMarked;
