/**
 * Code that the verbs of several nouns use: reading inputs, asking for passphrases, showing
 * results, and turning errors into exit codes.
 */
@NullMarked
package dev.keyward.cli.base;

import org.jspecify.annotations.NullMarked;
