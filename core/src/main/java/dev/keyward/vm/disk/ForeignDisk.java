package dev.keyward.vm.disk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.keyward.KeywardException;
import dev.keyward.UnsupportedFormatException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Files that hold a disk in a form that the guest does not see: images of other makers, archives
 * and compressed files. Taken for raw, their catalog would vouch for bytes that no guest ever
 * reads.
 *
 * <p>What a guest may see as it is stays raw: file systems, ISO images, which may also be written
 * to disks, and LUKS, as the bytes of a disk that a guest encrypts are those of QEMU's container.
 *
 * @param offset where the magic bytes are
 * @param magic one character for each byte
 * @param name what errors call it
 * @param hint how to make a raw disk of it
 */
record ForeignDisk(int offset, String magic, String name, String hint) {

  /** Bytes at the beginning of a file that decide. */
  static final int START = 512;

  private static final String UDIF = "koly\0\0\0\4\0\0\2\0";
  private static final String CONVERT = "convert it: qemu-img convert -O raw IN OUT";
  private static final String UNPACK = "unpack it first, and sign the disk in it";
  private static final String DMG =
      "convert it: qemu-img convert -f dmg -O raw IN OUT, or hdiutil convert -format UDTO";

  private static final List<ForeignDisk> ALL =
      List.of(
          image("QFI\u00fb", "qcow"),
          image("QED\0", "qed"),
          image("KDMV", "vmdk"),
          image("COWD", "vmdk"),
          image("\u00be\u00ba\u00fe\u00ca\0\0\0\0", "vmdk"),
          image("# Disk DescriptorFile", "vmdk"),
          image("<<< ", "vdi"),
          new ForeignDisk(64, "\u007f\u0010\u00da\u00be", "vdi", CONVERT),
          image("WithoutFreeSpace", "parallels"),
          image("WithouFreSpacExt", "parallels"),
          image("Bochs Virtual HD Image", "bochs"),
          image("#!/bin/sh\n#V2.0 Format", "cloop"),
          at0(UDIF, "udif (dmg)", DMG),
          at0("encrcdsa", "encrypted dmg", DMG),
          at0("sprs", "sparseimage", DMG),
          at0("EVF\t\r\n\u00ff\0", "ewf", "export it: ewfexport -f raw"),
          at0("EVF2\r\n\u0081\0", "ewf", "export it: ewfexport -f raw"),
          at0("LVF\t\r\n\u00ff\0", "ewf", "it holds files, no disk"),
          at0("AFF10\r\n\0", "aff", "export it: affconvert -r"),
          at0("MSWIM\0\0\0", "wim", "apply it to a disk first: Expand-WindowsImage"),
          new ForeignDisk(4, "SignedImage ", "ffu", "apply it to a disk first: DISM /Apply-Ffu"),
          at0(":\u00ff&\u00ed", "android sparse image", "convert it: simg2img IN OUT"),
          at0("VMA\0", "vma", "extract it: vma extract FILE FOLDER"),
          at0("partclone-image", "partclone", "restore it to a disk first"),
          at0("PaRtImAgE-VoLuMe", "partimage", "restore it to a disk first"),
          packed("\u001f\u008b\b", "gzip"),
          packed("\u00fd7zXZ\0", "xz"),
          new ForeignDisk(4, "1AY&SY", "bzip2", UNPACK),
          packed("(\u00b5/\u00fd", "zstd"),
          packed("\u0004\"M\u0018", "lz4"),
          packed("PK\u0003\u0004", "zip"),
          packed("7z\u00bc\u00af'\u001c", "7z"),
          packed("Rar!\u001a\u0007", "rar"),
          packed("MSCF\0\0\0\0", "cab"),
          new ForeignDisk(257, "ustar", "tar (also ova)", UNPACK));

  private static ForeignDisk at0(String magic, String name, String hint) {
    return new ForeignDisk(0, magic, name, hint);
  }

  private static ForeignDisk image(String magic, String name) {
    return at0(magic, name, CONVERT);
  }

  private static ForeignDisk packed(String magic, String name) {
    return at0(magic, name, UNPACK);
  }

  /**
   * Refuses a file that is one.
   *
   * @param start its first {@link #START} bytes, or all of them
   * @throws UnsupportedFormatException code {@code disk-format}
   */
  static void refuse(DiskFile file, String start) throws KeywardException, IOException {
    Optional<ForeignDisk> foreign =
        ALL.stream().filter(each -> start.startsWith(each.magic, each.offset)).findFirst();
    if (foreign.isEmpty() && endsAsUdif(file)) {
      foreign = Optional.of(at0(UDIF, "udif (dmg)", DMG));
    }
    if (foreign.isPresent()) {
      throw new UnsupportedFormatException(
          file.fault(
                  "disk-format", "", "a disk in format " + foreign.get().name, "raw, VHD or VHDX")
              .withHint(foreign.get().hint));
    }
  }

  /** UDIF has its header in the last 512 bytes. */
  private static boolean endsAsUdif(DiskFile file) throws KeywardException, IOException {
    if (file.size() < START) {
      return false;
    }
    var end = file.part("", file.size() - START, UDIF.length());
    return UDIF.equals(ISO_8859_1.decode(end).toString());
  }
}
