/** Event logs of the TCG: reading, replaying to register values, and what a boot shows by them. */
@NullMarked
package dev.keyward.tpm.log;

import org.jspecify.annotations.NullMarked;
