/**
 * Virtual disks as their guests see them: readers of raw, fixed VHD and VHDX files, the hash tree
 * over their content, and the partitions in it.
 *
 * <p>Data flows one way. A file is opened to a {@link dev.keyward.vm.disk.VirtualDisk}, which gives
 * the same bytes for every format. Its content is hashed to a {@link
 * dev.keyward.vm.disk.digest.DiskDigest}. A {@link dev.keyward.vm.disk.digest.DiskComparison}
 * compares a later disk with that digest, and a {@link
 * dev.keyward.vm.disk.partition.PartitionTable} maps its byte ranges to partitions.
 *
 * <p>The readers trust nothing in a file. They compare each offset, length and count with the
 * file's size and with the published limits before they use it. The size of a file limits the work
 * and memory that it can cause.
 */
@NullMarked
package dev.keyward.vm.disk;

import org.jspecify.annotations.NullMarked;
