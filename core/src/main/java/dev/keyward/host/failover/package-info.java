/** Which service a host asks, and when it switches to the fallback. */
@NullMarked
package dev.keyward.host.failover;

import org.jspecify.annotations.NullMarked;
