/** The verbs of {@code keyward vm}. */
@NullMarked
package dev.keyward.cli.vm;

import org.jspecify.annotations.NullMarked;
