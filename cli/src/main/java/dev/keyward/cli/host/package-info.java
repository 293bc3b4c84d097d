/** The verbs of {@code keyward host}. */
@NullMarked
package dev.keyward.cli.host;

import org.jspecify.annotations.NullMarked;
