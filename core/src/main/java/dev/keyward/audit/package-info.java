/**
 * Audits protectors without keys: what each protector says, which checks hold, what a policy
 * requires of it, and findings with reasons and fixes. This package uses no private key.
 */
@NullMarked
package dev.keyward.audit;

import org.jspecify.annotations.NullMarked;
