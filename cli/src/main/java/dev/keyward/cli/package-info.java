/** The command: its main class, the choice of the verb, and the exit codes. */
@NullMarked
package dev.keyward.cli;

import org.jspecify.annotations.NullMarked;
