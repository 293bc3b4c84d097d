/** What was typed: options and operands, checked and typed. */
package dev.keyward.cli.args;
