/** Key material and passphrases: lent, compared in constant time, wiped, never printed. */
@NullMarked
package dev.keyward.secret;

import org.jspecify.annotations.NullMarked;
