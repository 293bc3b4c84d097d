/** Compares bulk work with the RSA operations and hashes that it needs, in the same run. */
@NullMarked
package dev.keyward.cli.bench;

import org.jspecify.annotations.NullMarked;
