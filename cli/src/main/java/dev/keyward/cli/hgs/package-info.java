/** The verbs of {@code keyward hgs}. */
package dev.keyward.cli.hgs;
