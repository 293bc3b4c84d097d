/**
 * The walk over folders: which files are opened, in which order, and which results wait while other
 * threads work.
 */
package dev.keyward.audit.walk;
