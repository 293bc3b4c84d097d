package dev.keyward.vm.disk;

/** The kinds of virtual disk files that can be read. */
public enum DiskFormat {
  /** The content and nothing else. */
  RAW,
  /** Virtual Hard Disk, fixed: the content, then a footer of 512 bytes. */
  VHD_FIXED,
  /** VHDX with all blocks allocated (MS-VHDX, LeaveBlocksAllocated set). */
  VHDX_FIXED,
  /** VHDX with blocks allocated when they are first written. */
  VHDX_DYNAMIC
}
