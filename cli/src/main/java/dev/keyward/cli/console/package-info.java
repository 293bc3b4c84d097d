/** The streams, the terminal, passphrases and progress: everything that a person or a pipe sees. */
@NullMarked
package dev.keyward.cli.console;

import org.jspecify.annotations.NullMarked;
