/** Which service a host asks, and when it goes on to the fallback. */
package dev.keyward.host.failover;
