/** The digest of a disk, computed over several spans in parallel. */
package dev.keyward.vm.disk.digest;
