/** The verbs of {@code keyward fleet} for Hyper-V hosts in local mode. */
@NullMarked
package dev.keyward.cli.fleet.matrix;

import org.jspecify.annotations.NullMarked;
