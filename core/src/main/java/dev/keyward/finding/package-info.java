/**
 * A finding of an audit or of a fleet: its code, its severity, why it matters, how to fix it, and
 * where it is.
 */
package dev.keyward.finding;
