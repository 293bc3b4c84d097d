/** The verbs of {@code keyward shielding-data}. */
package dev.keyward.cli.shielding;
