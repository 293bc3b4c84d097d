/** What a service writes down of the hosts that it measured, beside its state. */
@NullMarked
package dev.keyward.hgs.evidence;

import org.jspecify.annotations.NullMarked;
