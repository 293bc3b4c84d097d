/** The verbs of {@code keyward vm}. */
package dev.keyward.cli.vm;
