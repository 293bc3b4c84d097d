/**
 * A guarded host for labs and tests: which Host Guardian Services it asks, in which order, and how
 * it starts a shielded VM with what they release. It configures no Hyper-V.
 *
 * <p>When a fallback is used follows Microsoft's article on branch offices as Keyward reads it:
 * {@link dev.keyward.host.failover.FailoverRule} and {@link dev.keyward.host.failover.Seen} are the
 * whole of it.
 */
package dev.keyward.host;
