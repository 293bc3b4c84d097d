package dev.keyward.vm.sealing;

import dev.keyward.guardian.Thumbprint;
import dev.keyward.internal.crypto.cipher.StreamSize;

/**
 * A part of a file as it is stored, encrypted under a key of its own.
 *
 * @param name which part it is
 * @param sealedSize its size in the file in bytes
 * @param digest the SHA-256 of these bytes
 */
public record SealedPart(PartName name, long sealedSize, Thumbprint digest) {

  /** The largest content of a part: 4 GiB. */
  public static final long MAX_SIZE = 1L << 32;

  private static final long MAX_PADDED = MAX_SIZE + 256;

  /** Refuses sizes that no content has. */
  public SealedPart {
    if (!isSealedSize(sealedSize)) {
      throw new IllegalArgumentException("not the size of a sealed part");
    }
  }

  public static boolean isSealedSize(long sealedSize) {
    if (sealedSize < 0 || sealedSize > StreamSize.sealed(MAX_PADDED)) {
      return false;
    }
    long size = StreamSize.opened(sealedSize);
    return size >= 0 && size <= MAX_PADDED && StreamSize.sealed(size) == sealedSize;
  }

  /** The size of its content in bytes, with the padding where there is one. */
  public long size() {
    return StreamSize.opened(sealedSize);
  }
}
