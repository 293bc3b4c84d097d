package dev.keyward.vm.disk;

/**
 * A stretch of content that lies in one piece in the file, or is a hole and reads as zeros.
 *
 * @param filePosition where in the file it begins; negative for a hole
 * @param length bytes, at least 1
 */
record Extent(long filePosition, long length) {

  static Extent hole(long length) {
    return new Extent(-1, length);
  }

  boolean isHole() {
    return filePosition < 0;
  }
}
