/** What a host writes down beside its state: its events, and the health certificates it has. */
@NullMarked
package dev.keyward.host.record;

import org.jspecify.annotations.NullMarked;
