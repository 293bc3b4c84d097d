/** Policies: what an organisation requires of its protectors. */
package dev.keyward.audit.policy;
