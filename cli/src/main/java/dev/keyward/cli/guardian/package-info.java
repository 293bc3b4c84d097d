/** The verbs of {@code keyward guardian}. */
package dev.keyward.cli.guardian;
