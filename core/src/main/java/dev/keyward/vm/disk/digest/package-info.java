/** The digest of a disk, computed over spans at once. */
package dev.keyward.vm.disk.digest;
