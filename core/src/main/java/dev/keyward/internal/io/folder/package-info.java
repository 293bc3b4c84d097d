/** Folders that appear or change in one step. */
@NullMarked
package dev.keyward.internal.io.folder;

import org.jspecify.annotations.NullMarked;
