/** What changed between two audits. */
@NullMarked
package dev.keyward.audit.diff;

import org.jspecify.annotations.NullMarked;
