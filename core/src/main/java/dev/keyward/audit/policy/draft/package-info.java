/** A first policy, drafted from what an audit found. */
@NullMarked
package dev.keyward.audit.policy.draft;

import org.jspecify.annotations.NullMarked;
