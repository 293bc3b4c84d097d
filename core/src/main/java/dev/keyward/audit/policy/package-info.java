/** Policies: what an organisation requires of its protectors. */
@NullMarked
package dev.keyward.audit.policy;

import org.jspecify.annotations.NullMarked;
