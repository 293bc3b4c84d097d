/** The digest of a disk, computed over several spans in parallel. */
@NullMarked
package dev.keyward.vm.disk.digest;

import org.jspecify.annotations.NullMarked;
