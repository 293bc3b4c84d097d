/** The partition table of a disk (GPT), as UEFI 2.10 has it. */
@NullMarked
package dev.keyward.vm.disk.partition;

import org.jspecify.annotations.NullMarked;
