/** Audits: what is demanded of protectors that nobody here can open, and what is found in them. */
package dev.keyward.audit;
