/** The known guardians: their names, and which key belongs to which guardian. */
@NullMarked
package dev.keyward.protector.known;

import org.jspecify.annotations.NullMarked;
