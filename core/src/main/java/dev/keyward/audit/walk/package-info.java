/**
 * The walk over folders: which files are opened, in what order, and what is kept of each while
 * others are at work.
 */
package dev.keyward.audit.walk;
