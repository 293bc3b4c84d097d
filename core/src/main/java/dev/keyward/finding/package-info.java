/** One finding of an audit: its code, how grave it is, why it matters and how to fix it. */
package dev.keyward.finding;
