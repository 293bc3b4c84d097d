/** The list of all verbs, their help, and completion for shells. */
@NullMarked
package dev.keyward.cli.command;

import org.jspecify.annotations.NullMarked;
