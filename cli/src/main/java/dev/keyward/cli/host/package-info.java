/** The verbs of {@code keyward host}. */
package dev.keyward.cli.host;
