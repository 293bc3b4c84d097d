/**
 * A guarded host for KVM fabrics and tests: which Host Guardian Services it asks, in which order,
 * and how it starts a shielded VM with the keys that they release. It does not configure Hyper-V.
 *
 * <p>The use of the fallback follows Microsoft's article on branch offices as Keyward reads it.
 * {@link dev.keyward.host.failover.FailoverRule} and {@link dev.keyward.host.failover.Seen} hold
 * the complete rule.
 */
@NullMarked
package dev.keyward.host;

import org.jspecify.annotations.NullMarked;
