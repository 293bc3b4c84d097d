/** The verbs of {@code keyward fleet}. */
@NullMarked
package dev.keyward.cli.fleet;

import org.jspecify.annotations.NullMarked;
