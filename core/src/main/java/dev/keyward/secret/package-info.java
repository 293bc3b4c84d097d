/**
 * Key material and passphrases, which are lent, compared in constant time, wiped, and never
 * printed.
 */
@NullMarked
package dev.keyward.secret;

import org.jspecify.annotations.NullMarked;
