/**
 * What a host keeps while the command of {@code host run} works on the opened parts of a machine: a
 * private folder in memory, and a record of it on the disk.
 */
@NullMarked
package dev.keyward.host.run;

import org.jspecify.annotations.NullMarked;
