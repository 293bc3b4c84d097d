/** One small class a verb, and the one list of them. */
package dev.keyward.cli.command;
