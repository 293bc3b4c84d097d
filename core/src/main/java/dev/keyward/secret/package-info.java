/** Key material and passphrases: lent, compared in constant time, wiped, never printed. */
package dev.keyward.secret;
