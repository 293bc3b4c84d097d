/** Examines one file: its content, the checks, and the findings. */
@NullMarked
package dev.keyward.audit.judge;

import org.jspecify.annotations.NullMarked;
