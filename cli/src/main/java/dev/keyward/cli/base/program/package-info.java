/** Other programs that a command runs. */
@NullMarked
package dev.keyward.cli.base.program;

import org.jspecify.annotations.NullMarked;
