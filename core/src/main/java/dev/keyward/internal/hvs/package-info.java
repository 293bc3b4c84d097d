/**
 * The container of Hyper-V's files, {@code .vmcx} and {@code .vmrs}: bytes in, a tree of keys out.
 * It knows nothing of key protectors. The format is published with Microsoft's OpenVMM ({@code
 * support/hvs_file/FORMAT.md}): numbers are little-endian, offsets count from the start of the
 * file, and checksums are CRC-32 over a structure with its checksum as zeros.
 */
@NullMarked
package dev.keyward.internal.hvs;

import org.jspecify.annotations.NullMarked;
