/** Recognizes what a file is that is not a protector. */
@NullMarked
package dev.keyward.audit.look;

import org.jspecify.annotations.NullMarked;
