/** The verbs of {@code keyward template}. */
package dev.keyward.cli.template;
