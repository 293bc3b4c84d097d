/**
 * A finding of an audit or of a fleet: its code, its severity, why it matters, how to fix it, and
 * where it is.
 */
@NullMarked
package dev.keyward.finding;

import org.jspecify.annotations.NullMarked;
