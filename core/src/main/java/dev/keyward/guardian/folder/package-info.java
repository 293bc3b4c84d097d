/** Where a store keeps its guardians on the disk, and who may write there. */
@NullMarked
package dev.keyward.guardian.folder;

import org.jspecify.annotations.NullMarked;
