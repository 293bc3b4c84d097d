/**
 * Files that are written completely or not at all: pending files and folders, and edits in place.
 */
package dev.keyward.file;
