/** Compares bulk work with the RSA operations and hashes that it needs, in the same run. */
package dev.keyward.cli.bench;
