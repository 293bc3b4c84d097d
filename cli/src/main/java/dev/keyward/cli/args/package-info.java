/** Options and operands of the command line, checked and converted to types. */
@NullMarked
package dev.keyward.cli.args;

import org.jspecify.annotations.NullMarked;
