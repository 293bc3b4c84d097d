/** The command: its entrance, the choice of the verb, and the exit codes. */
package dev.keyward.cli;
