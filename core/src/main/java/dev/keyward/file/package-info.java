/**
 * Files that are written completely or not at all: pending files and folders, and edits in place.
 */
@NullMarked
package dev.keyward.file;

import org.jspecify.annotations.NullMarked;
