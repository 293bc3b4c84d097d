/** Options and operands of the command line, checked and converted to types. */
package dev.keyward.cli.args;
