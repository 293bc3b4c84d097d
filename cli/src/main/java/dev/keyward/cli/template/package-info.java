/** The verbs of {@code keyward template}. */
@NullMarked
package dev.keyward.cli.template;

import org.jspecify.annotations.NullMarked;
