/**
 * One finding, of an audit or of a fleet: its code, how grave it is, why it matters, how to fix it,
 * and where it is.
 */
package dev.keyward.finding;
