/** The verbs of {@code keyward protector} that handle single files. */
package dev.keyward.cli.protector;
