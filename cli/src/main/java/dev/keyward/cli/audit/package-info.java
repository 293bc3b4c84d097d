/** The verbs of {@code keyward audit}. */
package dev.keyward.cli.audit;
