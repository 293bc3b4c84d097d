package dev.keyward.cli.base.input;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How files begin that hold the variables of UEFI firmware (UEFI PI, volume 3, 3.2.1). */
final class UefiVariables {

  /** Bytes that are looked at. */
  static final int LOOKED_AT = 44;

  private static final int SIGNATURE_AT = 40;
  private static final byte[] VOLUME = "_FVH".getBytes(StandardCharsets.US_ASCII);

  /** libvirt keeps variables in images of QEMU too. */
  private static final byte[] QCOW = {'Q', 'F', 'I', (byte) 0xfb};

  private UefiVariables() {}

  /** Whether they are a firmware volume, or an image of QEMU. */
  static boolean isLikely(byte[] start) {
    return start.length >= LOOKED_AT && (has(start, SIGNATURE_AT, VOLUME) || has(start, 0, QCOW));
  }

  private static boolean has(byte[] start, int at, byte[] sign) {
    return Arrays.equals(start, at, at + sign.length, sign, 0, sign.length);
  }
}
