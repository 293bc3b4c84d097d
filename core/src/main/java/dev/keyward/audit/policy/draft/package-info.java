/** A first policy, drafted from what an audit found. */
package dev.keyward.audit.policy.draft;
