/** The verbs of {@code keyward protector} that handle single files. */
@NullMarked
package dev.keyward.cli.protector;

import org.jspecify.annotations.NullMarked;
