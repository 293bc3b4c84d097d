/** The command: its main class, the choice of the verb, and the exit codes. */
package dev.keyward.cli;
