/**
 * The walk over folders: which files are opened, in which order, and which results wait while other
 * threads work.
 */
@NullMarked
package dev.keyward.audit.walk;

import org.jspecify.annotations.NullMarked;
