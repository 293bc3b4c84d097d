/** Files that commands of several nouns read: protectors, parts of machines, and keys. */
@NullMarked
package dev.keyward.cli.base.input;

import org.jspecify.annotations.NullMarked;
