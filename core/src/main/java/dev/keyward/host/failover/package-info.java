/** Which service a host asks, and when it switches to the fallback. */
package dev.keyward.host.failover;
