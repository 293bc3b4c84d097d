/** Files that are written whole or not at all: pending files and folders, and the edit in place. */
package dev.keyward.file;
