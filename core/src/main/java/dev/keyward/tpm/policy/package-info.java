/** What is expected of a host's boot, and what a boot is refused for. */
@NullMarked
package dev.keyward.tpm.policy;

import org.jspecify.annotations.NullMarked;
