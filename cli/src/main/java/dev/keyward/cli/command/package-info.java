/** The list of all verbs, their help, and completion for shells. */
package dev.keyward.cli.command;
