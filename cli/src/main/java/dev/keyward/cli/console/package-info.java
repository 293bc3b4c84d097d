/** The streams, the terminal, passphrases and progress: everything that a person or a pipe sees. */
package dev.keyward.cli.console;
