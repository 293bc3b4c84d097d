/** The verbs of {@code keyward fleet}. */
package dev.keyward.cli.fleet;
