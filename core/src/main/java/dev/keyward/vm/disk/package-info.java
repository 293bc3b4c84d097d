/**
 * Virtual disks as their guests see them: readers of raw, fixed VHD and VHDX files, the hash tree
 * over their content, and the partitions in it.
 *
 * <p>Data flows one way. A file is opened to a {@link dev.keyward.vm.disk.VirtualDisk}, which gives
 * the same bytes whatever the format; its content is hashed to a {@link
 * dev.keyward.vm.disk.digest.DiskDigest}; a later disk is held against that digest by a {@link
 * dev.keyward.vm.disk.digest.DiskComparison}, whose byte ranges a {@link
 * dev.keyward.vm.disk.PartitionTable} maps to partitions.
 *
 * <p>Nothing of a file is believed: each offset, length and count is compared with the file's size
 * and with the published limits before it is used, and the work and memory that a file can cause
 * are bounded by its size.
 */
package dev.keyward.vm.disk;
