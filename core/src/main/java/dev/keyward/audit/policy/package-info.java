/** Policies: what an organisation demands of its protectors. */
package dev.keyward.audit.policy;
